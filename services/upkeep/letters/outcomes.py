"""What a letter is made of just before it is sent, and what is kept of how that went."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from enum import StrEnum
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.hall import Hall
from services.respond.asked import asked
from services.respond.opening import spoken
from services.upkeep import outbox
from services.upkeep.envelope import is_address
from services.upkeep.letters import quiet
from services.upkeep.letters.allowed import holds, off_limits, unanswered
from services.upkeep.letters.kinds import KINDS, Letter
from services.upkeep.letters.letter import Addressed
from services.upkeep.letters.queueing import by_email
from services.upkeep.letters.recall import hold_back
from services.upkeep.outbox import Fault, Parcel
from storage.kinds import Delivery, OutboxState
from storage.models import Invitation, Outbox, Recipient

_LONDON = ZoneInfo("Europe/London")


class Verdict(StrEnum):
    """Why a letter is not to be sent."""

    GONE = "gone"
    STOPPED = "stopped"
    PASSED_OVER = "passed over"
    UNDELIVERABLE = "undeliverable"


def due(hall: Hall) -> int:
    """Count the letters whose time has come."""
    query = select(func.count()).where(
        Outbox.kind.in_(KINDS),
        Outbox.state == OutboxState.WAITING,
        Outbox.due_at <= hall.clock(),
    )
    with hall.sessions.reading() as session:
        return session.scalar(query) or 0


def look(hall: Hall, parcel: Parcel) -> Addressed | Verdict:
    """Return what a claimed letter says and to whom, or why it is not to be sent after all."""
    with hall.sessions.reading() as session:
        invitation = session.get(Invitation, UUID(parcel.payload))
        if invitation is None:
            return Verdict.GONE
        reason = _reason(session, invitation, Letter(parcel.kind), hall.clock())
        return reason or _addressed(session, hall, invitation, Letter(parcel.kind))


def _reason(
    session: Session, invitation: Invitation, kind: Letter, now: datetime
) -> Verdict | None:
    if holds(session, invitation, off_limits()):
        return Verdict.STOPPED
    over = invitation.expires_at <= now
    if kind is Letter.REMINDER and (over or invitation.quiet_at is not None):
        return Verdict.STOPPED
    if over:
        return Verdict.UNDELIVERABLE
    open_still = holds(session, invitation, unanswered(now))
    return None if open_still and invitation.token_s is not None else Verdict.PASSED_OVER


def _addressed(
    session: Session, hall: Hall, invitation: Invitation, kind: Letter
) -> Addressed | Verdict:
    recipient = session.get_one(Recipient, invitation.recipient_id)
    address = recipient.contact or ""
    if not by_email(recipient) or not is_address(address):
        return Verdict.UNDELIVERABLE
    form = asked(session, invitation.questionnaire, invitation.version)
    return Addressed(
        kind=kind,
        invitation_id=invitation.id,
        address=address,
        language=spoken(form, recipient.language),
        token=invitation.token or "",
        quiet=quiet.mark(hall.keys, invitation.id),
        until=invitation.expires_at.astimezone(_LONDON).date(),
    )


def sent(hall: Hall, parcel: Parcel, about: Addressed) -> None:
    """Record that a letter was taken by the mail server."""
    with hall.sessions.writing() as session:
        # The invitation is locked before its letters everywhere, as whoever answers does.
        invitation = session.get(Invitation, about.invitation_id, with_for_update=True)
        outbox.close(session, parcel.id, OutboxState.SENT)
        if invitation is not None:
            _SENT[about.kind](session, parcel.id, invitation, hall.clock())


def _letter_sent(session: Session, parcel_id: UUID, invitation: Invitation, now: datetime) -> None:
    invitation.delivery, invitation.sent_at = Delivery.SENT, now


def _reminder_sent(
    session: Session, parcel_id: UUID, invitation: Invitation, now: datetime
) -> None:
    if holds(session, invitation, unanswered(now)):
        invitation.reminders += 1
        invitation.reminded_at = now
    else:
        _forget(session, parcel_id)


_SENT: dict[Letter, Callable[[Session, UUID, Invitation, datetime], None]] = {
    Letter.INVITATION: _letter_sent,
    Letter.REMINDER: _reminder_sent,
}


def record(hall: Hall, parcel: Parcel, verdict: Verdict) -> None:
    """Record that a letter is not sent, and why, as far as staff may know it.

    One that an answer has made needless counts as sent beside its person, and its row goes:
    otherwise the list of letters would say who has answered.
    """
    with hall.sessions.writing() as session:
        invitation = session.get(Invitation, UUID(parcel.payload), with_for_update=True)
        if verdict is Verdict.PASSED_OVER and invitation is not None:
            _forget(session, parcel.id)
            if parcel.kind == Letter.INVITATION:
                _letter_sent(session, parcel.id, invitation, hall.clock())
        elif verdict is Verdict.UNDELIVERABLE and invitation is not None:
            outbox.close(session, parcel.id, OutboxState.GIVEN_UP, Fault.REFUSED)
            session.flush()
            hold_back(session, select(Invitation.id).where(Invitation.id == invitation.id))
            invitation.delivery = Delivery.UNDELIVERABLE
        else:
            outbox.close(session, parcel.id, OutboxState.CANCELLED)
            if invitation is not None and invitation.delivery is Delivery.WAITING:
                invitation.delivery = None


def _forget(session: Session, parcel_id: UUID) -> None:
    row = session.get(Outbox, parcel_id)
    if row is not None:
        session.delete(row)
