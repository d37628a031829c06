"""The part of the database that a report counts, for tests of counting."""

from __future__ import annotations

from reports.cells import Scope, ScopeLevel
from reports.periods import parse
from storage.queries.scopes import Slice

AUTHORITY = Scope(ScopeLevel.AUTHORITY, "Exampleshire")


def slice_of(period: str = "2026-Q2", scope: Scope = AUTHORITY) -> Slice:
    """Return the slice of a period and scope."""
    whole = parse(period)
    return Slice(scope, whole, tuple(map(parse, whole.months)))
