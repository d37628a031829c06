"""Whether somebody may be written to about what they were asked."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Exists, and_, exists, or_
from sqlalchemy.orm import InstrumentedAttribute, Session

from services.upkeep.erasure.shells import is_shell
from storage.kinds import InvitationState
from storage.models import Case, Draft, Invitation, MeetingCase, Recipient, RecipientCase

_UNANSWERED = (InvitationState.READY, InvitationState.OPENED)


def off_limits() -> ColumnElement[bool]:
    """Return the condition that the person of an invitation must not be written to about it.

    They asked us to stop or stand on the stop list, or a case that ties them to the meeting is
    on it, or does not allow contact; or a case of the meeting was erased, and with it what was
    said of that.
    """
    # Said outright: left to itself it would find the meeting of any invitation at all.
    there = (
        exists()
        .where(
            MeetingCase.meeting_id == Invitation.meeting_id,
            MeetingCase.case_id == RecipientCase.case_id,
        )
        .correlate(Invitation, RecipientCase)
    )
    left_alone = exists().where(
        RecipientCase.recipient_id == Invitation.recipient_id,
        RecipientCase.case_id == Case.id,
        or_(Case.stop_reason.is_not(None), ~RecipientCase.may_contact),
        or_(Invitation.meeting_id.is_(None), there),
    )
    stopped = exists().where(
        Recipient.id == Invitation.recipient_id, Recipient.stopped_at.is_not(None)
    )
    forbidden = (stopped, left_alone, about_erased(Invitation.meeting_id))
    return or_(*(each.correlate(Invitation) for each in forbidden))


def about_erased(meeting: InstrumentedAttribute[Any]) -> Exists:
    """Return the condition that a case which a meeting is about was erased."""
    return exists().where(
        MeetingCase.meeting_id == meeting,
        MeetingCase.case_id == Case.id,
        is_shell(Case.reference),
    )


def unanswered(now: datetime) -> ColumnElement[bool]:
    """Return the condition that an invitation can still be answered, begun or not."""
    run_out = exists().where(Draft.invitation_id == Invitation.id, Draft.expires_at <= now)
    in_time = and_(Invitation.expires_at > now, ~run_out.correlate(Invitation))
    return and_(Invitation.state.in_(_UNANSWERED), in_time)


def holds(session: Session, invitation: Invitation, condition: ColumnElement[bool]) -> bool:
    """Return whether a condition holds of one invitation."""
    query = exists().where(Invitation.id == invitation.id, condition).select()
    return bool(session.scalar(query))
