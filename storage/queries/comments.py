"""Comments waiting for the machine, in batches, and the codings it adds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, exists, func, insert, select
from sqlalchemy.orm import Session

from storage.keys import Keys, Ring
from storage.kinds import CodingRound
from storage.models import Answer, Coding, Response
from storage.queries.codings import is_comment
from storage.sealed import place
from surveys.answers import AnswerState
from surveys.kinds import Lean


@dataclass(frozen=True, slots=True)
class Version:
    """The analyser and codebook by which a machine codes."""

    analyser: str
    codebook: str


@dataclass(frozen=True, slots=True)
class Comment:
    """A free-text answer, opened."""

    answer_id: UUID
    response_id: UUID
    lean: Lean | None
    language: str
    text: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A closed answer beside a comment: a code or a number."""

    question: str
    code: str | None
    number: float | None


def waiting(session: Session, version: Version | None, after: UUID | None = None) -> int:
    """Count the comments that a version has not coded; see ``batch``."""
    query = select(func.count()).select_from(Answer).where(*is_comment(), *_uncoded(version))
    if after is not None:
        query = query.where(Answer.id > after)
    return session.scalar(query) or 0


def is_there(session: Session, answer: UUID) -> bool:
    """Return whether there is such an answer."""
    return session.scalar(select(Answer.id).where(Answer.id == answer)) is not None


def batch(
    session: Session, version: Version | None, after: UUID | None, size: int
) -> tuple[Comment, ...]:
    """Return the next comments in the order of their ids.

    Args:
        session: carries the keys that open them.
        version: leave out what it has coded; None leaves nothing out.
        after: id of the last answer seen, None at the start.
        size: how many at most.
    """
    return comments(session, _uncoded(version), after, size)


def comments(
    session: Session, conditions: Iterable[ColumnElement[bool]], after: UUID | None, size: int
) -> tuple[Comment, ...]:
    """Return the next comments under conditions on their answers; see ``batch``."""
    query = (
        select(Answer.id, Answer.response_id, Answer.lean, Response.language, Answer.text_s)
        .join(Response, Response.id == Answer.response_id)
        .where(*is_comment(), *conditions)
    )
    if after is not None:
        query = query.where(Answer.id > after)
    keys: Keys = session.info["keys"]
    rows = session.execute(query.order_by(Answer.id).limit(size))
    return tuple(
        Comment(answer, response, lean, language, _open(keys, answer, box))
        for answer, response, lean, language, box in rows
        if box is not None
    )


def marks_beside(session: Session, responses: Iterable[UUID]) -> Mapping[UUID, tuple[Mark, ...]]:
    """Return the closed answers of responses, in the order of their questions."""
    query = (
        select(Answer.response_id, Answer.question_id, Answer.code, Answer.number)
        .where(
            Answer.response_id.in_(set(responses)),
            Answer.state == AnswerState.ANSWERED,
            Answer.text_s.is_(None),
        )
        .order_by(Answer.question_id, Answer.part)
    )
    found: dict[UUID, tuple[Mark, ...]] = {}
    for response, question, code, number in session.execute(query):
        found[response] = (*found.get(response, ()), Mark(question, code, number))
    return found


def still_uncoded(session: Session, version: Version | None, answers: Sequence[UUID]) -> set[UUID]:
    """Return which answers are still to be coded, holding them against a second analyser."""
    query = select(Answer.id).where(Answer.id.in_(answers)).order_by(Answer.id).with_for_update()
    held = session.scalars(query).all()
    # Asked again once they are held: another analyser may have committed meanwhile.
    return set(session.scalars(select(Answer.id).where(Answer.id.in_(held), *_uncoded(version))))


def add_codings(session: Session, rows: Sequence[Mapping[str, Any]]) -> None:
    """Add coding rows; they are never changed."""
    if rows:
        # Without this, rows that differ in which values are NULL go one by one.
        session.execute(insert(Coding).execution_options(render_nulls=True), rows)


def _uncoded(version: Version | None) -> tuple[ColumnElement[bool], ...]:
    if version is None:
        return ()
    coded = exists().where(
        Coding.answer_id == Answer.id,
        Coding.round == CodingRound.MACHINE,
        Coding.analyser == version.analyser,
        Coding.codebook == version.codebook,
    )
    return (~coded,)


def _open(keys: Keys, answer: UUID, box: bytes) -> str:
    return keys.open(Ring.DATA, box, place(Answer.__tablename__, "text_s", answer))
