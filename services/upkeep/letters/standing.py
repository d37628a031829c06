"""How the letters do: what waits, what came back, and who is reached in another way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, func, select

from services.hall import Actor, Hall
from services.upkeep.letters.kinds import KINDS
from services.upkeep.letters.sending import NOT_SET_UP
from storage.kinds import Contact, Delivery, OutboxState
from storage.models import Invitation, Meeting, Outbox, Recipient
from storage.visible import visible_meetings

_LATE = timedelta(hours=4)
"""Twice the longest pause between two tries."""


@dataclass(frozen=True, slots=True)
class Undelivered:
    """Somebody whom the letter could not reach."""

    meeting_id: UUID
    meeting: str
    person: str


@dataclass(frozen=True, slots=True)
class Standing:
    """How the letters do in the whole deployment.

    Args:
        waiting: letters and reminders not sent yet.
        late: of these, due for more than four hours.
        undeliverable: people whose letter could not be delivered, until their link runs out.
        by_text: people who prefer a text message, which Sayso does not send.
        fault: what is wrong and how to mend it, None when nothing is.
    """

    waiting: int
    late: int
    undeliverable: int
    by_text: int
    fault: str | None


def standing(hall: Hall, *, sends_mail: bool) -> Standing:
    """Count the letters.

    Args:
        hall: the deployment.
        sends_mail: whether a mail server is set.
    """
    wait = (Outbox.kind.in_(KINDS), Outbox.state == OutboxState.WAITING)
    with hall.sessions.reading() as session:
        waiting, late, undeliverable, by_text = (
            session.scalar(select(func.count()).where(*conditions)) or 0
            for conditions in (
                wait,
                (*wait, Outbox.due_at < hall.clock() - _LATE),
                _came_back(hall.clock()),
                (Recipient.channel == Contact.SMS,),
            )
        )
    return Standing(waiting, late, undeliverable, by_text, _fault(waiting, late, sends_mail))


def _fault(waiting: int, late: int, sends_mail: bool) -> str | None:
    if waiting and not sends_mail:
        return f"{waiting} letters to people who were asked wait: {NOT_SET_UP}."
    if late:
        return (
            f"{late} letters to people who were asked wait for more than four hours; see that "
            "'sayso jobs' runs and that the mail server takes letters."
        )
    return None


def _came_back(now: datetime) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions of what may still be mended; answered or not, which stays untold."""
    return Invitation.delivery == Delivery.UNDELIVERABLE, Invitation.expires_at > now


def undelivered(hall: Hall, actor: Actor) -> tuple[Undelivered, ...]:
    """Return whom no letter could reach, around meetings that somebody may see."""
    mine = visible_meetings(actor).with_only_columns(Meeting.id)
    query = (
        select(Meeting.id, Meeting.reference, Recipient.reference)
        .select_from(Invitation)
        .join(Meeting, Meeting.id == Invitation.meeting_id)
        .join(Recipient, Recipient.id == Invitation.recipient_id)
        .where(*_came_back(hall.clock()), Meeting.id.in_(mine))
        .order_by(Meeting.held_on.desc(), Meeting.reference, Recipient.reference)
    )
    with hall.sessions.reading() as session:
        return tuple(Undelivered(*row) for row in session.execute(query))
