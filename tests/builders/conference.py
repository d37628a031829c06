"""A meeting with several people around it, each of whom may say something about it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID, uuid4

from services.hall import Hall
from services.respond.asked import keep
from storage.kinds import InvitationState
from storage.models import (
    Attendance,
    Case,
    CaseAssignment,
    Invitation,
    Meeting,
    MeetingCase,
    Recipient,
    RecipientCase,
)
from surveys.answers import AnswerValue
from surveys.kinds import MeetingKind, Mode, RespondentRole
from tests.builders.feedback import put_team, respond

FORMS = {
    RespondentRole.CHILD: "child_after_conference",
    RespondentRole.YOUNG_PERSON: "young_person_after_review",
    RespondentRole.CHAIR: "chair_quality_form",
}
PARENTS = "parent_after_conference"


@dataclass
class Conference:
    """One meeting about one case; people are added one by one."""

    hall: Hall
    team: str
    case_id: UUID
    meeting_id: UUID
    reference: str
    case: str
    people: dict[str, UUID] = field(default_factory=dict)

    def asks(
        self,
        role: RespondentRole,
        relation: str = "",
        state: InvitationState = InvitationState.READY,
        days: int = 42,
    ) -> UUID:
        """Ask somebody about it; return their id."""
        with self.hall.sessions.writing() as session:
            form = keep(session, FORMS.get(role, PARENTS))
            person = Recipient(reference=f"P-{uuid4().hex[:8]}", role=role)
            session.add(person)
            session.flush()
            belongs = {"recipient_id": person.id, "case_id": self.case_id}
            session.add(RecipientCase(**belongs, relation=relation or None))
            session.add(Attendance(meeting_id=self.meeting_id, recipient_id=person.id))
            session.add(
                Invitation(
                    meeting_id=self.meeting_id,
                    recipient_id=person.id,
                    questionnaire=form.id,
                    version=form.version,
                    state=state,
                    created_at=self.hall.clock(),
                    expires_at=self.hall.clock() + timedelta(days=days),
                )
            )
            self.people[person.reference] = person.id
        return person.id

    def hears(
        self, role: RespondentRole, *said: AnswerValue, relation: str = "", partial: bool = False
    ) -> UUID:
        """Let somebody answer and be linked; return the id of the response."""
        person = self.asks(role, relation, InvitationState.ANSWERED)
        return respond(
            self.hall,
            *said,
            role=role,
            questionnaire=FORMS.get(role, PARENTS),
            team=self.team,
            mode=Mode.LINKED,
            partial=partial,
            meeting_kind=MeetingKind.REVIEW_CP_CONFERENCE,
            case_id=self.case_id,
            meeting_id=self.meeting_id,
            recipient_id=person,
        )

    def assign(self, staff: UUID | None) -> None:
        """Let somebody work with the case."""
        with self.hall.sessions.writing() as session:
            session.add(CaseAssignment(staff_id=staff, case_id=self.case_id))


def conference(
    hall: Hall, team: str = "North", chair: str | None = None, on: date = date(2026, 8, 3)
) -> Conference:
    """Hold a conference about one case, with nobody around it yet."""
    mark = uuid4().hex[:8]
    with hall.sessions.writing() as session:
        put_team(session, team)
        case = Case(reference=f"C-{mark}", team=team)
        meeting = Meeting(
            reference=f"M-{mark}",
            kind=MeetingKind.REVIEW_CP_CONFERENCE,
            held_on=on,
            team=team,
            chair=chair,
        )
        session.add_all((case, meeting))
        session.flush()
        session.add(MeetingCase(meeting_id=meeting.id, case_id=case.id))
    return Conference(hall, team, case.id, meeting.id, meeting.reference, case.reference)
