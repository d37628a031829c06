"""Actions added, ended and told in the period that a report looks at."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from reports.cells import Actions
from storage.models import Action
from storage.queries.scopes import Slice


def counted(session: Session, part: Slice) -> Actions:
    """Count the actions of a slice; those of no team belong to the authority alone."""
    return Actions(
        raised=_within(session, part, Action.created_at),
        done=_within(session, part, Action.done_at),
        not_possible=_within(session, part, Action.not_possible_at),
        told=_within(session, part, Action.published_at),
    )


def _within(session: Session, part: Slice, moment: InstrumentedAttribute[object]) -> int:
    query = select(func.count(Action.id)).where(
        part.of(Action.team), moment >= part.period.start, moment < part.period.end
    )
    return session.scalar(query) or 0
