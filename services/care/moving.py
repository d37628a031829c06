"""Moves of a concern through its states: by the state machine, with a sealed note and a trace."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from analysis import clean_text
from safeguarding.concern import Clock, Move, MoveRefused, due_at, moved, moves
from safeguarding.states import ConcernState
from services.care.opening import turned_away
from services.hall import Actor, Hall
from services.refusal import Refused
from services.staff.audit import Deed, note
from storage.models import Concern, ConcernEvent
from storage.queries.readable import workable_concerns

__all__ = ["LONGEST", "NEEDS_NOTE", "Move", "move", "possible"]

LONGEST = 2000
"""Characters of a note."""

NEEDS_NOTE = frozenset({Move.REQUEST_RESPONSE, Move.RECEIVE_RESPONSE, Move.CLOSE, Move.REOPEN})
"""Moves that say nothing without a word of what was asked, answered or decided."""

_LEAST = timedelta(microseconds=1)
_STALE = "Somebody changed this concern meanwhile; look at it again. Nothing was changed."


def possible(state: ConcernState) -> tuple[Move, ...]:
    """Return what can be done with a concern in a state."""
    return moves(state)


def move(
    hall: Hall, actor: Actor, concern_id: UUID, wanted: Move, written: str, revision: int
) -> ConcernState:
    """Make a move, and return the state after it.

    Args:
        wanted: what is done.
        written: why, or what was asked or answered; kept sealed.
        revision: of the concern when this person looked at it.

    Raises:
        NotYours: there is no such concern for them.
        Refused: the note is missing or too long, the concern changed meanwhile, or it cannot
            make that move; nothing was changed.
    """
    words = _checked(wanted, clean_text(written))
    with hall.sessions.writing() as session:
        query = workable_concerns(session, actor).where(Concern.id == concern_id)
        concern = session.scalars(query.with_for_update(of=Concern)).one_or_none()
        if concern is not None:
            if concern.revision != revision:
                raise Refused(_STALE)
            return _move(session, hall, actor, concern, wanted, words)
    raise turned_away(hall, actor, concern_id)


def _checked(wanted: Move, words: str) -> str | None:
    if not words and wanted in NEEDS_NOTE:
        raise Refused("Write a note that says what was asked, answered or decided.")
    if len(words) > LONGEST:
        raise Refused(f"The note has {len(words):,} characters; keep to {LONGEST:,}.")
    return words or None


def _move(
    session: Session, hall: Hall, actor: Actor, concern: Concern, wanted: Move, words: str | None
) -> ConcernState:
    now = hall.clock()
    try:
        concern.state = moved(concern.state, wanted)
    except MoveRefused:
        raise Refused(_STALE) from None
    query = select(func.max(ConcernEvent.at)).where(ConcernEvent.concern_id == concern.id)
    newest = session.scalar(query)
    # A clock that stands still must not shuffle the history.
    at = now if newest is None else max(now, newest + _LEAST)
    concern.due_at = due_at(concern.state, concern.level, now, Clock()) or concern.due_at
    session.add(
        ConcernEvent(
            concern_id=concern.id, staff_id=actor.id, event=wanted.value, note=words, at=at
        )
    )
    note(session, actor, Deed.CONCERN_MOVED, now, "concern", concern.id)
    return concern.state
