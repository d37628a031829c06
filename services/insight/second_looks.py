"""The second look: a drawn comment is coded by somebody who sees no other coding of it.

They see the question and the words, with names struck, and nothing else: not the machine's reading,
not what a colleague found, not whose words they are.
"""

from __future__ import annotations

from collections.abc import Callable, Container
from dataclasses import dataclass
from uuid import UUID, uuid4

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

import analysis
from services.hall import Actor, Hall
from services.insight.coding_by_people import Codes, checked
from services.insight.reading_room import NotYours
from services.insight.worded import asked_as
from services.refusal import Refused
from services.respond.asked import asked
from services.staff.audit import Deed, note
from storage.kinds import CodingRound
from storage.models import Answer, Response
from storage.queries.passes import Hit, Pass, add_pass
from storage.queries.quotes import names_about
from storage.queries.readable import outside_conflicts
from storage.queries.second_looks import looked_at_by, sample, waiting_for
from storage.visible import in_scope

__all__ = [
    "Codes",
    "Look",
    "NotYours",
    "for_others",
    "keep",
    "look_at",
    "next_look",
    "note_on",
    "question_of",
    "waiting",
    "words_of",
]

_DONE = "Somebody else has had the second look at this comment meanwhile. Nothing was changed."


@dataclass(frozen=True, slots=True, repr=False)
class Look:
    """A comment to be coded blind.

    Args:
        asked: the question as it was worded.
        text: the words, names struck.
        waiting: how many wait for this person, this one among them.
    """

    id: UUID
    asked: str
    text: str
    waiting: int


def waiting(hall: Hall, actor: Actor) -> int:
    """Count the comments that wait for somebody's second look."""
    with hall.sessions.reading() as session:
        ids = waiting_for(session, actor).order_by(None).with_only_columns(Answer.id)
        return session.scalar(select(func.count()).select_from(ids.subquery())) or 0


def for_others(hall: Hall, actor: Actor) -> int:
    """Count the comments of somebody's teams that wait for a second look by whomever it may be."""
    with hall.sessions.reading() as session:
        found = sample(session, in_scope(actor), *outside_conflicts(session, actor))
        return found.drawn - found.coded


def next_look(hall: Hall, actor: Actor, passed: Container[UUID] = ()) -> Look | None:
    """Return the next comment for somebody, None where none waits; that it was shown is recorded.

    Args:
        passed: comments that they leave to others this time.
    """
    look = _chosen(hall, actor, lambda answer: answer not in passed)
    if look is not None:
        note_on(hall, actor, Deed.SECOND_LOOK_SHOWN, look.id)
    return look


def look_at(hall: Hall, actor: Actor, answer_id: UUID) -> Look:
    """Return one comment of those that wait for somebody; that it was shown is recorded.

    Raises:
        NotYours: it does not wait for them.
    """
    look = _chosen(hall, actor, lambda answer: answer == answer_id)
    if look is None:
        note_on(hall, actor, Deed.CASE_REFUSED, answer_id)
        raise NotYours
    note_on(hall, actor, Deed.SECOND_LOOK_SHOWN, answer_id)
    return look


def keep(hall: Hall, actor: Actor, answer_id: UUID, codes: Codes) -> None:
    """Keep what somebody found who saw no other coding; the same form sent again changes nothing.

    Args:
        codes: a sentiment or severity of None stands for "cannot tell".

    Raises:
        NotYours: it does not wait for them.
        Refused: somebody else was faster, or the codes do not fit the codebook.
    """
    codes = checked(codes, hall.models.codebook)
    with hall.sessions.writing() as session:
        held = session.scalar(select(Answer.id).where(Answer.id == answer_id).with_for_update())
        by = looked_at_by(session, answer_id) if held else None
        if by is not None and by == actor.id:
            return
        if held and session.scalar(_waits(session, actor, answer_id)) is not None:
            add_pass(session, _pass(hall, actor, answer_id, codes))
            note(session, actor, Deed.CODING_SAVED, hall.clock(), "answer", answer_id)
            return
    if by is not None:
        raise Refused(_DONE)
    raise NotYours


def _waits(session: Session, actor: Actor, answer_id: UUID) -> Select[UUID]:
    return waiting_for(session, actor).where(Answer.id == answer_id).with_only_columns(Answer.id)


def _chosen(hall: Hall, actor: Actor, fits: Callable[[UUID], bool]) -> Look | None:
    with hall.sessions.reading() as session:
        mine = session.scalars(waiting_for(session, actor).with_only_columns(Answer.id)).all()
        wanted = next(filter(fits, mine), None)
        return _look(session, session.get_one(Answer, wanted), len(mine)) if wanted else None


def note_on(hall: Hall, actor: Actor, deed: Deed, answer_id: UUID) -> None:
    """Leave a trace of what was done to a comment that is there."""
    with hall.sessions.writing() as session:
        if session.get(Answer, answer_id) is not None:
            note(session, actor, deed, hall.clock(), "answer", answer_id)


def question_of(session: Session, answer: Answer) -> str:
    """Return the question that an answer was given to, as it was worded."""
    response = session.get_one(Response, answer.response_id)
    form = asked(session, response.questionnaire, response.version)
    return asked_as(form, answer.question_id, answer.part)


def words_of(session: Session, answer: Answer) -> str:
    """Return the words of a comment, names struck."""
    response = session.get_one(Response, answer.response_id)
    return analysis.redact(answer.text or "", names_about(session, response)).text


def _look(session: Session, answer: Answer, waiting: int) -> Look:
    return Look(answer.id, question_of(session, answer), words_of(session, answer), waiting)


def _pass(hall: Hall, actor: Actor, answer_id: UUID, codes: Codes) -> Pass:
    return Pass(
        id=uuid4(),
        answer=answer_id,
        round=CodingRound.BLIND,
        coder=actor.id,
        analyser=None,
        codebook=hall.models.codebook.version,
        sentiment=codes.sentiment,
        severity=codes.severity,
        nonanswer=codes.nonanswer,
        at=hall.clock(),
        themes=tuple(Hit(theme) for theme in sorted(set(codes.themes))),
    )
