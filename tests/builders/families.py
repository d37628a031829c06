"""A family of whom every kind of row is kept, all of it marked so that it can be searched for."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from safeguarding.levels import Category, Level
from safeguarding.states import ConcernState
from services.hall import Hall
from services.respond.asked import keep
from storage.kinds import (
    Channel,
    CodingRound,
    Contact,
    InboxState,
    InvitationState,
    OutboxState,
)
from storage.models import (
    Action,
    ActionResponse,
    Answer,
    Attendance,
    Case,
    CaseAlias,
    CaseAssignment,
    Coding,
    Concern,
    ConcernEvent,
    Doorstep,
    Draft,
    Inbox,
    Invitation,
    KnownName,
    Meaning,
    Meeting,
    MeetingCase,
    Outbox,
    Reading,
    Recipient,
    RecipientCase,
    Response,
    ResponseLink,
    SecondLook,
    Staff,
    UsableQuote,
    WayBack,
)
from surveys.answers import AnswerState
from surveys.kinds import Kind, MeetingKind, Mode, RespondentRole
from tests.builders.feedback import put_team

FORMS = ("parent_after_conference", "tell_us_anything", "did_anything_change")


@dataclass(frozen=True)
class Family:
    """A case, one meeting, and a mother who answered twice and has begun a third time."""

    mark: str
    case_id: UUID
    person_id: UUID
    meeting_id: UUID
    linked: UUID
    confidential: UUID
    draft: UUID
    open_concern: UUID
    closed_concern: UUID
    sealed_concern: UUID

    @property
    def person(self) -> str:
        """The council's reference of the mother."""
        return f"P-{self.mark}"

    @property
    def case(self) -> str:
        """The council's reference of the case."""
        return f"C-{self.mark}"


def family(hall: Hall, mark: str) -> Family:
    """Put a family into every table that can hold anything of one; there must be staff."""
    with hall.sessions.writing() as session:
        put_team(session, "North")
        staff = session.scalar(select(Staff.id).limit(1))
        return _Plant(session, hall, mark, staff).family()


@dataclass
class _Plant:
    session: Session
    hall: Hall
    mark: str
    staff: UUID | None

    def family(self) -> Family:
        case = self._put(Case(reference=f"C-{self.mark}", team="North", birth_month="2014-03"))
        meeting = self._put(
            Meeting(
                reference=f"M-{self.mark}",
                kind=MeetingKind.CLA_REVIEW,
                held_on=date(2026, 9, 1),
                team="North",
            )
        )
        mother = self._mother()
        self._around(case, meeting, mother)
        asked = [self._asked(meeting, mother, form) for form in FORMS]
        whose = {"case_id": case.id, "meeting_id": meeting.id, "recipient_id": mother.id}
        linked = self._said(FORMS[0], Mode.LINKED, **whose, invitation_id=asked[0].id)
        confidential = self._said(FORMS[1], Mode.CONFIDENTIAL)
        link = json.dumps({name: str(value) for name, value in whose.items()})
        case_hmac = self.hall.keys.digest("case", str(case.id))
        self._put(ResponseLink(id=confidential.id, case_hmac=case_hmac, link=link))
        draft = self._begun(asked[2])
        self._waiting(asked[2], draft, linked, mother)
        known = {"case_id": case.id, "link": link}
        concerns = (
            self._worry(ConcernState.RAISED, response_id=linked.id, **known),
            self._worry(ConcernState.CLOSED, response_id=linked.id, **known),
            self._worry(ConcernState.CLOSED, response_id=confidential.id, link=link),
        )
        ids = (each.id for each in (case, mother, meeting, linked, confidential, draft, *concerns))
        return Family(self.mark, *ids)

    def _put(self, row: Any) -> Any:
        self.session.add(row)
        self.session.flush()
        return row

    def _words(self, what: str) -> str:
        return f"canary {self.mark} {what}"

    def _bytes(self, what: str) -> bytes:
        return self.hall.keys.digest(what, self.mark)

    def _mother(self) -> Recipient:
        return self._put(
            Recipient(
                reference=f"P-{self.mark}",
                role=RespondentRole.PARENT,
                channel=Contact.EMAIL,
                contact=f"{self.mark}@family.example",
                language="pl",
                needs=self._words("needs"),
                birth_month="1984-02",
            )
        )

    def _around(self, case: Case, meeting: Meeting, mother: Recipient) -> None:
        self._put(MeetingCase(meeting_id=meeting.id, case_id=case.id))
        self._put(RecipientCase(recipient_id=mother.id, case_id=case.id, relation="mother"))
        self._put(Attendance(meeting_id=meeting.id, recipient_id=mother.id, attended=True))
        self._put(CaseAlias(case_id=case.id, reference=f"OLD-{self.mark}"))
        self._put(KnownName(case_id=case.id, name=self._words("name")))
        self._put(CaseAssignment(staff_id=self.staff, case_id=case.id))

    def _asked(self, meeting: Meeting, mother: Recipient, form: str) -> Invitation:
        version = keep(self.session, form)
        now = self.hall.clock()
        return self._put(
            Invitation(
                meeting_id=meeting.id,
                recipient_id=mother.id,
                questionnaire=version.id,
                version=version.version,
                token_hmac=self._bytes(f"token {form}"),
                token=self._words("token"),
                code_hmac=self._bytes(f"code {form}"),
                state=InvitationState.OPENED if form == FORMS[2] else InvitationState.ANSWERED,
                created_at=now,
                sent_at=now,
                expires_at=now + timedelta(days=42),
            )
        )

    def _said(self, form: str, mode: Mode, **whose: UUID) -> Response:
        version = keep(self.session, form)
        response = self._put(
            Response(
                mode=mode,
                role=RespondentRole.PARENT,
                channel=Channel.WEB,
                language="en",
                questionnaire=version.id,
                version=version.version,
                team="North",
                received_on=date(2026, 9, 3),
                **whose,
            )
        )
        answer = self._put(
            Answer(
                response_id=response.id,
                question_id="needs_to_happen",
                state=AnswerState.ANSWERED,
                kind=Kind.LONG_TEXT,
                text=self._words(f"{mode} answer"),
            )
        )
        self._read(answer)
        self._put(WayBack(id=response.id, mark=self._bytes(f"way back {mode}")))
        action = self._put(
            Action(title="Reports in time", state="open", created_at=self.hall.clock())
        )
        self._put(ActionResponse(action_id=action.id, response_id=response.id))
        return response

    def _read(self, answer: Answer) -> None:
        now = self.hall.clock()
        who = {"answer_id": answer.id, "at": now}
        spans = [{"start": 0, "end": 6, "phrase": self._words("phrase")}]
        self._put(Coding(**who, round=CodingRound.MACHINE, theme="timing", spans=spans))
        self._put(Reading(**who, staff_id=self.staff))
        self._put(UsableQuote(**who, staff_id=self.staff))
        self._put(SecondLook(**who, drawn=True, percent=10))
        self._put(Meaning(id=answer.id, model="m", direction=self._words("direction")))

    def _begun(self, invitation: Invitation) -> Draft:
        now = self.hall.clock()
        return self._put(
            Draft(
                invitation_id=invitation.id,
                questionnaire=invitation.questionnaire,
                version=invitation.version,
                channel=Channel.TELEGRAM,
                state=self._words("state"),
                resume_hmac=self._bytes("resume"),
                browser_hmac=self._bytes("browser"),
                chat_hmac=self.hall.keys.digest("chat", self._chat()),
                chat=self._chat(),
                opened_at=now,
                touched_at=now,
                expires_at=now + timedelta(days=14),
            )
        )

    def _chat(self) -> str:
        return str(int.from_bytes(self.mark.encode()))

    def _waiting(
        self, invitation: Invitation, draft: Draft, linked: Response, mother: Recipient
    ) -> None:
        now, chat = self.hall.clock(), self.hall.keys.digest("chat", self._chat())
        self._put(Doorstep(chat_hmac=self._bytes("door"), invitation_id=invitation.id, at=now))
        number = int(self._chat()) % 10**9
        self._put(
            Inbox(
                update_id=number,
                chat_hmac=chat,
                kind="message",
                payload=self._words("message"),
                state=InboxState.WAITING,
                received_at=now,
            )
        )
        to_chat = json.dumps({"chat_id": int(self._chat()), "words": self._words("reply")})
        news = f"news:{uuid4()}:{mother.id}"
        self._post(f"invitation:{invitation.id}:letter", "invitation", invitation_id=invitation.id)
        self._post(news, "news", invitation_id=linked.invitation_id)
        self._post(f"telegram:{number}", "telegram", draft_id=draft.id)
        self._post(f"telegram:{number}:welcome", "telegram", payload=to_chat)

    def _post(self, key: str, kind: str, **values: Any) -> None:
        given = {"payload": self._words("letter"), **values}
        now = self.hall.clock()
        self._put(Outbox(key=key, kind=kind, due_at=now, state=OutboxState.WAITING, **given))

    def _worry(self, state: ConcernState, **values: Any) -> Concern:
        now = self.hall.clock()
        concern = self._put(
            Concern(
                origin_id=uuid4(),
                question_id="needs_to_happen",
                category=Category.NOT_SAFE,
                level=Level.TODAY,
                rule="tapped",
                state=state,
                words_hmac=self._bytes(f"words {uuid4()}"),
                words=self._words("concern"),
                team="North",
                raised_at=now,
                due_at=now,
                **values,
            )
        )
        said = {"event": "close", "note": self._words("note"), "at": now}
        self._put(ConcernEvent(concern_id=concern.id, **said))
        return concern
