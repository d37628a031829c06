"""Puts letters into the outbox, each under a key that it can have only once."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.upkeep import outbox
from services.upkeep.letters.hours import next_decent
from services.upkeep.letters.kinds import Letter
from storage.kinds import Contact, Delivery, OutboxState
from storage.models import Invitation, Outbox, Recipient


def by_email(recipient: Recipient) -> bool:
    """Return whether somebody prefers e-mail and an address is known."""
    return recipient.channel is Contact.EMAIL and recipient.contact_s is not None


def queue_letter(session: Session, invitation: Invitation, now: datetime) -> None:
    """Have an invitation's letter sent in the next decent hours; one that waits is not doubled.

    A letter sent once more is a new one, so that no mail system takes it for a repeat.
    """
    key = f"invitation:{invitation.id}:letter"
    held = session.scalar(select(Outbox).where(Outbox.key == key))
    if held is not None and held.state is not OutboxState.WAITING:
        session.delete(held)
        session.flush()
    invitation.delivery = Delivery.WAITING
    _put(session, key, Letter.INVITATION, invitation, now)


def queue_reminder(session: Session, invitation: Invitation, now: datetime) -> None:
    """Have the next reminder of an invitation sent in the next decent hours, once."""
    key = f"invitation:{invitation.id}:reminder:{invitation.reminders + 1}"
    _put(session, key, Letter.REMINDER, invitation, now)


def _put(session: Session, key: str, kind: Letter, about: Invitation, now: datetime) -> None:
    outbox.put(session, key, kind, str(about.id), next_decent(now), about.id)
