"""The way out that every letter holds: no more reminders, or no more letters at all."""

from __future__ import annotations

import base64
import binascii
from uuid import UUID

from services.hall import OPERATOR, Hall
from services.staff.audit import Deed, note
from services.upkeep.letters.recall import hold_back, of_person
from storage.keys import Keys
from storage.models import Invitation, Recipient

_PURPOSE = "no more letters"
_PROOF = 16


def mark(keys: Keys, invitation_id: UUID) -> str:
    """Return what stands in the address of an invitation's way out.

    It is made of the invitation's id and a proof that we made it, so that it holds however often
    the link is drawn afresh, opens no questions, and needs no place in the database.
    """
    made = invitation_id.bytes + _proof(keys, invitation_id)
    return base64.urlsafe_b64encode(made).rstrip(b"=").decode()


def read(keys: Keys, text: str) -> UUID | None:
    """Return the invitation that a mark was made for, None for one that we did not make."""
    try:
        made = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except (binascii.Error, ValueError):
        return None
    if len(made) != 16 + _PROOF:
        return None
    invitation_id = UUID(bytes=made[:16])
    return invitation_id if mark(keys, invitation_id) == text else None


def known(hall: Hall, text: str) -> bool:
    """Return whether a mark leads to an invitation; writes nothing."""
    invitation_id = read(hall.keys, text)
    with hall.sessions.reading() as session:
        return invitation_id is not None and session.get(Invitation, invitation_id) is not None


def no_more_reminders(hall: Hall, text: str) -> bool:
    """Stop the reminders of one invitation; its link goes on working. Done twice it is done once.

    Returns whether the mark led to an invitation.
    """
    return _stop(hall, text, everything=False)


def no_more_letters(hall: Hall, text: str) -> bool:
    """Never write to this person again; links they hold go on working.

    Returns whether the mark led to an invitation.
    """
    return _stop(hall, text, everything=True)


def _stop(hall: Hall, text: str, *, everything: bool) -> bool:
    invitation_id, now = read(hall.keys, text), hall.clock()
    if invitation_id is None:
        return False
    with hall.sessions.writing() as session:
        invitation = session.get(Invitation, invitation_id, with_for_update=True)
        if invitation is None:
            return False
        invitation.quiet_at = invitation.quiet_at or now
        concerned = of_person(invitation.recipient_id)
        if everything:
            person = session.get_one(Recipient, invitation.recipient_id)
            person.stopped_at = person.stopped_at or now
            note(session, OPERATOR, Deed.ASKED_US_TO_STOP, now, "recipient", person.id)
        else:
            concerned = concerned.where(Invitation.id == invitation_id)
        session.flush()
        hold_back(session, concerned)
        return True


def _proof(keys: Keys, invitation_id: UUID) -> bytes:
    return keys.digest(_PURPOSE, str(invitation_id))[:_PROOF]
