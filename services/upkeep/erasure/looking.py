"""What erasing takes and leaves, in numbers that tell nothing of who answered in confidence."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from safeguarding.states import ConcernState
from services.upkeep.erasure.scope import Scope, Subject
from services.upkeep.letters.kinds import NEWS, Letter
from storage.models import (
    ActionResponse,
    Answer,
    CaseAlias,
    Coding,
    Concern,
    KnownName,
    Outbox,
    Reading,
    UsableQuote,
)


@dataclass(frozen=True, slots=True)
class Look:
    """What erasing a reference means.

    Args:
        subject: what it is.
        goes: how many rows of each kind go; kinds as in ``erasure.toml``.
        actions: ties to actions that go; what staff wrote of these stays.
        open_concerns: that are known to be of it, whose words stay until they are closed.
    """

    subject: Subject
    goes: dict[str, int]
    actions: int
    open_concerns: int


def look(session: Session, scope: Scope) -> Look:
    """Count what goes.

    Reminders are not counted: there are none for who has answered, in whatever way.
    """
    answers = select(Answer.id).where(Answer.response_id.in_(scope.responses))
    goes = {
        "people": len(scope.people),
        "cases": len(scope.cases),
        "meetings": len(scope.meetings),
        "responses": len(scope.responses),
        "answers": _count(session, Answer, Answer.id.in_(answers)),
        "codings": _count(session, Coding, Coding.answer_id.in_(answers)),
        "readings": _count(session, Reading, Reading.answer_id.in_(answers)),
        "quotes": _count(session, UsableQuote, UsableQuote.answer_id.in_(answers)),
        "drafts": len(scope.drafts),
        "invitations": len(scope.invitations),
        "letters": _count(session, Outbox, _letters(scope.invitations)),
        "names": _count(session, KnownName, KnownName.case_id.in_(scope.cases)),
        "aliases": _count(session, CaseAlias, CaseAlias.case_id.in_(scope.cases)),
        "concerns": _count(session, Concern, _known(scope), Concern.state == _CLOSED),
    }
    joined = ActionResponse.response_id.in_(scope.responses)
    return Look(
        subject=scope.subject,
        goes={kind: number for kind, number in goes.items() if number},
        actions=_count(session, ActionResponse, joined),
        open_concerns=_count(session, Concern, _known(scope), Concern.state != _CLOSED),
    )


_CLOSED = ConcernState.CLOSED


def _known(scope: Scope) -> ColumnElement[bool]:
    """Return the condition that anybody who works on a concern can see that it is of the scope."""
    return or_(Concern.response_id.in_(scope.responses), Concern.case_id.in_(scope.cases))


def _letters(invitations: Collection[UUID]) -> ColumnElement[bool]:
    return Outbox.invitation_id.in_(invitations) & Outbox.kind.in_((Letter.INVITATION, NEWS))


def _count(session: Session, model: Any, *conditions: ColumnElement[bool]) -> int:
    return session.scalar(select(func.count()).select_from(model).where(*conditions)) or 0
