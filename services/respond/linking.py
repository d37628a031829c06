"""Whose words these are: what a mode lets a response and its concerns say about that."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from uuid import UUID

from sqlalchemy import bindparam, exists, or_, select
from sqlalchemy.orm import Session, aliased

from storage.models import (
    Case,
    Concern,
    Draft,
    Invitation,
    Meeting,
    MeetingCase,
    Recipient,
    RecipientCase,
)
from surveys.kinds import MeetingKind, Mode, RespondentRole


@dataclass(frozen=True, slots=True)
class Whose:
    """Everything that an invitation says about the person asked.

    Args:
        case_id: the recipient's case among those of the meeting; of several siblings the first
            by reference, since the meeting names the others.
        invitation_id: None for what is said beside one, such as an answer to news.
        team, meeting_kind, role: kept in every mode.
    """

    case_id: UUID | None
    meeting_id: UUID | None
    recipient_id: UUID
    invitation_id: UUID | None
    team: str | None
    meeting_kind: MeetingKind | None
    role: RespondentRole

    def sealed_link(self) -> str:
        """Return the part that says who, as JSON to be sealed under the second key."""
        who = ("case_id", "meeting_id", "recipient_id", "invitation_id")
        values = asdict(self)
        return json.dumps({name: str(values[name]) for name in who if values[name]})


# Made once: each response asks, and to make the questions took longer than the database.
_OWN_CASE = (
    select(Case.id)
    .join(RecipientCase, RecipientCase.case_id == Case.id)
    .where(
        RecipientCase.recipient_id == Invitation.recipient_id,
        or_(
            Invitation.meeting_id.is_(None),
            # Said outright: left to itself it would find the meeting of any invitation at all.
            exists()
            .where(MeetingCase.meeting_id == Invitation.meeting_id, MeetingCase.case_id == Case.id)
            .correlate(Invitation, Case),
        ),
    )
    .order_by(Case.reference)
    .limit(1)
    .correlate(Invitation)
    .scalar_subquery()
)
_OWN = aliased(Case)
_WHOSE = (
    select(Recipient.id, Recipient.role, Meeting.id, Meeting.kind, Meeting.team, _OWN.id, _OWN.team)
    .select_from(Invitation)
    .join(Recipient, Recipient.id == Invitation.recipient_id)
    .outerjoin(Meeting, Meeting.id == Invitation.meeting_id)
    .outerjoin(_OWN, _OWN.id == _OWN_CASE)
    .where(Invitation.id == bindparam("invitation"))
)
_CONCERNS = select(Concern).where(Concern.draft_id == bindparam("draft"))


def whose(session: Session, invitation_id: UUID) -> Whose:
    """Read whom an invitation was for; raises NoResultFound when there is none of this id."""
    row = session.execute(_WHOSE, {"invitation": invitation_id}).one()
    recipient, role, meeting, kind, held_by, case, cared_for_by = row
    return Whose(
        case_id=case,
        meeting_id=meeting,
        recipient_id=recipient,
        invitation_id=invitation_id,
        team=held_by or cared_for_by,
        meeting_kind=kind,
        role=role,
    )


def concern_link(whom: Whose | None, mode: Mode | None) -> tuple[UUID | None, str | None]:
    """Return the open case id and the link to seal that a concern may carry in a mode.

    Before a mode is chosen everything is treated as confidential (DESIGN section 5).
    """
    if whom is None or mode is Mode.ANONYMOUS:
        return None, None
    return (whom.case_id if mode is Mode.LINKED else None), whom.sealed_link()


def relink_concerns(session: Session, draft: Draft, whom: Whose | None, mode: Mode | None) -> None:
    """Make the concerns of a draft say what the newly chosen mode allows, and no more."""
    case_id, link = concern_link(whom, mode)
    for concern in session.scalars(_CONCERNS, {"draft": draft.id}):
        concern.case_id = case_id
        concern.link = link
