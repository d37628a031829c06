"""Whose words these are: what a mode lets a response and its concerns say about that."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

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


def whose(session: Session, invitation: Invitation) -> Whose:
    """Read whom an invitation was for."""
    recipient = session.get_one(Recipient, invitation.recipient_id)
    meeting = session.get(Meeting, invitation.meeting_id) if invitation.meeting_id else None
    case = _case(session, recipient.id, meeting.id if meeting else None)
    team = meeting.team if meeting else (case.team if case else None)
    return Whose(
        case_id=case.id if case else None,
        meeting_id=meeting.id if meeting else None,
        recipient_id=recipient.id,
        invitation_id=invitation.id,
        team=team,
        meeting_kind=meeting.kind if meeting else None,
        role=recipient.role,
    )


def _case(session: Session, recipient_id: UUID, meeting_id: UUID | None) -> Case | None:
    own = select(RecipientCase.case_id).where(RecipientCase.recipient_id == recipient_id)
    query = select(Case).where(Case.id.in_(own)).order_by(Case.reference).limit(1)
    if meeting_id is not None:
        there = select(MeetingCase.case_id).where(MeetingCase.meeting_id == meeting_id)
        query = query.where(Case.id.in_(there))
    return session.scalars(query).first()


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
    for concern in session.scalars(select(Concern).where(Concern.draft_id == draft.id)):
        concern.case_id = case_id
        concern.link = link
