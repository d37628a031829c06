"""Concerns as people see them: listed without words, opened with them, acknowledged."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from safeguarding.concern import Clock, Move, MoveRefused, due_at, moved, overdue
from safeguarding.levels import Category, Level
from safeguarding.states import ConcernState
from services.hall import Hall
from services.refusal import Refused
from storage.actors import Actor
from storage.models import AuditEvent, Case, Concern, ConcernEvent
from storage.queries.readable import workable_concerns

_SHORTEST_PREFIX = 4


@dataclass(frozen=True, slots=True)
class Listed:
    """A concern without its words.

    Args:
        case: the council's reference, only where the respondent chose to be linked.
        overdue: whether the next move should have been made by now.
    """

    id: UUID
    level: Level
    category: Category
    state: ConcernState
    team: str | None
    case: str | None
    raised_at: datetime
    due_at: datetime
    overdue: bool


@dataclass(frozen=True, slots=True, repr=False)
class Opened:
    """A concern with its words and history."""

    listed: Listed
    question: str
    rule: str
    words: str | None
    history: tuple[tuple[datetime, str], ...]


def listed(hall: Hall, actor: Actor, *, closed: bool = False) -> tuple[Listed, ...]:
    """Return concerns, the most urgent first.

    Args:
        actor: who asks.
        closed: whether closed ones are listed too.
    """
    now = hall.clock()
    with hall.sessions.reading() as session:
        query = (
            workable_concerns(session, actor)
            .outerjoin(Case, Case.id == Concern.case_id)
            .with_only_columns(Concern, Case.reference)
        )
        if not closed:
            query = query.where(Concern.state != ConcernState.CLOSED)
        found = [_listed(concern, case, now) for concern, case in session.execute(query)]
    order = tuple(Level)
    return tuple(sorted(found, key=lambda one: (order.index(one.level), one.due_at, one.id)))


def open_concern(hall: Hall, actor: Actor, reference: str) -> Opened:
    """Return a concern with its words, and record who saw them.

    Args:
        reference: its id, or the beginning of it.

    Raises:
        Refused: there is none of that id, or several begin so.
    """
    with hall.sessions.writing() as session:
        concern = _find(session, actor, reference)
        case = session.get(Case, concern.case_id) if concern.case_id else None
        events = session.scalars(
            select(ConcernEvent)
            .where(ConcernEvent.concern_id == concern.id)
            .order_by(ConcernEvent.at)
        )
        _audit(session, hall, actor, "concern_opened", concern.id)
        return Opened(
            listed=_listed(concern, case.reference if case else None, hall.clock()),
            question=concern.question_id,
            rule=concern.rule,
            words=concern.words,
            history=tuple((event.at, event.event) for event in events),
        )


def acknowledge(hall: Hall, actor: Actor, reference: str) -> Listed:
    """Record that a person has looked at a concern, which stops its first clock.

    Raises:
        Refused: there is none of that id, or it was acknowledged before.
    """
    now = hall.clock()
    with hall.sessions.writing() as session:
        concern = _find(session, actor, reference)
        try:
            concern.state = moved(concern.state, Move.ACKNOWLEDGE)
        except MoveRefused:
            raise Refused(
                f"The concern {_short(concern.id)} is {concern.state.value.replace('_', ' ')} "
                "already; nothing was changed."
            ) from None
        concern.due_at = due_at(concern.state, concern.level, now, Clock()) or concern.due_at
        session.add(
            ConcernEvent(
                concern_id=concern.id, staff_id=actor.id, event=Move.ACKNOWLEDGE.value, at=now
            )
        )
        _audit(session, hall, actor, "concern_acknowledged", concern.id)
        return _listed(concern, None, now)


def _find(session: Session, actor: Actor, reference: str) -> Concern:
    wanted = reference.strip().lower().replace("-", "")
    query = workable_concerns(session, actor).with_only_columns(Concern.id)
    fitting = [one for one in session.scalars(query) if one.hex.startswith(wanted)]
    if len(wanted) < _SHORTEST_PREFIX or not fitting:
        raise Refused("There is no concern of that id; 'sayso concerns list' shows them.")
    if len(fitting) > 1:
        raise Refused("Several concerns begin like that; give more of the id.")
    return session.get_one(Concern, fitting[0], with_for_update=True)


def _listed(concern: Concern, case: str | None, now: datetime) -> Listed:
    waits = concern.state in {ConcernState.RAISED, ConcernState.RESPONSE_REQUESTED}
    return Listed(
        id=concern.id,
        level=concern.level,
        category=concern.category,
        state=concern.state,
        team=concern.team,
        case=case,
        raised_at=concern.raised_at,
        due_at=concern.due_at,
        overdue=waits and overdue(concern.due_at, now),
    )


def _audit(session: Session, hall: Hall, actor: Actor, what: str, concern_id: UUID) -> None:
    session.add(
        AuditEvent(
            at=hall.clock(),
            staff_id=actor.id,
            what=what,
            subject_table="concern",
            subject_id=concern_id,
        )
    )


def _short(concern_id: UUID) -> str:
    return concern_id.hex[:8]
