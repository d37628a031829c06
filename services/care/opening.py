"""One concern opened: its words, who may be behind it, and what was done so far."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from analysis.foreign import ENGLISH, written_in
from services.care.desk import Waiting, waiting
from services.hall import Actor, Hall
from services.insight.reading_room import NotYours
from services.insight.worded import asked_as
from services.respond.asked import asked
from services.staff.audit import Deed, note
from storage.models import Case, Concern, ConcernEvent, Draft, Response, Staff
from storage.queries.readable import readable_responses, workable_concerns
from surveys.kinds import Mode


class Known(StrEnum):
    """How the person behind a concern is known."""

    LINKED = "linked"
    SEALED = "sealed"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True, repr=False)
class Event:
    """A step in the life of a concern; ``who`` is empty for the machine."""

    at: datetime
    event: str
    who: str
    note: str | None


@dataclass(frozen=True, slots=True, repr=False)
class Opened:
    """A concern with its words and history.

    Args:
        asked: the question's wording, None when no question was open or it is not known.
        rule: what saw it: ``tapped``, ``answer``, or the id of a rule for words.
        words: None once they were erased.
        language: ISO 639 code of the words.
        known: how the person is known.
        mode: as the respondent chose, None while they have not, or where it is not kept.
        response: id of the response it came from, where this reader may open it.
        revision: to be sent back with a move.
        at: the moment for which this holds.
    """

    waiting: Waiting
    asked: str | None
    rule: str
    words: str | None
    language: str
    known: Known
    mode: Mode | None
    response: UUID | None
    history: tuple[Event, ...]
    revision: int
    at: datetime


def open_concern(hall: Hall, actor: Actor, concern_id: UUID) -> Opened:
    """Return a concern with its words, and record who saw them before anybody does.

    Raises:
        NotYours: there is none, or not for them; the latter is recorded too.
    """
    with hall.sessions.reading() as session:
        query = workable_concerns(session, actor).where(Concern.id == concern_id)
        concern = session.scalars(query).one_or_none()
        opened = _opened(session, actor, concern, hall.clock()) if concern else None
    if opened is None:
        raise turned_away(hall, actor, concern_id)
    with hall.sessions.writing() as session:
        note(session, actor, Deed.CONCERN_READ, hall.clock(), "concern", concern_id)
    return opened


def turned_away(hall: Hall, actor: Actor, concern_id: UUID) -> NotYours:
    """Record that somebody asked for a concern that is kept from them, and say only "no"."""
    with hall.sessions.writing() as session:
        if session.get(Concern, concern_id) is not None:
            note(session, actor, Deed.CASE_REFUSED, hall.clock(), "concern", concern_id)
    return NotYours()


def _opened(session: Session, actor: Actor, concern: Concern, now: datetime) -> Opened:
    held = session.get(Case, concern.case_id) if concern.case_id else None
    origin = _origin(session, concern)
    response = origin if isinstance(origin, Response) else None
    return Opened(
        waiting=waiting(concern, held.reference if held else None, now),
        asked=_asked(session, concern, origin),
        rule=concern.rule,
        words=concern.words,
        language=written_in(concern.words or "", response.language if response else ENGLISH),
        known=_known(concern),
        mode=response.mode if response else None,
        response=response.id if response and _may_read(session, actor, response) else None,
        history=_history(session, concern),
        revision=concern.revision,
        at=now,
    )


def _known(concern: Concern) -> Known:
    if concern.case_id is not None:
        return Known.LINKED
    return Known.NOBODY if concern.link_s is None else Known.SEALED


def _origin(session: Session, concern: Concern) -> Response | Draft | None:
    if concern.response_id is not None:
        return session.get(Response, concern.response_id)
    return session.get(Draft, concern.draft_id) if concern.draft_id else None


def _asked(session: Session, concern: Concern, origin: Response | Draft | None) -> str | None:
    if origin is None or not concern.question_id:
        return None
    form = asked(session, origin.questionnaire, origin.version)
    return asked_as(form, concern.question_id)


def _may_read(session: Session, actor: Actor, response: Response) -> bool:
    mine = readable_responses(session, actor).with_only_columns(Response.id)
    return session.scalar(mine.where(Response.id == response.id)) is not None


def _history(session: Session, concern: Concern) -> tuple[Event, ...]:
    query = (
        select(ConcernEvent)
        .where(ConcernEvent.concern_id == concern.id)
        .order_by(ConcernEvent.at, ConcernEvent.event != "raised")
    )
    return tuple(
        Event(event.at, event.event, _name(session, event.staff_id), event.note)
        for event in session.scalars(query)
    )


def _name(session: Session, staff_id: UUID | None) -> str:
    staff = session.get(Staff, staff_id) if staff_id else None
    return staff.name if staff else ""
