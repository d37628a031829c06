"""What a finished conversation left in the database, as rows to compare."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select

from services.hall import Hall
from storage.base import Base
from storage.models import Answer, Concern, Draft, Response
from surveys.kinds import Mode, RespondentRole
from surveys.state import State, Value
from tests.conversations import Row


@dataclass(frozen=True)
class Stored:
    """One response and all its answers, in the order that golden conversations use."""

    id: UUID
    mode: Mode
    role: RespondentRole
    channel: str
    partial: bool
    helper: str | None
    case_id: UUID | None
    rows: tuple[Row, ...]


def responses(hall: Hall) -> tuple[Stored, ...]:
    """Return every response with its answers."""
    with hall.sessions.reading() as session:
        return tuple(
            Stored(
                id=found.id,
                mode=found.mode,
                role=found.role,
                channel=found.channel,
                partial=found.partial,
                helper=found.helper,
                case_id=found.case_id,
                rows=_rows(list(session.scalars(_answers(found.id)))),
            )
            for found in session.scalars(select(Response).order_by(Response.id))
        )


def _answers(response_id: UUID) -> object:
    query = select(Answer).where(Answer.response_id == response_id)
    return query.order_by(Answer.question_id, Answer.part)


def _rows(answers: list[Answer]) -> tuple[Row, ...]:
    rows = (Row(a.question_id, a.part, a.state, a.code, a.number, a.text) for a in answers)
    return tuple(sorted(rows, key=lambda row: (row.question, row.part)))


def concerns(hall: Hall) -> tuple[tuple[str, str], ...]:
    """Return question id and level of every concern."""
    with hall.sessions.reading() as session:
        found = session.execute(select(Concern.question_id, Concern.level))
        return tuple(sorted((question, level.value) for question, level in found))


def count(hall: Hall, model: type[Base]) -> int:
    """Return how many rows a table holds."""
    with hall.sessions.reading() as session:
        return session.scalar(select(func.count()).select_from(model)) or 0


def draft_answers(hall: Hall) -> dict[str, Value]:
    """Return the answers in the only draft."""
    with hall.sessions.reading() as session:
        draft = session.scalars(select(Draft)).one()
        return dict(State.from_json(draft.state or "").answers)
