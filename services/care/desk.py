"""The safeguarding desk: concerns without words, by when they are due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, case, func, select
from sqlalchemy.orm import Session

from safeguarding.concern import overdue
from safeguarding.levels import Category, Level
from safeguarding.states import ConcernState
from services.hall import Actor, Hall
from storage.models import Case, Concern
from storage.queries.readable import workable_concerns

WAITS = (ConcernState.RAISED, ConcernState.RESPONSE_REQUESTED)
"""States in which a clock runs."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A concern without its words.

    Args:
        case: the council's reference, None unless the respondent chose to be linked.
        due_at: None while no clock runs.
    """

    id: UUID
    level: Level
    category: Category
    state: ConcernState
    team: str | None
    case: str | None
    raised_at: datetime
    due_at: datetime | None
    overdue: bool


@dataclass(frozen=True, slots=True)
class Tray:
    """A page of concerns.

    Args:
        total: how many there are on all pages.
        open, unseen, late: how many are not closed, of these not acknowledged, and overdue.
        at: the moment for which this holds.
    """

    concerns: tuple[Waiting, ...]
    total: int
    open: int
    unseen: int
    late: int
    at: datetime


def tray(hall: Hall, actor: Actor, first: int, size: int, *, closed: bool = False) -> Tray:
    """Return a page of concerns: those with a clock running, by when they are due, then others.

    Closed ones come last, the newest of them first.

    Args:
        actor: who works on them.
        first, size: how many to pass over, and to show at most; beyond the end, the last page.
        closed: whether closed ones are shown too.
    """
    now = hall.clock()
    with hall.sessions.reading() as session:
        mine = workable_concerns(session, actor)
        still = mine.where(Concern.state != ConcernState.CLOSED)
        shown = mine if closed else still
        total = _count(session, shown)
        begin = first if first < total else max(0, (total - 1) // size * size)
        clock = case(
            (Concern.state.in_(WAITS), 0), (Concern.state != ConcernState.CLOSED, 1), else_=2
        )
        due = case((Concern.state != ConcernState.CLOSED, Concern.due_at))
        order = (clock, due, Concern.raised_at.desc(), Concern.id)
        page = shown.order_by(*order).offset(begin).limit(size)
        rows = session.execute(
            page.outerjoin(Case, Case.id == Concern.case_id).with_only_columns(
                Concern, Case.reference
            )
        )
        return Tray(
            concerns=tuple(waiting(concern, reference, now) for concern, reference in rows),
            total=total,
            open=_count(session, still),
            unseen=_count(session, still.where(Concern.state == ConcernState.RAISED)),
            late=_count(session, still.where(Concern.state.in_(WAITS), Concern.due_at < now)),
            at=now,
        )


def _count(session: Session, query: Select[Concern]) -> int:
    found = query.with_only_columns(Concern.id).subquery()
    return session.scalar(select(func.count()).select_from(found)) or 0


def waiting(concern: Concern, reference: str | None, now: datetime) -> Waiting:
    """Return a concern as it stands at a moment, without its words."""
    due = concern.due_at if concern.state in WAITS else None
    return Waiting(
        id=concern.id,
        level=concern.level,
        category=concern.category,
        state=concern.state,
        team=concern.team,
        case=reference,
        raised_at=concern.raised_at,
        due_at=due,
        overdue=overdue(due, now),
    )
