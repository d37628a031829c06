"""The job that reminds: whoever was written to and has not answered, twice at most."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import pairwise
from uuid import UUID

from sqlalchemy import Select, exists, select
from sqlalchemy.orm import Session

from services.hall import Hall
from services.upkeep import rules
from services.upkeep.candidates import of_time
from services.upkeep.letters.allowed import holds, off_limits, unanswered
from services.upkeep.letters.hours import next_decent
from services.upkeep.letters.kinds import Letter
from services.upkeep.letters.queueing import queue_reminder
from services.upkeep.shift import Done, Shift
from storage.kinds import Delivery, OutboxState
from storage.models import Invitation, Meeting, Outbox, Recipient


def remind(shift: Shift) -> Done:
    """Put the next reminder into the outbox for everybody for whom it is time.

    Each in its own transaction, with the invitation locked and asked again: two processes at it,
    or one that takes up where another was killed, remind nobody twice.
    """
    hall = shift.hall
    with hall.sessions.reading() as session:
        waiting = session.scalars(_written_to(hall.clock())).all()
    reminded = 0
    for invitation_id in waiting:
        reminded += _remind(hall, invitation_id)
        shift.go_on()
    return Done(f"{reminded} to be reminded" if reminded else "nobody to be reminded")


def _written_to(now: datetime) -> Select[UUID]:
    """Return the query of all to whom a reminder may go, be it time or not."""
    queued = exists().where(
        Outbox.invitation_id == Invitation.id,
        Outbox.kind == Letter.REMINDER,
        Outbox.state == OutboxState.WAITING,
    )
    return (
        select(Invitation.id)
        .where(
            Invitation.delivery == Delivery.SENT,
            Invitation.token_s.is_not(None),
            Invitation.quiet_at.is_(None),
            unanswered(now),
            ~off_limits(),
            ~queued,
        )
        .order_by(Invitation.sent_at, Invitation.id)
    )


def _remind(hall: Hall, invitation_id: UUID) -> bool:
    now = hall.clock()
    with hall.sessions.writing() as session:
        invitation = session.get(Invitation, invitation_id, with_for_update=True)
        if invitation is None:
            return False
        due_at = _due_at(session, invitation, now)
        again = Invitation.id.in_(_written_to(now).order_by(None))
        if due_at is None or due_at > now or not holds(session, invitation, again):
            return False
        queue_reminder(session, invitation, now)
        return True


def _due_at(session: Session, invitation: Invitation, now: datetime) -> datetime | None:
    """Return when the next reminder is due, None after the last.

    A later one is counted from the one before, so that the two never come close together
    because the first was held up.
    """
    days, sent = _days(session, invitation, now), invitation.reminders
    since = invitation.reminded_at if sent else invitation.sent_at
    if since is None or sent >= len(days):
        return None
    waits = [later - earlier for earlier, later in pairwise((0, *days))]
    return since + timedelta(days=waits[sent])


def _days(session: Session, invitation: Invitation, now: datetime) -> tuple[int, ...]:
    """Return the days after the letter; none once a reminder would come too late for a meeting."""
    meeting = session.get(Meeting, invitation.meeting_id) if invitation.meeting_id else None
    held_before = meeting is not None and meeting.held_on <= next_decent(now).date()
    if held_before and holds(session, invitation, of_time(before=True)):
        return ()
    role = session.get_one(Recipient, invitation.recipient_id).role
    kind = meeting.kind if meeting else None
    return rules.load().reminders(invitation.questionnaire, kind, role)
