"""Counts of meetings held, of the people around them, and of the invitations sent."""

from __future__ import annotations

from typing import Any

from sqlalchemy import CTE, ColumnElement, case, distinct, func, or_, select, union
from sqlalchemy.orm import Session

from reports.cells import Coverage, Invitations, MeetingsHeld
from storage.kinds import InvitationState
from storage.models import (
    Attendance,
    Invitation,
    Meeting,
    MeetingCase,
    Recipient,
    RecipientCase,
    Response,
)
from storage.queries.scopes import Slice
from surveys.kinds import Helper

_RETURNED = (InvitationState.ANSWERED, InvitationState.COUNTED)
_REACHED = (
    InvitationState.OPENED,
    InvitationState.ANSWERED,
    InvitationState.PARTIAL,
    InvitationState.COUNTED,
    InvitationState.WITHDRAWN,
)
"""States that only a person who was asked can bring about, by whatever way."""


def was_asked() -> ColumnElement[bool]:
    """Return the condition that an invitation reached its person: sent, or handed over."""
    return or_(Invitation.sent_at.is_not(None), Invitation.state.in_(_REACHED))


def held(session: Session, part: Slice) -> tuple[MeetingsHeld, ...]:
    """Count the meetings held, by kind, team and London month."""
    month = part.month_of_day(Meeting.held_on).label("month")
    query = (
        select(Meeting.kind, Meeting.team, month, func.count())
        .where(*_in(part))
        .group_by(Meeting.kind, Meeting.team, month)
    )
    return tuple(MeetingsHeld(*row) for row in session.execute(query))


def coverage(session: Session, part: Slice) -> tuple[Coverage, ...]:
    """Count by role the people around those meetings: who could have been asked, was, answered."""
    around = _around(part)
    asked = Invitation.recipient_id.is_not(None) & was_asked()
    returned = Invitation.state.in_(_RETURNED)
    query = (
        select(
            Recipient.role,
            func.count(distinct(Recipient.id)),
            func.count(distinct(case((asked, Recipient.id)))),
            func.count(distinct(case((returned, Recipient.id)))),
        )
        .select_from(around)
        .join(Recipient, Recipient.id == around.c.recipient_id)
        .outerjoin(
            Invitation,
            (Invitation.recipient_id == around.c.recipient_id)
            & (Invitation.meeting_id == around.c.meeting_id),
        )
        .group_by(Recipient.role)
    )
    return tuple(Coverage(*row) for row in session.execute(query))


def not_asked(session: Session, part: Slice) -> tuple[tuple[str, int], ...]:
    """Count the people who were not asked about a meeting held, by reason code."""
    reason = func.coalesce(Invitation.not_asked_because, "")
    query = (
        select(reason, func.count(distinct(Invitation.recipient_id)))
        .join(Meeting, Meeting.id == Invitation.meeting_id)
        .where(*_in(part), Invitation.state == InvitationState.NOT_ASKED)
        .group_by(reason)
        .order_by(reason)
    )
    return tuple((code, people) for code, people in session.execute(query))


def invitations(session: Session, part: Slice) -> tuple[Invitations, ...]:
    """Count the invitations sent in each London month, by role, and what came back.

    One handed over without being sent counts in the month it was made.
    """
    when: ColumnElement[Any] = func.coalesce(Invitation.sent_at, Invitation.created_at)
    month = part.month_of_moment(when).label("month")
    returned = Invitation.state.in_(_RETURNED)
    by_staff = Response.helper == Helper.WORKER
    query = (
        select(
            month,
            Recipient.role,
            func.count(),
            _sum(returned & by_staff.is_not(True)),
            _sum(returned & by_staff),
        )
        .select_from(Invitation)
        .join(Recipient, Recipient.id == Invitation.recipient_id)
        .outerjoin(Meeting, Meeting.id == Invitation.meeting_id)
        .outerjoin(Response, Response.invitation_id == Invitation.id)
        .where(
            part.of(Meeting.team),
            was_asked(),
            when >= part.period.start,
            when < part.period.end,
        )
        .group_by(month, Recipient.role)
    )
    return tuple(Invitations(*row) for row in session.execute(query))


def _in(part: Slice) -> tuple[ColumnElement[bool], ...]:
    return (
        part.of(Meeting.team),
        Meeting.held_on >= part.period.first,
        Meeting.held_on < part.period.after,
        Meeting.held_on <= part.today,
    )


def _around(part: Slice) -> CTE:
    """Return who belongs to each meeting held: by attendance, by case, or because invited."""
    there = select(Attendance.meeting_id, Attendance.recipient_id)
    by_case = select(MeetingCase.meeting_id, RecipientCase.recipient_id).join(
        RecipientCase, RecipientCase.case_id == MeetingCase.case_id
    )
    invited = select(Invitation.meeting_id, Invitation.recipient_id)
    found = [
        query.join(Meeting, Meeting.id == query.selected_columns.meeting_id).where(*_in(part))
        for query in (there, by_case, invited)
    ]
    return union(*found).cte("around")


def _sum(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)
