"""What hangs on a reference, found by what the rows say in the open."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select
from sqlalchemy.orm import Session, aliased

from services.refusal import Refused
from services.upkeep.erasure.shells import is_shell
from storage.models import (
    Case,
    CaseAlias,
    Draft,
    Invitation,
    Meeting,
    MeetingCase,
    Recipient,
    RecipientCase,
    Response,
)


class Subject(StrEnum):
    """What is erased."""

    PERSON = "person"
    CASE = "case"
    RESPONSE = "response"


Ids = frozenset[UUID]
_NOTHING: Ids = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """The rows that an erasure is about; confidential responses are not among them.

    Args:
        subject, id: what was named, by its row.
        reference: the council's own; of a response none.
        people: who are erased as a whole.
        cases: the same of cases.
        meetings: those that are about no other case.
        invitations: whose links, codes and letters go.
        drafts: unfinished conversations behind these.
        responses: that say whose they are, or the one that was named.
    """

    subject: Subject
    id: UUID
    reference: str = ""
    people: Ids = _NOTHING
    cases: Ids = _NOTHING
    meetings: Ids = _NOTHING
    invitations: Ids = _NOTHING
    drafts: Ids = _NOTHING
    responses: Ids = _NOTHING


def find(session: Session, subject: Subject, reference: str) -> Scope:
    """Return what hangs on a reference; raises Refused where nothing is kept under it."""
    found = _FINDERS[subject](session, reference.strip())
    if found is None:
        raise Refused(
            f"Nothing is kept under the {subject} {reference}: it was erased before, or never "
            "was here. Check the reference; nothing was changed."
        )
    return found


def hold(session: Session, subject: Subject, reference: str) -> Scope:
    """Return what hangs on a reference, held against whoever answers or sends meanwhile.

    Drafts before invitations, as everybody who changes both; then looked at once more, since a
    conversation may have begun or ended just before. Raises Refused as ``find`` does.
    """
    seen = find(session, subject, reference)
    for model, ids in ((Draft, seen.drafts), (Invitation, seen.invitations)):
        rows = select(model.id).where(model.id.in_(ids)).order_by(model.id)
        session.execute(rows.with_for_update())
    return find(session, subject, reference)


def _person(session: Session, reference: str) -> Scope | None:
    query = select(Recipient).where(
        Recipient.reference == reference, ~is_shell(Recipient.reference)
    )
    person = session.scalar(query)
    if person is None:
        return None
    people = frozenset((person.id,))
    asked = _ids(session, Invitation, Invitation.recipient_id.in_(people))
    return Scope(
        subject=Subject.PERSON,
        id=person.id,
        reference=person.reference,
        people=people,
        invitations=asked,
        drafts=_ids(session, Draft, Draft.invitation_id.in_(asked)),
        responses=_ids(session, Response, Response.recipient_id.in_(people)),
    )


def _case(session: Session, reference: str) -> Scope | None:
    older = select(CaseAlias.case_id).where(CaseAlias.reference == reference)
    named = or_(Case.reference == reference, Case.id.in_(older))
    case = session.scalar(select(Case).where(named, ~is_shell(Case.reference)))
    if case is None:
        return None
    people = _ids(session, Recipient, _belongs_to_no_other(case.id))
    meetings = _ids(session, Meeting, _about_no_other(case.id))
    theirs = (
        Invitation.recipient_id.in_(people),
        Invitation.meeting_id.in_(meetings),
        _asked_through_no_other(case.id),
    )
    asked = _ids(session, Invitation, or_(*theirs))
    said = (
        Response.case_id == case.id,
        Response.recipient_id.in_(people),
        Response.meeting_id.in_(meetings),
    )
    return Scope(
        subject=Subject.CASE,
        id=case.id,
        reference=case.reference,
        people=people,
        cases=frozenset((case.id,)),
        meetings=meetings,
        invitations=asked,
        drafts=_ids(session, Draft, Draft.invitation_id.in_(asked)),
        responses=_ids(session, Response, or_(*said)),
    )


def _response(session: Session, reference: str) -> Scope | None:
    try:
        wanted = UUID(reference)
    except ValueError:
        return None
    if session.get(Response, wanted) is None:
        return None
    return Scope(subject=Subject.RESPONSE, id=wanted, responses=frozenset((wanted,)))


_FINDERS: dict[Subject, Callable[[Session, str], Scope | None]] = {
    Subject.PERSON: _person,
    Subject.CASE: _case,
    Subject.RESPONSE: _response,
}


def _belongs_to_no_other(case_id: UUID) -> ColumnElement[bool]:
    tie, other = aliased(RecipientCase), aliased(RecipientCase)
    return and_(
        exists().where(tie.recipient_id == Recipient.id, tie.case_id == case_id),
        ~exists().where(other.recipient_id == Recipient.id, other.case_id != case_id),
    )


def _about_no_other(case_id: UUID) -> ColumnElement[bool]:
    tie, other = aliased(MeetingCase), aliased(MeetingCase)
    return and_(
        exists().where(tie.meeting_id == Meeting.id, tie.case_id == case_id),
        ~exists().where(other.meeting_id == Meeting.id, other.case_id != case_id),
    )


def _asked_through_no_other(case_id: UUID) -> ColumnElement[bool]:
    """Return the condition that somebody was asked about siblings because of this one alone."""
    tie, there = aliased(RecipientCase), aliased(MeetingCase)
    shared = exists().where(
        tie.recipient_id == Invitation.recipient_id,
        there.meeting_id == Invitation.meeting_id,
        there.case_id == tie.case_id,
    )
    return and_(shared.where(tie.case_id == case_id), ~shared.where(tie.case_id != case_id))


def _ids(session: Session, model: Any, condition: ColumnElement[bool]) -> Ids:
    query: Select[Any] = select(model.id).where(condition)
    return frozenset(session.scalars(query))
