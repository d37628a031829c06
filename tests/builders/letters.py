"""People who are written to by Sayso itself, and what became of their letters."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import timedelta
from email.message import EmailMessage
from uuid import UUID

from sqlalchemy import select

from services.hall import Hall
from services.upkeep.letters.kinds import KINDS
from services.upkeep.letters.reminding import remind
from services.upkeep.letters.sending import send_letters
from services.upkeep.links import issue
from services.upkeep.shift import Done
from storage.kinds import Contact
from storage.models import Invitation, Outbox, Recipient
from tests.builders.clock import Clock
from tests.builders.invited import Invited, invited
from tests.builders.mailbox import Mailbox
from tests.builders.worries import shift

ADDRESS = "mum@family.example"


def invite_by_letter(hall: Hall, address: str = ADDRESS, days: int = 42) -> Invited:
    """Ask somebody who prefers e-mail, and have the letter sent."""
    person = invited(hall, days=days)
    with hall.sessions.writing() as session:
        recipient = session.get_one(Recipient, person.recipient_id)
        recipient.channel, recipient.contact = Contact.EMAIL, address
        row = session.get_one(Invitation, person.invitation_id)
        issued = issue(session, hall, row, by_letter=True)
    return replace(person, token=issued.token, code=issued.code)


def invitation(hall: Hall, person: Invited) -> Invitation:
    """Return the invitation as it stands; its sealed words cannot be read any more."""
    with hall.sessions.reading() as session:
        return session.get_one(Invitation, person.invitation_id)


def queue(hall: Hall) -> dict[str, Outbox]:
    """Return the letters in the outbox by the end of their key."""
    query = select(Outbox).where(Outbox.kind.in_(KINDS))
    with hall.sessions.reading() as session:
        return {row.key.split(":", 2)[2]: row for row in session.scalars(query)}


def token_in(letter: EmailMessage) -> str:
    """Return the token of the link that a letter holds."""
    found = re.search(r"/r/([\w-]{22})\s", letter.get_content())
    assert found is not None
    return found[1]


def way_out_in(letter: EmailMessage) -> str:
    """Return the mark of the way out that a letter holds."""
    found = re.search(r"/r/quiet/([\w-]+)\s", letter.get_content())
    assert found is not None
    return found[1]


@dataclass
class Post:
    """The jobs that write, with a mail server and a clock."""

    hall: Hall
    clock: Clock
    box: Mailbox

    def send(self) -> Done:
        """Let what is due be sent."""
        return send_letters(shift(self.hall, self.box.url))

    def remind(self) -> Done:
        """Let whoever is due be reminded, and send it."""
        remind(shift(self.hall))
        return self.send()

    def days_later(self, days: int) -> Done:
        """Let days go by, each with its reminders at the same hour."""
        for _ in range(days):
            self.clock.now += timedelta(days=1)
            found = self.remind()
        return found


def set_of(hall: Hall, person: Invited, **values: object) -> None:
    """Set columns of an invitation."""
    with hall.sessions.writing() as session:
        row = session.get_one(Invitation, person.invitation_id)
        for name, value in values.items():
            setattr(row, name, value)


def ids(rows: dict[str, Outbox]) -> set[UUID]:
    """Return the ids of rows."""
    return {row.id for row in rows.values()}
