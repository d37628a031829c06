"""The part of the database that a report counts, for tests of counting."""

from __future__ import annotations

from datetime import date

from reports.cells import Scope, ScopeLevel
from reports.periods import parse
from storage.queries.scopes import Slice

AUTHORITY = Scope(ScopeLevel.AUTHORITY, "Exampleshire")


def slice_of(period: str = "2026-Q2", scope: Scope = AUTHORITY, today: date = date.max) -> Slice:
    """Return the slice of a period and scope, as counted on a day."""
    whole = parse(period)
    return Slice(scope, whole, tuple(map(parse, whole.months)), today)
