"""Comments in English with what was found in them, for looking at all of them together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from storage.actors import Actor
from storage.models import Answer, Response, SecondLook
from storage.queries.codings import is_comment
from storage.queries.passes import Pass, Passes, passes
from storage.queries.readable import codable_responses

_BATCH = 500
_ENGLISH = "en"


@dataclass(frozen=True, slots=True, repr=False)
class Said:
    """A comment that was coded.

    Args:
        text: the words, nothing struck yet.
        on: the day it was received.
        coded: the pass that holds.
        drawn: whether somebody codes it blind, who should not learn what others found.
    """

    answer: UUID
    response: UUID
    text: str
    on: date
    coded: Pass
    drawn: bool


def said_since(session: Session, actor: Actor, first: date) -> Iterator[Said]:
    """Yield the coded comments of whole responses that somebody may see without names.

    Args:
        session: carries the keys that open them.
        actor: who looks.
        first: the first day that counts.
    """
    mine = codable_responses(session, actor).with_only_columns(Response.id)
    drawn = exists().where(SecondLook.answer_id == Answer.id, SecondLook.drawn)
    query = (
        select(Answer, Response.received_on, drawn)
        .join(Response, Response.id == Answer.response_id)
        .where(
            *is_comment(),
            Response.partial.is_(False),
            Response.language == _ENGLISH,
            Response.received_on >= first,
            Response.id.in_(mine),
        )
        .order_by(Answer.id)
    )
    for some in session.execute(query).partitions(_BATCH):
        found = passes(session, [answer.id for answer, _, _ in some])
        for answer, on, looked in some:
            coded = found.get(answer.id, Passes()).holding
            if coded is not None and answer.text:
                yield Said(answer.id, answer.response_id, answer.text, on, coded, looked)
