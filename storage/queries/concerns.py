"""Concerns raised in a period, each with when it was first acknowledged."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from safeguarding.concern import Move
from safeguarding.levels import Level
from safeguarding.states import ConcernState
from storage.models import Concern, ConcernEvent
from storage.queries.scopes import Slice


@dataclass(frozen=True, slots=True)
class Raised:
    """A concern as its clock sees it; ``acknowledged_at`` is None while nobody has."""

    level: Level
    state: ConcernState
    raised_at: datetime
    acknowledged_at: datetime | None


def raised(session: Session, part: Slice) -> tuple[Raised, ...]:
    """Return the concerns raised in the period; there are few, so none is counted in SQL."""
    first = (
        select(ConcernEvent.concern_id, func.min(ConcernEvent.at).label("at"))
        .where(ConcernEvent.event == Move.ACKNOWLEDGE)
        .group_by(ConcernEvent.concern_id)
        .subquery()
    )
    query = (
        select(Concern.level, Concern.state, Concern.raised_at, first.c.at)
        .outerjoin(first, first.c.concern_id == Concern.id)
        .where(
            part.of(Concern.team),
            Concern.raised_at >= part.period.start,
            Concern.raised_at < part.period.end,
        )
    )
    return tuple(Raised(*row) for row in session.execute(query))
