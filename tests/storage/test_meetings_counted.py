"""Meetings, people around them and invitations are counted as councils count them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from reports.cells import Coverage, Invitations, MeetingsHeld, Scope, ScopeLevel
from services.hall import Hall
from services.respond.asked import keep
from storage.kinds import InvitationState
from storage.models import (
    Attendance,
    Case,
    Invitation,
    Meeting,
    MeetingCase,
    Recipient,
    RecipientCase,
)
from storage.queries import meetings
from surveys import library
from surveys.kinds import Helper, MeetingKind, Mode, RespondentRole
from tests.builders.feedback import IN_QUARTER, put_team, respond
from tests.builders.slices import AUTHORITY, slice_of

ANSWERED, COUNTED = InvitationState.ANSWERED, InvitationState.COUNTED
PARENT, CHILD = RespondentRole.PARENT, RespondentRole.CHILD
SENT = datetime(2026, 8, 10, 9, tzinfo=UTC)


@dataclass
class Held:
    """One meeting about one case, to which people are added."""

    hall: Hall
    team: str = "North"
    area: str = "Children in need"
    on: date = IN_QUARTER
    kind: MeetingKind = MeetingKind.CLA_REVIEW
    id: UUID = field(default_factory=uuid4)
    case: UUID = field(default_factory=uuid4)

    def __post_init__(self) -> None:
        with self.hall.sessions.writing() as session:
            keep(session, "parent_after_conference")
            put_team(session, self.team, self.area)
            session.add(Case(id=self.case, reference=f"C-{self.case}", team=self.team))
            meeting = Meeting(
                id=self.id,
                reference=f"M-{self.id}",
                kind=self.kind,
                held_on=self.on,
                team=self.team,
            )
            session.add(meeting)
            session.flush()
            session.add(MeetingCase(meeting_id=self.id, case_id=self.case))

    def person(self, role: RespondentRole = PARENT, *, there: bool = True) -> UUID:
        """Add somebody who attended, or who only belongs to the case."""
        with self.hall.sessions.writing() as session:
            person = Recipient(reference=f"P-{uuid4()}", role=role, language="en")
            session.add(person)
            session.flush()
            belongs = (
                Attendance(meeting_id=self.id, recipient_id=person.id, attended=True)
                if there
                else RecipientCase(recipient_id=person.id, case_id=self.case)
            )
            session.add(belongs)
        return person.id

    def invite(
        self, person: UUID, state: InvitationState, sent: datetime | None = SENT, **values: Any
    ) -> UUID:
        with self.hall.sessions.writing() as session:
            invitation = Invitation(
                meeting_id=self.id,
                recipient_id=person,
                questionnaire="parent_after_conference",
                version=library.load("parent_after_conference").version,
                state=state,
                sent_at=sent,
                created_at=sent or SENT,
                expires_at=SENT + timedelta(days=42),
                **values,
            )
            session.add(invitation)
        return invitation.id


def coverage(hall: Hall) -> set[Coverage]:
    with hall.sessions.reading() as session:
        return set(meetings.coverage(session, slice_of()))


def sent(hall: Hall, scope: Scope = AUTHORITY) -> set[Invitations]:
    with hall.sessions.reading() as session:
        return set(meetings.invitations(session, slice_of(scope=scope)))


def test_meetings_are_counted_by_kind_team_and_month(hall: Hall) -> None:
    Held(hall)
    Held(hall, on=date(2026, 8, 31))
    Held(hall, on=date(2026, 9, 1))
    Held(hall, team="South", kind=MeetingKind.CIN_REVIEW)
    Held(hall, on=date(2026, 10, 1))
    with hall.sessions.reading() as session:
        assert set(meetings.held(session, slice_of())) == {
            MeetingsHeld("cla_review", "North", "2026-08", 2),
            MeetingsHeld("cla_review", "North", "2026-09", 1),
            MeetingsHeld("cin_review", "South", "2026-08", 1),
        }


def test_coverage_counts_who_could_have_been_asked_was_and_answered(hall: Hall) -> None:
    held = Held(hall)
    held.invite(held.person(), ANSWERED)
    held.invite(held.person(), COUNTED)
    held.invite(held.person(), InvitationState.READY)
    held.invite(held.person(), InvitationState.READY, sent=None)
    held.invite(held.person(), InvitationState.NOT_ASKED, sent=None)
    held.person()
    held.person(CHILD, there=False)
    assert coverage(hall) == {
        Coverage("parent", could=6, asked=3, answered=2),
        Coverage("child", could=1, asked=0, answered=0),
    }


def test_somebody_at_two_meetings_is_one_person(hall: Hall) -> None:
    first, second = Held(hall), Held(hall)
    person = first.person()
    first.invite(person, ANSWERED)
    second.invite(person, InvitationState.READY)
    assert coverage(hall) == {Coverage("parent", could=1, asked=1, answered=1)}


def test_a_code_handed_over_on_paper_counts_as_asked(hall: Hall) -> None:
    held = Held(hall)
    held.invite(held.person(), InvitationState.OPENED, sent=None)
    assert coverage(hall) == {Coverage("parent", could=1, asked=1, answered=0)}
    assert sent(hall) == {Invitations("2026-08", "parent", sent=1, returned=0, by_staff=0)}


def test_reasons_for_not_asking_are_counted_by_people(hall: Hall) -> None:
    held, outside = Held(hall), Held(hall, on=date(2026, 10, 1))
    for meeting, reason in ((held, "too_young"), (held, "too_young"), (held, None), (outside, "x")):
        person = meeting.person()
        meeting.invite(person, InvitationState.NOT_ASKED, None, not_asked_because=reason)
    with hall.sessions.reading() as session:
        assert meetings.not_asked(session, slice_of()) == (("", 1), ("too_young", 2))


def test_returns_are_counted_in_the_month_the_invitation_was_sent(hall: Hall) -> None:
    held = Held(hall)
    for state in (ANSWERED, COUNTED, InvitationState.PARTIAL, InvitationState.WITHDRAWN):
        held.invite(held.person(), state)
    held.invite(held.person(), ANSWERED, datetime(2026, 9, 2, tzinfo=UTC))
    held.invite(held.person(CHILD), InvitationState.READY)
    held.invite(held.person(), InvitationState.READY, sent=None)
    assert sent(hall) == {
        Invitations("2026-08", "parent", sent=4, returned=2, by_staff=0),
        Invitations("2026-09", "parent", sent=1, returned=1, by_staff=0),
        Invitations("2026-08", "child", sent=1, returned=0, by_staff=0),
    }


def test_forms_that_staff_filled_in_are_counted_apart(hall: Hall) -> None:
    held = Held(hall)
    for helper in (Helper.WORKER, Helper.FAMILY, None):
        invitation = held.invite(held.person(), ANSWERED)
        respond(hall, mode=Mode.LINKED, helper=helper, invitation_id=invitation)
    held.invite(held.person(), ANSWERED)
    assert sent(hall) == {Invitations("2026-08", "parent", sent=4, returned=3, by_staff=1)}


@pytest.mark.parametrize(
    ("moment", "month"),
    [
        (datetime(2026, 6, 30, 22, 59, tzinfo=UTC), None),
        (datetime(2026, 6, 30, 23, 0, tzinfo=UTC), "2026-07"),
        (datetime(2026, 8, 31, 23, 0, tzinfo=UTC), "2026-09"),
        (datetime(2026, 9, 30, 22, 59, tzinfo=UTC), "2026-09"),
        (datetime(2026, 9, 30, 23, 0, tzinfo=UTC), None),
    ],
)
def test_months_begin_at_midnight_in_london(
    hall: Hall, moment: datetime, month: str | None
) -> None:
    held = Held(hall)
    held.invite(held.person(), ANSWERED, moment)
    assert {found.month for found in sent(hall)} == ({month} if month else set())


def test_a_scope_counts_its_own_meetings_alone(hall: Hall) -> None:
    for team, area in (("North", "In need"), ("South", "In need"), ("Care", "In care")):
        held = Held(hall, team=team, area=area)
        held.invite(held.person(), ANSWERED)
    counts = {
        level: sum(found.sent for found in sent(hall, Scope(level, name)))
        for level, name in (
            (ScopeLevel.AUTHORITY, "Exampleshire"),
            (ScopeLevel.SERVICE_AREA, "In need"),
            (ScopeLevel.TEAM, "Care"),
        )
    }
    assert list(counts.values()) == [3, 2, 1]


def test_an_empty_database_counts_nothing(hall: Hall) -> None:
    with hall.sessions.reading() as session:
        for count in (meetings.held, meetings.coverage, meetings.not_asked, meetings.invitations):
            assert count(session, slice_of()) == ()


def test_a_meeting_that_is_yet_to_come_is_not_counted_as_held(hall: Hall) -> None:
    meeting = Held(hall)
    meeting.invite(meeting.person(), InvitationState.NOT_ASKED, None, not_asked_because="too_old")
    before, on_the_day = IN_QUARTER - timedelta(days=1), IN_QUARTER
    with hall.sessions.reading() as session:
        early, late = (slice_of(today=day) for day in (before, on_the_day))
        assert meetings.held(session, early) == ()
        assert meetings.coverage(session, early) == ()
        assert meetings.not_asked(session, early) == ()
        assert sum(each.held for each in meetings.held(session, late)) == 1
