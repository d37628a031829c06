"""The sample that is coded a second time: what was drawn, what waits, and what came of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, exists, func, select
from sqlalchemy.orm import Session

from storage.actors import Actor
from storage.kinds import CodingRound
from storage.models import Answer, AuditEvent, Coding, Reading, Response, SecondLook
from storage.queries.codings import is_comment
from storage.queries.passes import Pass, whole
from storage.queries.readable import codable_responses

_BATCH = 500
_OPENED, _SHOWN = "response_read", "comment_shown"
"""What the audit says of whoever opened a response, or was shown a comment beside one that is
like it, and so saw how it was coded."""
_SHOWN_BOTH = "difference_shown"
"""What the audit says of whoever saw what both readers of a comment found."""


@dataclass(frozen=True, slots=True)
class Looks:
    """One comment of the sample with what each of its readers found.

    Args:
        machine: its newest pass.
        first: the newest pass of somebody other than whoever looked a second time.
        blind: the pass of whoever saw neither.
        settled: the newest pass of somebody who settled what the two differ on.
    """

    answer: UUID
    blind: Pass
    machine: Pass | None
    first: Pass | None
    settled: Pass | None = None


@dataclass(frozen=True, slots=True)
class Sample:
    """How much was drawn.

    Args:
        considered: comments that the draw has looked at.
        drawn: of these, in the sample.
        coded: of these, coded a second time.
    """

    considered: int
    drawn: int
    coded: int


def not_considered(session: Session, size: int) -> Sequence[UUID]:
    """Return comments of whole responses that no draw has looked at yet, in order of their ids."""
    looked_at = exists().where(SecondLook.answer_id == Answer.id)
    query = _comments().where(~looked_at).with_only_columns(Answer.id)
    return session.scalars(query.order_by(Answer.id).limit(size)).all()


def still_there(session: Session, answers: Sequence[UUID]) -> Sequence[UUID]:
    """Return which answers no draw has looked at, holding them against a second draw."""
    held = select(Answer.id).where(Answer.id.in_(answers)).order_by(Answer.id).with_for_update()
    ids = session.scalars(held).all()
    done = session.scalars(select(SecondLook.answer_id).where(SecondLook.answer_id.in_(ids))).all()
    return [each for each in ids if each not in set(done)]


def waiting_for(session: Session, actor: Actor) -> Select[Answer]:
    """Return the query of comments that somebody may look at blind, in an order drawn by chance.

    Nobody is given a comment that they coded themselves, or whose response they have opened, nor
    one that they were shown elsewhere, for there they saw how it was coded. Who may read which
    words stays as it is everywhere else.
    """
    blind, own, opened = _blind(), _own(actor), _opened(actor)
    mine = codable_responses(session, actor).with_only_columns(Response.id)
    return (
        select(Answer)
        .join(SecondLook, SecondLook.answer_id == Answer.id)
        .where(SecondLook.drawn, *is_comment(), Answer.response_id.in_(mine))
        .where(~blind, ~own, *(~each for each in opened))
        .order_by(SecondLook.id)
    )


def kept_blind() -> Select[UUID]:
    """Return the query of comments that nobody should see coded: somebody is to code them blind."""
    return (
        select(SecondLook.answer_id)
        .join(Answer, Answer.id == SecondLook.answer_id)
        .where(SecondLook.drawn, ~_blind())
    )


def looked_at_by(session: Session, answer: UUID) -> UUID | None:
    """Return who has coded a comment blind, None for nobody yet."""
    query = select(Coding.coder_id).where(
        Coding.answer_id == answer, Coding.round == CodingRound.BLIND, Coding.theme.is_(None)
    )
    return session.scalars(query).first()


def looks(session: Session, *conditions: ColumnElement[bool]) -> Iterator[Looks]:
    """Yield every comment of the sample that was coded blind.

    Args:
        conditions: on the answer or its response.
    """
    query = (
        _comments()
        .join(SecondLook, SecondLook.answer_id == Answer.id)
        .where(SecondLook.drawn, _blind(), *conditions)
        .with_only_columns(Answer.id)
    )
    found = session.scalars(query.order_by(Answer.id)).all()
    for start in range(0, len(found), _BATCH):
        some = found[start : start + _BATCH]
        by_answer: dict[UUID, list[Coding]] = {}
        rows = select(Coding).where(Coding.answer_id.in_(some)).order_by(Coding.theme)
        for row in session.scalars(rows):
            by_answer.setdefault(row.answer_id, []).append(row)
        for answer in some:
            yield _looks(answer, by_answer[answer])


def unsettled() -> ColumnElement[bool]:
    """Return the condition that nobody has settled what readers of an answer differ on."""
    return ~exists().where(Coding.answer_id == Answer.id, Coding.round == CodingRound.RESOLVED)


def settles(session: Session, actor: Actor, answer: UUID) -> bool:
    """Return whether what somebody finds in a comment now settles what its two readers found.

    So it does once they have seen both readings, or somebody has settled these already: they are
    no independent reader any more, and no figure of agreement may move with what they find.
    """
    settled = exists().where(Coding.answer_id == answer, Coding.round == CodingRound.RESOLVED)
    shown = exists().where(
        AuditEvent.subject_id == answer,
        AuditEvent.what == _SHOWN_BOTH,
        AuditEvent.staff_id == actor.id,
    )
    return bool(session.scalar(select(settled | shown)))


def drawn_responses(session: Session) -> frozenset[UUID]:
    """Return the responses with a comment in the sample."""
    query = select(Answer.response_id).join(SecondLook, SecondLook.answer_id == Answer.id)
    return frozenset(session.scalars(query.where(SecondLook.drawn).distinct()))


def sample(session: Session, *conditions: ColumnElement[bool]) -> Sample:
    """Count what was drawn.

    Args:
        conditions: on the responses.
    """
    of_these = (
        _comments().join(SecondLook, SecondLook.answer_id == Answer.id).where(*conditions)
    ).with_only_columns(func.count())
    drawn = of_these.where(SecondLook.drawn)
    queries = (of_these, drawn, drawn.where(_blind()))
    return Sample(*(session.scalar(query) or 0 for query in queries))


def _comments() -> Select[Answer]:
    whole_ones = (*is_comment(), Response.partial.is_(False))
    return select(Answer).join(Response, Response.id == Answer.response_id).where(*whole_ones)


def _blind() -> ColumnElement[bool]:
    return exists().where(Coding.answer_id == Answer.id, Coding.round == CodingRound.BLIND)


def _own(actor: Actor) -> ColumnElement[bool]:
    return exists().where(Coding.answer_id == Answer.id, Coding.coder_id == actor.id)


def _opened(actor: Actor) -> tuple[ColumnElement[bool], ...]:
    read = exists().where(Reading.answer_id == Answer.id, Reading.staff_id == actor.id)
    return _seen(actor, _OPENED, Answer.response_id), _seen(actor, _SHOWN, Answer.id), read


def _seen(actor: Actor, what: str, subject: Any) -> ColumnElement[bool]:
    return exists().where(
        AuditEvent.subject_id == subject,
        AuditEvent.what == what,
        AuditEvent.staff_id == actor.id,
    )


def _looks(answer: UUID, rows: Sequence[Coding]) -> Looks:
    heads = sorted((row for row in rows if row.theme is None), key=lambda row: row.at)
    blind = next(row for row in heads if row.round is CodingRound.BLIND)
    machine = [row for row in heads if row.round is CodingRound.MACHINE]
    first = (row for row in heads if row.round is CodingRound.FIRST)
    others = [row for row in first if row.coder_id != blind.coder_id]
    settled = [row for row in heads if row.round is CodingRound.RESOLVED]
    return Looks(
        answer,
        blind=whole(blind, rows),
        machine=whole(machine[-1], rows) if machine else None,
        first=whole(others[-1], rows) if others else None,
        settled=whole(settled[-1], rows) if settled else None,
    )
