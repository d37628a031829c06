"""Answers in the order of their responses, for writing to a file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from storage.keys import Keys, Ring
from storage.kinds import Channel
from storage.models import Answer, Response
from storage.sealed import place
from surveys.answers import AnswerState
from surveys.kinds import MeetingKind, Mode, RespondentRole

_CHUNK = 1000


@dataclass(frozen=True, slots=True)
class ExportedAnswer:
    """An answer without anything that says whose it is.

    ``text`` is None where there are no words, and everywhere when they were not asked for.
    """

    response_id: UUID
    received_on: date
    questionnaire: str
    version: int
    role: RespondentRole
    mode: Mode
    channel: Channel
    language: str
    team: str | None
    meeting_kind: MeetingKind | None
    partial: bool
    question: str
    part: str
    state: AnswerState
    code: str | None
    number: float | None
    text: str | None


def count(session: Session) -> int:
    """Count the answers there are."""
    return session.scalar(select(func.count()).select_from(Answer)) or 0


def answers(session: Session, *, with_words: bool) -> Iterator[ExportedAnswer]:
    """Give every answer, response by response, a chunk in memory at a time."""
    keys: Keys = session.info["keys"]
    query = (
        select(
            Response.id,
            Response.received_on,
            Response.questionnaire,
            Response.version,
            Response.role,
            Response.mode,
            Response.channel,
            Response.language,
            Response.team,
            Response.meeting_kind,
            Response.partial,
            Answer.question_id,
            Answer.part,
            Answer.state,
            Answer.code,
            Answer.number,
            Answer.id,
            Answer.text_s,
        )
        .join(Answer, Answer.response_id == Response.id)
        .order_by(Response.id, Answer.question_id, Answer.part)
        .execution_options(yield_per=_CHUNK)
    )
    for *columns, answer, box in session.execute(query):
        text = _open(keys, answer, box) if box is not None and with_words else None
        yield ExportedAnswer(*(*columns, text))


def _open(keys: Keys, answer: UUID, box: bytes) -> str:
    return keys.open(Ring.DATA, box, place(Answer.__tablename__, "text_s", answer))
