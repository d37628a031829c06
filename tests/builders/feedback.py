"""Responses as people gave them, and codings of their comments, straight into the tables."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.hall import Hall
from services.respond.asked import keep
from storage.kinds import Channel, CodingRound
from storage.models import Answer, Coding, Response, Team
from surveys.answers import AnswerState, AnswerValue
from surveys.kinds import Kind, Lean, Mode, RespondentRole

ANSWERED, SKIPPED = AnswerState.ANSWERED, AnswerState.SKIPPED
IN_QUARTER = date(2026, 8, 3)
"""A day in 2026-Q2, the second quarter of the financial year."""


def chose(question: str, code: str, kind: Kind = Kind.YES_NO) -> AnswerValue:
    return AnswerValue(question, "", ANSWERED, kind, code=code)


def ticked(question: str, *codes: str) -> tuple[AnswerValue, ...]:
    return tuple(AnswerValue(question, code, ANSWERED, Kind.MULTIPLE, code=code) for code in codes)


def gave(question: str, number: float) -> AnswerValue:
    return AnswerValue(question, "", ANSWERED, Kind.SCALE, number=number)


def wrote(question: str, text: str, lean: Lean = Lean.OPEN) -> AnswerValue:
    return AnswerValue(question, "", ANSWERED, Kind.LONG_TEXT, lean, text=text)


def skipped(question: str, kind: Kind = Kind.YES_NO) -> AnswerValue:
    return AnswerValue(question, "", SKIPPED, kind)


def put_team(session: Session, name: str, area: str = "Children in need") -> None:
    """Add a team unless it is there."""
    if session.get(Team, name) is None:
        session.add(Team(name=name, area=area))
        session.flush()


def respond(hall: Hall, *answers: AnswerValue, **values: Any) -> UUID:
    """Store a response of one person and return its id; see ``put_response``."""
    with hall.sessions.writing() as session:
        return put_response(session, *answers, **values)


def put_response(
    session: Session,
    *answers: AnswerValue,
    role: RespondentRole = RespondentRole.PARENT,
    questionnaire: str = "parent_after_conference",
    team: str | None = None,
    area: str = "Children in need",
    on: date = IN_QUARTER,
    **values: Any,
) -> UUID:
    """Add a response of one person, for tests that store many at once; return its id."""
    asked = keep(session, questionnaire)
    if team is not None:
        put_team(session, team, area)
    common = {"mode": Mode.ANONYMOUS, "channel": Channel.WEB, "language": "en"}
    response = Response(
        role=role,
        questionnaire=asked.id,
        version=asked.version,
        team=team,
        received_on=on,
        **(common | values),
    )
    session.add(response)
    session.flush()
    session.add_all(_answer(response.id, value) for value in answers)
    return response.id


def _answer(response: UUID, value: AnswerValue) -> Answer:
    return Answer(
        response_id=response,
        question_id=value.question,
        part=value.part,
        state=value.state,
        kind=value.kind,
        lean=value.lean,
        code=value.code,
        number=value.number,
        text=value.text,
    )


def comment(hall: Hall, text: str = "They rang me back.", **values: Any) -> UUID:
    """Store a response that holds one comment, and return the comment's id."""
    lean = values.pop("lean", Lean.OPEN)
    response = respond(hall, wrote("needs_to_happen", text, lean), **values)
    with hall.sessions.reading() as session:
        return session.scalars(select(Answer.id).where(Answer.response_id == response)).one()


def code(
    hall: Hall,
    answer: UUID,
    sentiment: str | None,
    themes: Sequence[str] = (),
    *,
    by: CodingRound = CodingRound.MACHINE,
    at: datetime | None = None,
    analyser: str | None = "test 1",
    nonanswer: bool = False,
) -> None:
    """Add one pass over a comment: its head row and a row for each theme."""
    common = {
        "answer_id": answer,
        "round": by,
        "analyser": analyser if by is CodingRound.MACHINE else None,
        "codebook": "test",
        "nonanswer": nonanswer,
        "at": at or hall.clock(),
    }
    with hall.sessions.writing() as session:
        session.add(Coding(**common, theme=None, sentiment=sentiment))
        session.add_all(Coding(**common, theme=theme) for theme in themes)
