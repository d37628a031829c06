"""Counts of answers by question and role, from whole responses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, case, distinct, func, select
from sqlalchemy.orm import Session

from reports.cells import Answered, Chosen, Summed
from storage.models import Answer, Response
from storage.queries.scopes import Slice
from surveys.answers import AnswerState
from surveys.kinds import Kind

_CODED = (Kind.SINGLE, Kind.FACES, Kind.YES_NO, Kind.MULTIPLE)
_NUMBERED = (Kind.SCALE, Kind.NUMBER)
_COUNTED = (*_CODED, *_NUMBERED)


@dataclass(frozen=True, slots=True, order=True)
class AskedIn:
    """A question that was put, and the wording it was put in."""

    questionnaire: str
    version: int
    question: str


def asked_in(session: Session, part: Slice) -> tuple[AskedIn, ...]:
    """Return every counted question that stands in the responses, with its questionnaire."""
    query = (
        _joined(Response.questionnaire, Response.version, Answer.question_id)
        .where(*part.whole_responses, Answer.kind.in_(_COUNTED))
        .distinct()
    )
    return tuple(sorted(AskedIn(*row) for row in session.execute(query)))


def answered(session: Session, part: Slice) -> tuple[Answered, ...]:
    """Count the people who answered and who skipped each question, by role."""
    query = (
        _joined(
            Answer.question_id,
            Response.role,
            _people(AnswerState.ANSWERED),
            _people(AnswerState.SKIPPED),
        )
        .where(*part.whole_responses, Answer.kind.in_(_COUNTED))
        .group_by(Answer.question_id, Response.role)
    )
    return tuple(Answered(*row) for row in session.execute(query))


def chosen(session: Session, part: Slice) -> tuple[Chosen, ...]:
    """Count the people who chose each code, by question and role."""
    query = (
        _joined(
            Answer.question_id,
            Response.role,
            Answer.code,
            func.count(distinct(Answer.response_id)),
        )
        .where(*part.whole_responses, Answer.kind.in_(_CODED), Answer.code.is_not(None))
        .group_by(Answer.question_id, Response.role, Answer.code)
    )
    return tuple(Chosen(*row) for row in session.execute(query))


def summed(session: Session, part: Slice) -> tuple[Summed, ...]:
    """Add up the numbers given to each question, by role."""
    query = (
        _joined(Answer.question_id, Response.role, func.sum(Answer.number))
        .where(*part.whole_responses, Answer.kind.in_(_NUMBERED), Answer.number.is_not(None))
        .group_by(Answer.question_id, Response.role)
    )
    return tuple(Summed(*row) for row in session.execute(query))


def _joined(*columns: Any) -> Select[Any]:
    return select(*columns).join(Response, Response.id == Answer.response_id)


def _people(state: AnswerState) -> ColumnElement[int]:
    return func.count(distinct(case((Answer.state == state, Answer.response_id))))
