"""The job that tells people by e-mail that there is news, and reveals nothing else."""

from __future__ import annotations

import json
import logging
import tomllib
from collections import Counter
from dataclasses import dataclass
from email.message import EmailMessage
from importlib.resources import files
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.hall import Hall
from services.upkeep import mail, outbox
from services.upkeep.claims import worker
from services.upkeep.envelope import envelope
from services.upkeep.letters import quiet
from services.upkeep.letters.allowed import holds, off_limits
from services.upkeep.letters.hours import is_decent
from services.upkeep.letters.kinds import NEWS
from services.upkeep.letters.queueing import by_email
from services.upkeep.letters.sending import NOT_SET_UP, pause
from services.upkeep.mail_server import MailServer
from services.upkeep.outbox import Fault, Parcel
from services.upkeep.shift import Done, Shift
from storage.kinds import OutboxState
from storage.models import Action, Invitation, Outbox, Recipient, Response

LOG = logging.getLogger(__name__)

_WORDS: dict[str, str] = tomllib.loads((files("services.care") / "news.toml").read_text("utf-8"))
_TRIES = 8
"""With doubling waits about four hours; then the officer's page says to give a slip."""


@dataclass(frozen=True, slots=True, repr=False)
class _Told:
    """Whom a notice goes to, and the way out of further ones."""

    address: str
    quiet: str


def send_news(shift: Shift) -> Done:
    """Send every notice of news that is due, in the hours in which people may be written to."""
    hall, server = shift.hall, shift.mail_server
    outbox.recover(hall, (NEWS,))
    if server is None:
        fault = f"notices of news were not sent: {NOT_SET_UP}"
        return Done("nothing due", fault if _due(hall) else None)
    counts: Counter[str] = Counter()
    while is_decent(hall.clock()) and (parcels := outbox.claim(hall, (NEWS,), worker(), 1)):
        counts[_deal_with(shift, server, parcels[0])] += 1
        shift.go_on()
    note = ", ".join(f"{number} {what}" for what, number in sorted(counts.items()))
    late = counts["not sent yet"]
    return Done(
        note or "nothing due",
        f"{late} notices of news were not taken by the mail server yet; they are tried again"
        if late
        else None,
    )


def write(shift: Shift, told: _Told, letter_id: UUID) -> EmailMessage:
    """Return the letter; raises ValueError when the address is none."""
    council = shift.hall.council
    found = envelope(council, shift.base_url, (told.address,), letter_id, shift.hall.clock())
    way_out = f"{shift.base_url}/r/quiet/{told.quiet}"
    found["Subject"] = _WORDS["subject"]
    found["List-Unsubscribe"] = f"<{way_out}>"
    link = f"{shift.base_url}/what-changed"
    filled = _WORDS["body"].strip().format(link=link, quiet=way_out, council=council.name)
    found.set_content(filled + "\n")
    return found


def _due(hall: Hall) -> bool:
    waiting = (Outbox.state == OutboxState.WAITING, Outbox.due_at <= hall.clock())
    query = select(Outbox.id).where(Outbox.kind == NEWS, *waiting).limit(1)
    with hall.sessions.reading() as session:
        return session.scalar(query) is not None


def _deal_with(shift: Shift, server: MailServer, parcel: Parcel) -> str:
    """Send one notice, and say in a few words what became of it."""
    hall = shift.hall
    told = _read(hall, parcel)
    if told is None:
        with hall.sessions.writing() as session:
            outbox.close(session, parcel.id, OutboxState.CANCELLED)
        return "needless"
    try:
        mail.send(server, write(shift, told, parcel.id))
    except ValueError:
        outbox.give_up(hall, parcel.id, Fault.REFUSED)
        return "could not be delivered"
    except mail.Unsent as unsent:
        return _unsent(hall, parcel, unsent)
    with hall.sessions.writing() as session:
        outbox.close(session, parcel.id, OutboxState.SENT)
        _told_together(session, parcel.id)
    return "sent"


def _read(hall: Hall, parcel: Parcel) -> _Told | None:
    """Return whom to tell, None when it was taken back or they may not be written to any more."""
    kept = json.loads(parcel.payload)
    with hall.sessions.reading() as session:
        action = session.get(Action, UUID(kept["action"]))
        response = session.get(Response, UUID(kept["response"]))
        if action is None or action.published_at is None or response is None:
            return None
        invitation = session.get(Invitation, response.invitation_id)
        recipient = session.get(Recipient, response.recipient_id)
        if invitation is None or recipient is None or holds(session, invitation, off_limits()):
            return None
        if not by_email(recipient) or recipient.contact is None:
            return None
        return _Told(recipient.contact, quiet.mark(hall.keys, invitation.id))


def _told_together(session: Session, parcel_id: UUID) -> None:
    """Count as sent what waits for the same person: one letter tells of all that is new.

    Nothing is left of it where that person was erased while the letter was on its way.
    """
    about = select(Outbox.invitation_id).where(Outbox.id == parcel_id).scalar_subquery()
    query = select(Outbox.id).where(
        Outbox.kind == NEWS,
        Outbox.invitation_id == about,
        Outbox.state == OutboxState.WAITING,
    )
    for each in session.scalars(query).all():
        outbox.close(session, each, OutboxState.SENT)


def _unsent(hall: Hall, parcel: Parcel, unsent: mail.Unsent) -> str:
    LOG.warning("notice of news %s was not taken (%s)", parcel.id, unsent.fault)
    if unsent.for_good or parcel.tries >= _TRIES:
        outbox.give_up(hall, parcel.id, unsent.fault)
        return "could not be delivered"
    outbox.postpone(hall, parcel.id, hall.clock() + pause(parcel.tries), unsent.fault)
    return "not sent yet"
