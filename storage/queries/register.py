"""What narrows the register of actions: where they stand, whose they are, and where they belong."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, Select, select

from storage.models import Action, Team


@dataclass(frozen=True, slots=True)
class Wanted:
    """What narrows the list; None leaves it whole.

    Args:
        standing: one of ``STANDINGS``; anything else narrows nothing.
        team, area: where the action belongs.
        owner: who does it.
    """

    standing: str | None = None
    team: str | None = None
    area: str | None = None
    owner: UUID | None = None


STANDINGS: Mapping[str, Callable[[date], ColumnElement[bool]]] = {
    "open": lambda today: Action.state == "open",
    "overdue": lambda today: (Action.state == "open") & (Action.due_on < today),
    "done": lambda today: Action.state == "done",
    "not_possible": lambda today: Action.state == "not_possible",
    "untold": lambda today: (Action.state != "open") & Action.published_at.is_(None),
    "told": lambda today: Action.published_at.is_not(None),
}
"""Which actions a standing names, on a day."""


def narrowed(query: Select[Action], wanted: Wanted, today: date) -> Select[Action]:
    """Return a query of actions, narrowed to what somebody wants to see."""
    condition = STANDINGS.get(wanted.standing or "")
    if condition is not None:
        query = query.where(condition(today))
    if wanted.team:
        query = query.where(Action.team == wanted.team)
    if wanted.area:
        query = query.where(Action.team.in_(select(Team.name).where(Team.area == wanted.area)))
    return query.where(Action.owner_id == wanted.owner) if wanted.owner else query
