"""Comments as people read them: the words, what the machine suggests and why, what people found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

import analysis
from analysis import CommentIn, Reading
from analysis.foreign import written_in
from services.hall import Hall
from services.insight.indicators import indicators
from storage.models import Answer, Response, Staff, UsableQuote
from storage.models import Reading as ReadBy
from storage.queries.codings import COMMENT_KINDS
from storage.queries.comments import marks_beside
from storage.queries.learning import still_used
from storage.queries.passes import Hit, Pass, Passes, passes

__all__ = ["Comment", "Hit", "Pass", "may_quote", "read_back"]

_ALLOWED = "may_quote"
_YES = "yes"


@dataclass(frozen=True, slots=True, repr=False)
class Comment:
    """Words to read.

    Args:
        language: ISO 639 code of the words; what is not English waits for a reader of it.
        passes: the newest coding of the machine and of people.
        why: what weighed with the machine, heaviest first, each from -1 to +1; empty where that
            cannot be known any more, since another analyser coded it.
        unsure: why the machine has no sentiment, a value of ``analysis.Unsure``, else None.
        worst: the words by which the machine says how much it weighs; empty where there are none
            or that cannot be known any more.
        readers: names of those who marked it as read, by id.
        coder: name of the person whose coding holds, empty for nobody.
        usable: whether somebody marked it as a quote that may be used.
    """

    id: UUID
    text: str
    language: str
    passes: Passes
    why: tuple[tuple[str, float], ...]
    unsure: str | None
    worst: str
    readers: Mapping[UUID, str]
    coder: str
    usable: bool


def read_back(
    session: Session, hall: Hall, response: Response, answers: Iterable[Answer]
) -> Mapping[UUID, Comment]:
    """Return the comments of a response by the answer's id."""
    texts = {
        answer.id: (answer, answer.text)
        for answer in answers
        if answer.kind in COMMENT_KINDS and answer.text
    }
    found = passes(session, texts)
    ratings = indicators().ratings_of(marks_beside(session, [response.id]).get(response.id, ()))
    usable = _usable(session, texts)
    comments = {}
    for key, (answer, text) in texts.items():
        coded = found.get(key, Passes())
        language = written_in(text or "", response.language)
        told = CommentIn(text or "", analysis.Lean(answer.lean or "open"), ratings, language)
        again = _again(session, hall, told, coded.machine)
        comments[key] = Comment(
            id=key,
            text=text or "",
            language=language,
            passes=coded,
            why=tuple((each.words, each.weight) for each in again.why) if again else (),
            unsure=again.unsure if again else None,
            worst=_worst(told, again),
            readers=_readers(session, key),
            coder=_name(session, coded.person),
            usable=key in usable,
        )
    return comments


def may_quote(session: Session, response_id: UUID) -> bool | None:
    """Return whether a respondent lets us quote them, None when they did not say."""
    said = session.scalar(
        select(Answer.code).where(Answer.response_id == response_id, Answer.question_id == _ALLOWED)
    )
    return None if said is None else said == _YES


def _again(session: Session, hall: Hall, told: CommentIn, machine: Pass | None) -> Reading | None:
    """Analyse once more to say why: reasons hold words and so are never kept.

    A trained analyser that is out of use gives no reasons: it may know words that were erased.
    """
    model = hall.models
    same = machine and (machine.analyser, machine.codebook) == (
        model.analyser,
        model.codebook.version,
    )
    if not same or not still_used(session, model.learned.version if model.learned else None):
        return None
    return analysis.analyse(told, model)


def _worst(told: CommentIn, again: Reading | None) -> str:
    at = again.worst if again else None
    return told.text[at.start : at.end] if at else ""


def _usable(session: Session, answers: Iterable[UUID]) -> frozenset[UUID]:
    query = select(UsableQuote.answer_id).where(UsableQuote.answer_id.in_(set(answers)))
    return frozenset(session.scalars(query))


def _readers(session: Session, answer: UUID) -> Mapping[UUID, str]:
    query = select(Staff).join(ReadBy, ReadBy.staff_id == Staff.id)
    return {
        staff.id: staff.name
        for staff in session.scalars(query.where(ReadBy.answer_id == answer).order_by(ReadBy.at))
    }


def _name(session: Session, coded: Pass | None) -> str:
    staff = session.get(Staff, coded.coder) if coded and coded.coder else None
    return staff.name if staff else ""
