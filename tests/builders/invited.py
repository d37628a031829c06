"""People who were asked about a meeting, each with a link and a code."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from services.hall import Hall
from services.respond.asked import keep
from services.respond.tokens import code_hmac, draw_code, draw_token, token_hmac
from storage.kinds import InvitationState
from storage.models import (
    Case,
    Invitation,
    Meeting,
    MeetingCase,
    Recipient,
    RecipientCase,
    Team,
)
from surveys.kinds import MeetingKind, RespondentRole

CROWD = 10
"""How many of a role must have been invited in a month before anonymity is offered."""


@dataclass(frozen=True)
class Invited:
    """One person asked: what they hold in their hand, and the rows behind it."""

    token: str
    code: str
    invitation_id: UUID
    recipient_id: UUID
    meeting_id: UUID
    case_id: UUID
    case_reference: str


def invited(
    hall: Hall,
    questionnaire: str = "parent_after_conference",
    role: RespondentRole = RespondentRole.PARENT,
    *,
    team: str = "North",
    kind: MeetingKind = MeetingKind.REVIEW_CP_CONFERENCE,
    language: str = "en",
    days: int = 42,
) -> Invited:
    """Hold a meeting about one case and ask one person about it."""
    with hall.sessions.writing() as session:
        return _ask(session, hall, questionnaire, role, team, kind, language, days)


def crowd(hall: Hall, questionnaire: str, role: RespondentRole) -> tuple[Invited, ...]:
    """Ask so many people of a role that each may be anonymous."""
    return tuple(invited(hall, questionnaire, role) for _ in range(CROWD))


def _ask(
    session: Session,
    hall: Hall,
    questionnaire: str,
    role: RespondentRole,
    team: str,
    kind: MeetingKind,
    language: str,
    days: int,
) -> Invited:
    asked = keep(session, questionnaire)
    if session.get(Team, team) is None:
        session.add(Team(name=team, area="Children in need"))
        session.flush()
    mark = uuid4().hex[:10]
    case = Case(reference=f"C-{mark}", team=team)
    meeting = Meeting(reference=f"M-{mark}", kind=kind, held_on=date(2026, 10, 1), team=team)
    person = Recipient(reference=f"P-{mark}", role=role, language=language)
    session.add_all((case, meeting, person))
    session.flush()
    session.add(MeetingCase(meeting_id=meeting.id, case_id=case.id))
    session.add(RecipientCase(recipient_id=person.id, case_id=case.id))
    token, code = draw_token(hall.random), draw_code(hall.random)
    invitation = Invitation(
        meeting_id=meeting.id,
        recipient_id=person.id,
        questionnaire=asked.id,
        version=asked.version,
        token_hmac=token_hmac(hall.keys, token),
        code_hmac=code_hmac(hall.keys, code),
        state=InvitationState.READY,
        created_at=hall.clock(),
        expires_at=hall.clock() + timedelta(days=days),
    )
    session.add(invitation)
    session.flush()
    return Invited(token, code, invitation.id, person.id, meeting.id, case.id, case.reference)
