"""The nameless shells that erasing leaves, so that figures of meetings and invitations stay."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, delete, exists, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from storage.models import (
    Attendance,
    Case,
    CaseAlias,
    CaseAssignment,
    Invitation,
    KnownName,
    Meeting,
    MeetingCase,
    Recipient,
    RecipientCase,
)

_PREFIX = "erased "
"""No reference of a council can hold a blank, so none is ever taken for a shell's."""


def is_shell(reference: InstrumentedAttribute[str]) -> ColumnElement[bool]:
    """Return the condition that a row is what erasing has left."""
    return reference.startswith(_PREFIX)


def names_shell(reference: str) -> bool:
    """Return whether a reference is one that erasing has left."""
    return reference.startswith(_PREFIX)


def untie(session: Session, people: Collection[UUID], cases: Collection[UUID]) -> None:
    """Part people from their cases, and keep each counted at the meetings that are there now.

    Who belongs to a case counts as around each of its meetings, those to come included: a shell
    must not, so its presence is written down meeting by meeting.
    """
    tied = or_(RecipientCase.recipient_id.in_(people), RecipientCase.case_id.in_(cases))
    around = (
        select(MeetingCase.meeting_id, RecipientCase.recipient_id)
        .join(RecipientCase, RecipientCase.case_id == MeetingCase.case_id)
        .where(tied, ~_listed())
        .distinct()
    )
    for meeting_id, recipient_id in session.execute(around).all():
        session.add(Attendance(meeting_id=meeting_id, recipient_id=recipient_id))
    session.flush()
    session.execute(delete(RecipientCase).where(tied))


def _listed() -> ColumnElement[bool]:
    return exists().where(
        Attendance.meeting_id == MeetingCase.meeting_id,
        Attendance.recipient_id == RecipientCase.recipient_id,
    )


def empty_people(session: Session, people: Collection[UUID], now: datetime) -> None:
    """Leave of each person their role alone; who counts nowhere goes altogether."""
    for person in _rows(session, Recipient, people):
        person.reference, person.stopped_at, person.stop_reason = _nameless(), now, None
        person.channel, person.contact, person.birth_month = None, None, None
        person.language, person.needs, person.interpreter = "en", None, False
    session.flush()
    counts = (Attendance.recipient_id == Recipient.id, Invitation.recipient_id == Recipient.id)
    alone = [~exists().where(each) for each in counts]
    session.execute(delete(Recipient).where(Recipient.id.in_(people), *alone))


def empty_cases(session: Session, cases: Collection[UUID], meetings: Collection[UUID]) -> None:
    """Leave of each case its team, and of meetings about nobody else kind, day and outcome.

    Conflicts stay: they keep colleagues from meetings that siblings share.
    """
    for case in _rows(session, Case, cases):
        case.reference, case.birth_month, case.level_of_need = _nameless(), None, None
        case.stop_reason = None
    for meeting in _rows(session, Meeting, meetings):
        meeting.reference = _nameless()
    for model in (KnownName, CaseAlias, CaseAssignment):
        session.execute(delete(model).where(model.case_id.in_(cases)))
    session.flush()


def _rows(session: Session, model: Any, ids: Collection[UUID]) -> Any:
    return session.scalars(select(model).where(model.id.in_(ids)).order_by(model.id)).all()


def _nameless() -> str:
    return f"{_PREFIX}{uuid4().hex[:12]}"
