"""Which rows a report looks at: those of its scope, in its period."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, SQLColumnExpression, case, select, true
from sqlalchemy.orm import InstrumentedAttribute, Session

from reports.cells import Scope, ScopeLevel
from reports.periods import Period
from storage.models import Response, Team

TeamColumn = InstrumentedAttribute[str] | InstrumentedAttribute[str | None]


@dataclass(frozen=True, slots=True)
class Slice:
    """The part of the database that a report counts.

    Args:
        scope: whose.
        period: when.
        months: the months of the period in order, each a period itself.
        today: the day of counting; a meeting that is yet to come was not held.
    """

    scope: Scope
    period: Period
    months: tuple[Period, ...]
    today: date

    def of(self, team: TeamColumn) -> ColumnElement[bool]:
        """Return the condition that a row's team is in scope.

        Rows without a team, such as imported comments, belong to the authority alone.
        """
        return _CONDITIONS[self.scope.level](team, self.scope.name)

    def month_of_day(self, day: SQLColumnExpression[Any]) -> ColumnElement[str]:
        """Return the month, as ``2026-07``, of a date that lies in the period."""
        before = ((day < month.after, month.code) for month in self.months)
        return case(*before, else_=self.months[-1].code)

    def month_of_moment(self, moment: SQLColumnExpression[Any]) -> ColumnElement[str]:
        """Return the London month, as ``2026-07``, of a moment that lies in the period."""
        before = ((moment < month.end, month.code) for month in self.months)
        return case(*before, else_=self.months[-1].code)

    @property
    def responses(self) -> tuple[ColumnElement[bool], ...]:
        """Return the conditions for responses, partial ones among them."""
        return (
            self.of(Response.team),
            Response.received_on >= self.period.first,
            Response.received_on < self.period.after,
        )

    @property
    def whole_responses(self) -> tuple[ColumnElement[bool], ...]:
        """Return the conditions for the responses that figures may count."""
        return (*self.responses, Response.partial.is_(False))


_CONDITIONS: Mapping[ScopeLevel, Callable[[TeamColumn, str], ColumnElement[bool]]] = {
    ScopeLevel.AUTHORITY: lambda team, name: true(),
    ScopeLevel.SERVICE_AREA: lambda team, name: team.in_(
        select(Team.name).where(Team.area == name)
    ),
    ScopeLevel.TEAM: lambda team, name: team == name,
}


def teams(session: Session) -> tuple[tuple[str, str], ...]:
    """Return every team with its service area, by name."""
    found = session.execute(select(Team.name, Team.area).order_by(Team.name))
    return tuple((name, area) for name, area in found)
