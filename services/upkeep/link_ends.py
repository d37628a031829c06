"""When the link of an invitation ends: what is asked before a meeting ends with its day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.hall import Hall
from services.respond.asked import asked
from services.upkeep.candidates import of_time
from services.upkeep.register import batches
from storage.kinds import InvitationState
from storage.models import Invitation, Meeting
from surveys.questionnaire import Questionnaire, Timing

_LONDON = ZoneInfo("Europe/London")
_OPEN = (InvitationState.READY, InvitationState.OPENED)


def link_end(
    hall: Hall, questionnaire: Questionnaire, held_on: date, days: int | None = None
) -> datetime:
    """Return the moment from which a link made now opens nothing.

    Args:
        hall: whose clock and number of days count.
        questionnaire: what is asked.
        held_on: day of the meeting that it is about.
        days: until the end; None for the council's own number.
    """
    if questionnaire.timing is Timing.BEFORE:
        return datetime.combine(held_on, time.max, _LONDON).replace(microsecond=0)
    return hall.clock() + timedelta(days=days or hall.council.thresholds.link_days)


def link_end_of(session: Session, hall: Hall, invitation: Invitation) -> datetime:
    """Return the same for an invitation that is there and gets a fresh link now."""
    questionnaire = asked(session, invitation.questionnaire, invitation.version)
    meeting = session.get_one(Meeting, invitation.meeting_id)
    return link_end(hall, questionnaire, meeting.held_on)


def move_ends(session: Session, hall: Hall, meetings: Sequence[str]) -> None:
    """Let the links of what is asked before meetings end with the days these have now.

    Args:
        session: of the change that moved the meetings.
        hall: the deployment.
        meetings: the council's references of those that were moved.
    """
    query = (
        select(Invitation)
        .join(Meeting, Meeting.id == Invitation.meeting_id)
        .where(Invitation.state.in_(_OPEN), of_time(before=True))
        .order_by(Invitation.id)
    )
    session.flush()
    for batch in batches(meetings):
        for invitation in session.scalars(query.where(Meeting.reference.in_(batch))):
            invitation.expires_at = link_end_of(session, hall, invitation)
