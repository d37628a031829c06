"""Comments that people coded, and the models that learned from them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, Select, exists, func, select, text
from sqlalchemy.orm import Session

from storage.models import Answer, Coding, KnownName, Response, TrainedModel
from storage.queries.codings import is_comment
from storage.queries.passes import PERSON_ROUNDS, Pass, Passes, passes
from storage.queries.quotes import names_about
from storage.queries.second_looks import looks
from surveys.kinds import Lean

_BATCH = 500
_ENGLISH = "en"
_EMPTY = 64
"""Bytes of a sealed body from which on it can hold something; nothing at all takes 29."""


@dataclass(frozen=True, slots=True, repr=False)
class CodedByPeople:
    """A comment in English that says something, with the coding by a person that holds.

    Args:
        names: known of the cases that its response says it is about.
    """

    answer: UUID
    response: UUID
    lean: Lean | None
    text: str
    names: tuple[str, ...]
    coded: Pass


def coded_by_people(session: Session) -> Iterator[CodedByPeople]:
    """Yield every comment that people coded, in the order of their ids."""
    ids = session.scalars(_coded().with_only_columns(Answer.id).order_by(Answer.id)).all()
    for some in _batches(ids):
        found = passes(session, some)
        query = select(Answer, Response).join(Response).where(Answer.id.in_(some))
        for answer, response in session.execute(query.order_by(Answer.id)):
            coded = found.get(answer.id, Passes()).person
            if coded is not None and not coded.nonanswer:
                names = names_about(session, response)
                yield CodedByPeople(
                    answer.id, response.id, answer.lean, answer.text or "", names, coded
                )


def coded_blind(session: Session, *conditions: ColumnElement[bool]) -> Iterator[CodedByPeople]:
    """Yield every comment in English that somebody coded blind, in the order of their ids.

    Left out are those that say nothing, and of which that person could tell nothing.

    Args:
        conditions: on its response.
    """
    found = {
        one.answer: one.blind
        for one in looks(session, Response.language == _ENGLISH, *conditions)
        if not (one.blind.nonanswer or one.blind.blank)
    }
    for some in _batches(list(found)):
        query = select(Answer, Response).join(Response).where(Answer.id.in_(some))
        for answer, response in session.execute(query.order_by(Answer.id)):
            yield CodedByPeople(
                answer.id,
                response.id,
                answer.lean,
                answer.text or "",
                names_about(session, response),
                found[answer.id],
            )


def how_many_coded(session: Session) -> int:
    """Count the comments in English that people coded."""
    return session.scalar(select(func.count()).select_from(_coded().subquery())) or 0


def how_many_left(session: Session, answers: Sequence[UUID]) -> int:
    """Count those of the answers whose words are still there."""
    return sum(
        session.scalar(
            select(func.count())
            .select_from(Answer)
            .where(Answer.id.in_(some), Answer.text_s.is_not(None))
        )
        or 0
        for some in _batches(answers)
    )


def every_name(session: Session) -> frozenset[str]:
    """Return the words of every name known, folded."""
    names = (row.name.casefold() for row in session.scalars(select(KnownName)))
    return frozenset(word for name in names for word in name.split())


def running(session: Session) -> TrainedModel | None:
    """Return the trained model that codes, None before there is one."""
    return session.scalars(_used()).first()


def emptied() -> Select[UUID]:
    """Return the query of models whose body was erased with words that they had learned from."""
    return select(TrainedModel.id).where(func.length(TrainedModel.body_s) < _EMPTY)


def still_used(session: Session, version: str | None) -> bool:
    """Return whether what codes is still in use: a trained model by its version, None for none."""
    used = _used().with_only_columns(TrainedModel.version)
    return version is None or session.scalar(used) == version


def lock_models(session: Session) -> None:
    """Let nobody keep or erase a model until this transaction ends.

    Else a model could be kept that learned from words which are erased in the same moment. On
    SQLite only one transaction writes at a time anyway.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("LOCK TABLE trained_model IN SHARE ROW EXCLUSIVE MODE"))


def _used() -> Select[TrainedModel]:
    newest = select(TrainedModel).where(TrainedModel.in_use).order_by(TrainedModel.made_at.desc())
    return newest.limit(1)


def _coded() -> Select[Answer]:
    by_person = exists().where(Coding.answer_id == Answer.id, Coding.round.in_(PERSON_ROUNDS))
    return (
        select(Answer)
        .join(Response, Response.id == Answer.response_id)
        .where(*is_comment(), Response.language == _ENGLISH, by_person)
    )


def _batches(ids: Sequence[UUID]) -> Iterator[Sequence[UUID]]:
    for start in range(0, len(ids), _BATCH):
        yield ids[start : start + _BATCH]
