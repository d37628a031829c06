"""When the link of an invitation ends: what is asked before a meeting ends with its day."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from services.hall import Hall
from services.respond.asked import asked
from storage.models import Invitation, Meeting
from surveys.questionnaire import Questionnaire, Timing

_LONDON = ZoneInfo("Europe/London")


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
