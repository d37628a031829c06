"""The stop list: people and cases about whom nobody may be written to, and why, as a code."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import Session

from services.hall import Actor, Hall
from services.refusal import Refused
from services.staff.audit import Deed, note
from services.upkeep.erasure.shells import is_shell, names_shell
from services.upkeep.letters.recall import hold_back, of_person
from storage.kinds import StopReason
from storage.models import Case, CaseAlias, Invitation, MeetingCase, Recipient, RecipientCase
from storage.visible import visible


class Subject(StrEnum):
    """What an entry is about: one person, or a case with everybody asked about it."""

    PERSON = "person"
    CASE = "case"


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the list.

    Args:
        reference: the council's own.
        reason: None for a person who asked us to stop.
        since: when; not kept for a case.
    """

    subject: Subject
    reference: str
    reason: StopReason | None
    since: datetime | None = None


def entries(hall: Hall, actor: Actor) -> tuple[Entry, ...]:
    """Return the cases and people on the list that somebody may see, by reference."""
    cases = visible(actor).where(Case.stop_reason.is_not(None)).order_by(Case.reference)
    stopped = (Recipient.stopped_at.is_not(None), ~is_shell(Recipient.reference))
    people = _people(actor).where(*stopped).order_by(Recipient.reference)
    with hall.sessions.reading() as session:
        return (
            *(
                Entry(Subject.CASE, row.reference, row.stop_reason)
                for row in session.scalars(cases)
            ),
            *(
                Entry(Subject.PERSON, row.reference, row.stop_reason, row.stopped_at)
                for row in session.scalars(people)
            ),
        )


def stop(hall: Hall, actor: Actor, subject: Subject, reference: str, reason: StopReason) -> None:
    """Put a person or case on the list; in the same transaction what waits for them is cancelled.

    Sealed links are deleted too. Links that people hold go on working, since somebody who is
    missing may want to say something. Done again it changes the reason.

    Args:
        hall, actor: where, and who does it.
        subject, reference: what it is about, by the council's own reference.
        reason: why; there are no words beside it.

    Raises:
        Refused: the actor sees nothing of that reference.
    """
    now = hall.clock()
    with hall.sessions.writing() as session:
        row = _held(session, actor, subject, reference)
        row.stop_reason = reason
        if isinstance(row, Recipient):
            row.stopped_at = row.stopped_at or now
        note(session, actor, Deed.STOPPED, now, row.__tablename__, row.id)
        session.flush()
        hold_back(session, _INVITED[subject](row.id))


def lift(hall: Hall, actor: Actor, subject: Subject, reference: str) -> None:
    """Take a person or case off the list; what was cancelled stays so.

    Raises Refused when the actor sees nothing of that reference, or it is not on the list.
    """
    with hall.sessions.writing() as session:
        row = _held(session, actor, subject, reference)
        stopped = row.stopped_at if isinstance(row, Recipient) else row.stop_reason
        if stopped is None:
            raise Refused(f"{reference} is not on the list; nothing was changed.")
        row.stop_reason = None
        if isinstance(row, Recipient):
            row.stopped_at = None
        note(session, actor, Deed.STOP_LIFTED, hall.clock(), row.__tablename__, row.id)


def _held(session: Session, actor: Actor, subject: Subject, reference: str) -> Case | Recipient:
    query = _QUERIES[subject](actor, reference.strip())
    row: Case | Recipient | None = session.scalar(query.with_for_update())
    if row is None or names_shell(row.reference):
        raise Refused(
            f"There is no {subject} {reference} that you work with; check the reference. "
            "Nothing was changed."
        )
    return row


def _case(actor: Actor, reference: str) -> Select[Any]:
    older = select(CaseAlias.case_id).where(CaseAlias.reference == reference)
    return visible(actor).where(or_(Case.reference == reference, Case.id.in_(older)))


def _person(actor: Actor, reference: str) -> Select[Any]:
    return _people(actor).where(Recipient.reference == reference)


def _people(actor: Actor) -> Select[Recipient]:
    """Return the query of the people tied to cases that somebody may see; the operator's of all."""
    mine = visible(actor).with_only_columns(Case.id)
    tied = select(RecipientCase.recipient_id).where(RecipientCase.case_id.in_(mine))
    everybody = select(Recipient)
    return everybody if actor.role is None else everybody.where(Recipient.id.in_(tied))


def _of_case(case_id: UUID) -> Select[Any]:
    """Return the query of what the people of a case were asked about it."""
    tied = select(RecipientCase.recipient_id).where(RecipientCase.case_id == case_id)
    about = select(MeetingCase.meeting_id).where(MeetingCase.case_id == case_id)
    there: ColumnElement[bool] = or_(
        Invitation.meeting_id.is_(None), Invitation.meeting_id.in_(about)
    )
    return select(Invitation.id).where(Invitation.recipient_id.in_(tied), there)


_QUERIES: dict[Subject, Callable[[Actor, str], Select[Any]]] = {
    Subject.PERSON: _person,
    Subject.CASE: _case,
}
_INVITED: dict[Subject, Callable[[UUID], Select[Any]]] = {
    Subject.PERSON: of_person,
    Subject.CASE: _of_case,
}
