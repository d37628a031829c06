"""Many responses at once, from a file: what is there already, and what is added."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Insert, insert, select
from sqlalchemy.orm import Session

from storage.base import Base
from storage.keys import Keys, Ring
from storage.kinds import Channel
from storage.models import Answer, ProcessedInput, Response
from storage.sealed import place
from surveys.answers import AnswerValue
from surveys.kinds import Mode, RespondentRole


@dataclass(frozen=True, slots=True)
class NewResponse:
    """A response from a file; it is anonymous, so nothing here says whose it is.

    Args:
        id: of the response; drawn anew, never derived from the sender's id.
        input_id, digest: by which the same row is known again, and known to have changed.
        received_on: London day on which it was given.
        answers: in the order of the questionnaire.
    """

    id: UUID
    input_id: str
    digest: bytes
    received_on: date
    answers: tuple[AnswerValue, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """What all responses of a file have in common."""

    channel: str
    questionnaire: str
    version: int
    role: RespondentRole
    language: str


def known(session: Session, channel: str, input_ids: Iterable[str]) -> Mapping[str, bytes | None]:
    """Return the digests of those inputs that were taken in before."""
    query = select(ProcessedInput.input_id, ProcessedInput.digest).where(
        ProcessedInput.channel == channel, ProcessedInput.input_id.in_(set(input_ids))
    )
    return {row.input_id: row.digest for row in session.execute(query)}


def add(session: Session, source: Source, rows: Sequence[NewResponse], now: datetime) -> None:
    """Add responses, their answers and their marks; sealing happens here."""
    if not rows:
        return
    keys: Keys = session.info["keys"]
    session.execute(_all_at_once(ProcessedInput), [_mark(source, row, now) for row in rows])
    session.execute(_all_at_once(Response), [_response(source, row) for row in rows])
    answers = [answer for row in rows for answer in _answers(keys, row)]
    session.execute(_all_at_once(Answer), answers)


def _all_at_once(model: type[Base]) -> Insert:
    # Without this, rows that differ in which values are NULL go one by one.
    return insert(model).execution_options(render_nulls=True)


def _mark(source: Source, row: NewResponse, now: datetime) -> dict[str, Any]:
    return {
        "channel": source.channel,
        "input_id": row.input_id,
        "digest": row.digest,
        "outcome": None,
        "at": now,
    }


def _response(source: Source, row: NewResponse) -> dict[str, Any]:
    return {
        "id": row.id,
        "mode": Mode.ANONYMOUS,
        "role": source.role,
        "channel": Channel.CSV_IMPORT,
        "language": source.language,
        "questionnaire": source.questionnaire,
        "version": source.version,
        "received_on": row.received_on,
        "partial": False,
    }


def _answers(keys: Keys, row: NewResponse) -> Iterator[dict[str, Any]]:
    for value in row.answers:
        answer = uuid4()
        seat = place(Answer.__tablename__, "text_s", answer)
        yield {
            "id": answer,
            "response_id": row.id,
            "question_id": value.question,
            "part": value.part,
            "state": value.state,
            "kind": value.kind,
            "lean": value.lean,
            "code": value.code,
            "number": value.number,
            "text_s": None if value.text is None else keys.seal(Ring.DATA, value.text, seat),
        }
