"""The people around a meeting: who was there, who was asked, and who was not and why.

Who answered stays untold but for responses that bear their person's name by choice. Everybody
else is "asked", whether they answered in confidence, anonymously or not at all, since a date of
answering beside a response without a name would name it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.upkeep.erasure.shells import names_shell
from services.upkeep.letters.allowed import off_limits
from services.upkeep.letters.queueing import by_email
from services.upkeep.rules import NotAsked
from storage.actors import Actor
from storage.kinds import Delivery, InvitationState, StaffRole
from storage.models import Attendance, Invitation, Recipient, Response
from storage.queries.readable import readable_responses
from surveys.kinds import RespondentRole

_LONDON = ZoneInfo("Europe/London")

SEES_ASKING = frozenset({StaffRole.OFFICER})
"""Roles that are told who was asked; those about whom people are asked are not among them."""


class Asking(StrEnum):
    """Where a person stands, as far as staff are told."""

    UNDECIDED = "undecided"
    NOT_ASKED = "not_asked"
    ASKED = "asked"
    LINK_EXPIRED = "link_expired"
    ANSWERED = "answered"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody around a meeting.

    Args:
        attended: None where nobody said.
        asking: None for those who are not told.
        because: why they were not asked.
        until: the last day of their link.
        questionnaire: what they were asked; somebody asked two things stands here twice.
        must_not: whether they must not be written to about this meeting.
        by_email: whether Sayso can and may write to them.
        letter: what became of its letter; None where links are handed over. Nothing is told of
            reminders, since who gets one has not answered.
        sent_on: the day on which the letter left or the link was handed over.
        response: what they answered, where they chose to be linked and the reader may read it.
    """

    id: UUID
    reference: str
    role: RespondentRole
    attended: bool | None
    asking: Asking | None = None
    because: NotAsked | None = None
    until: date | None = None
    response: UUID | None = None
    must_not: bool = False
    by_email: bool = False
    letter: Delivery | None = None
    sent_on: date | None = None
    questionnaire: str | None = None

    @property
    def erased(self) -> bool:
        """Whether only a shell is left, that is there to be counted."""
        return names_shell(self.reference)


def people(session: Session, actor: Actor, meeting_id: UUID, now: datetime) -> tuple[Person, ...]:
    """Return everybody who was expected at a meeting, by reference, with each thing asked.

    Args:
        session: to read in.
        actor: who is told.
        meeting_id: a meeting that the actor may see.
        now: by which links have expired.
    """
    around = (
        select(Recipient.id, Recipient.reference, Recipient.role, Attendance.attended)
        .join(Attendance, Attendance.recipient_id == Recipient.id)
        .where(Attendance.meeting_id == meeting_id)
        .order_by(Recipient.reference)
    )
    if actor.role is not None and actor.role not in SEES_ASKING:
        return tuple(Person(*row) for row in session.execute(around))
    by_person = _invited(session, meeting_id)
    linked = _linked(session, actor, meeting_id)
    reachable, left_alone = _reachable(session, by_person), _left_alone(session, meeting_id)
    return tuple(
        Person(
            *row,
            *_stands(invitation, linked, now),
            *_written(invitation, row[0] in reachable, row[0] in left_alone),
            questionnaire=invitation.questionnaire if invitation else None,
        )
        for row in session.execute(around)
        for invitation in by_person.get(row[0], (None,))
    )


def _invited(session: Session, meeting_id: UUID) -> dict[UUID, Sequence[Invitation | None]]:
    query = select(Invitation).where(Invitation.meeting_id == meeting_id)
    found: dict[UUID, list[Invitation | None]] = defaultdict(list)
    for invitation in session.scalars(
        query.order_by(Invitation.created_at, Invitation.questionnaire)
    ):
        found[invitation.recipient_id].append(invitation)
    return dict(found)


def _reachable(session: Session, people: Iterable[UUID]) -> frozenset[UUID]:
    query = select(Recipient).where(Recipient.id.in_(list(people)))
    return frozenset(person.id for person in session.scalars(query) if by_email(person))


def _left_alone(session: Session, meeting_id: UUID) -> frozenset[UUID]:
    about = (Invitation.meeting_id == meeting_id, off_limits())
    return frozenset(session.scalars(select(Invitation.recipient_id).where(*about)))


def _written(
    invitation: Invitation | None, reachable: bool, must_not: bool
) -> tuple[bool, bool, Delivery | None, date | None]:
    if invitation is None or invitation.state in _NOT_WRITTEN_TO:
        return False, False, None, None
    sent_at = invitation.sent_at
    sent_on = sent_at.astimezone(_LONDON).date() if sent_at else None
    return must_not, reachable and not must_not, invitation.delivery, sent_on


_NOT_WRITTEN_TO = (InvitationState.NOT_ASKED, InvitationState.CANCELLED)


def _stands(
    invitation: Invitation | None, linked: Mapping[UUID | None, UUID], now: datetime
) -> tuple[Asking, NotAsked | None, date | None, UUID | None]:
    if invitation is None:
        return Asking.UNDECIDED, None, None, None
    if invitation.state is InvitationState.NOT_ASKED:
        because = invitation.not_asked_because
        return Asking.NOT_ASKED, NotAsked(because) if because else None, None, None
    if invitation.state is InvitationState.CANCELLED:
        return Asking.CANCELLED, None, None, None
    until = invitation.expires_at.astimezone(_LONDON).date()
    if invitation.id in linked:
        return Asking.ANSWERED, None, until, linked[invitation.id]
    over = invitation.expires_at <= now
    return Asking.LINK_EXPIRED if over else Asking.ASKED, None, until, None


def _linked(session: Session, actor: Actor, meeting_id: UUID) -> dict[UUID | None, UUID]:
    query = readable_responses(session, actor).where(
        Response.meeting_id == meeting_id, ~Response.partial
    )
    found = session.execute(query.with_only_columns(Response.invitation_id, Response.id))
    return dict(found.all())
