"""Which ways of being known and which language a new conversation has, and counting tries."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.exc import NoResultFound

from services.hall import Hall
from services.respond import converse
from services.respond.asked import asked
from services.respond.keys import Code, Link, Resume, Seat
from services.respond.linking import whose
from services.respond.opening import spoken
from services.respond.sitting import resume_words
from services.respond.turns import Closed, ClosedReason, Preview
from storage.keys import make_keys
from storage.kinds import InvitationState
from storage.models import (
    Case,
    Draft,
    Invitation,
    MeetingCase,
    QuestionnaireVersion,
    RecipientCase,
    Team,
)
from surveys import library
from surveys.inputs import Answer
from surveys.kinds import Mode, RespondentRole
from surveys.outputs import Ask
from surveys.questionnaire import LanguageStatus
from surveys.state import State
from tests.builders.clock import Clock
from tests.builders.invited import CROWD, Invited, crowd, invited
from tests.builders.stored import responses
from tests.builders.talk import BROWSER, sit_down

PARENT = ("parent_after_conference", RespondentRole.PARENT)
SOURCE = "192.0.2.8"
SUMMER_MONTH = datetime(2026, 6, 30, 23, 0, tzinfo=UTC)
"""Midnight in London, where 1 July begins: British Summer Time is an hour ahead."""


def modes(hall: Hall, person: Invited) -> tuple[Mode, ...]:
    talk = sit_down(hall, person)
    with hall.sessions.reading() as session:
        return State.from_json(session.get_one(Draft, talk.seat.draft_id).state).modes


def set_state(hall: Hall, person: Invited, state: InvitationState) -> None:
    with hall.sessions.writing() as session:
        session.get_one(Invitation, person.invitation_id).state = state


@pytest.mark.parametrize(("minutes", "offered"), [(-1, False), (0, True)])
def test_the_crowd_is_that_of_the_london_month(
    hall: Hall, clock: Clock, minutes: int, offered: bool
) -> None:
    clock.now = SUMMER_MONTH
    others = crowd(hall, *PARENT)[1:]
    assert len(others) == CROWD - 1
    with hall.sessions.writing() as session:
        for person in others[:1]:
            moved = SUMMER_MONTH + timedelta(minutes=minutes)
            session.get_one(Invitation, person.invitation_id).created_at = moved
    assert (Mode.ANONYMOUS in modes(hall, others[1])) is offered


@pytest.mark.parametrize("state", InvitationState)
def test_who_was_never_asked_is_no_part_of_the_crowd(
    sqlite_hall: Hall, state: InvitationState
) -> None:
    person, other, *_ = crowd(sqlite_hall, *PARENT)
    set_state(sqlite_hall, other, state)
    uncounted = state in {InvitationState.NOT_ASKED, InvitationState.CANCELLED}
    assert (Mode.ANONYMOUS in modes(sqlite_hall, person)) is not uncounted


def test_other_roles_are_no_part_of_the_crowd(sqlite_hall: Hall) -> None:
    for _ in range(CROWD):
        invited(sqlite_hall, "staff_on_quality_assurance", RespondentRole.STAFF)
    assert Mode.ANONYMOUS not in modes(sqlite_hall, invited(sqlite_hall, *PARENT))


@pytest.mark.parametrize(
    ("status", "wanted", "language"),
    [
        (LanguageStatus.REVIEWED, "cy", "cy"),
        (LanguageStatus.DRAFT, "cy", "en"),
        (LanguageStatus.REVIEWED, "pl", "en"),
        (LanguageStatus.REVIEWED, "", "en"),
    ],
)
def test_a_language_is_spoken_only_where_its_wording_was_reviewed(
    status: LanguageStatus, wanted: str, language: str
) -> None:
    english = library.load(PARENT[0])
    both = english.model_copy(update={"languages": {**english.languages, "cy": status}})
    assert spoken(both, wanted) == language


@pytest.mark.parametrize("make", [Code, Resume])
def test_the_right_one_after_nine_wrong_ones_is_let_in(
    sqlite_hall: Hall, make: type[Code] | type[Resume]
) -> None:
    person = invited(sqlite_hall)
    right = person.code
    if make is Resume:
        right = resume_words(sqlite_hall.keys, sit_down(sqlite_hall, person).seat.draft_id)
    for _ in range(9):
        converse.open(sqlite_hall, make("wrong", BROWSER, SOURCE), "x")
    assert isinstance(converse.open(sqlite_hall, make(right, BROWSER, SOURCE), "x"), Seat)


def test_the_hour_starts_with_the_first_wrong_try(sqlite_hall: Hall, clock: Clock) -> None:
    person = invited(sqlite_hall)
    for _ in range(10):
        converse.preview(sqlite_hall, Code("WRONG", BROWSER, SOURCE))
        clock.advance(minutes=5)
    right = Code(person.code, BROWSER, SOURCE)
    clock.advance(minutes=10, microseconds=-1)
    shut = converse.preview(sqlite_hall, right)
    clock.advance(microseconds=1)
    assert shut == Closed(ClosedReason.TOO_MANY_TRIES)
    assert isinstance(converse.preview(sqlite_hall, right), Preview)


def test_being_shut_out_at_one_door_shuts_no_other(sqlite_hall: Hall) -> None:
    person = invited(sqlite_hall)
    for _ in range(10):
        converse.open(sqlite_hall, Resume("wrong", BROWSER, SOURCE), "x")
    assert isinstance(converse.open(sqlite_hall, Code(person.code, BROWSER, SOURCE), "x"), Seat)


def test_a_link_opens_to_the_last_moment_before_it_runs_out(
    sqlite_hall: Hall, clock: Clock
) -> None:
    person = invited(sqlite_hall, days=1)
    clock.advance(days=1, microseconds=-1)
    assert isinstance(converse.preview(sqlite_hall, Link(person.token, BROWSER)), Preview)
    clock.advance(microseconds=1)
    assert isinstance(converse.preview(sqlite_hall, Link(person.token, BROWSER)), Closed)


def test_resume_words_stay_and_differ_by_draft_and_by_key_file(sqlite_hall: Hall) -> None:
    keys, drafts = sqlite_hall.keys, [uuid4() for _ in range(50)]
    words = [resume_words(keys, draft) for draft in drafts]
    assert words == [resume_words(keys, draft) for draft in drafts]
    assert len(set(words)) == 50
    assert not set(words) & {resume_words(make_keys(), draft) for draft in drafts}


@pytest.mark.parametrize(("minutes", "value"), [(29, "no"), (30, None)])
def test_after_thirty_idle_minutes_looking_back_shows_no_answer(
    sqlite_hall: Hall, clock: Clock, minutes: int, value: str | None
) -> None:
    talk = sit_down(sqlite_hall, invited(sqlite_hall))
    talk.answer("report_in_time", "no")
    clock.advance(minutes=minutes)
    from_here = talk.say(Answer("was_there", "no"))
    assert not [out.value for out in from_here.outputs if isinstance(out, Ask) and out.value]
    clock.advance(minutes=1)
    with sqlite_hall.sessions.reading() as session:
        state = State.from_json(session.scalars(select(Draft)).one().state)
    assert ("report_in_time" in state.concealed) is (value is None)
    assert "was_there" not in state.concealed


def test_a_draft_keeps_the_wording_it_was_asked_with_after_a_newer_release(hall: Hall) -> None:
    person = invited(hall)
    old, name = "Did the report come in time, in the old words?", PARENT[0]
    newest = library.load(name).version
    body = library.source(name).replace(f"version = {newest}", "version = 77", 1)
    new = "Did you get the report in time to read it before the conference?"
    with hall.sessions.writing() as session:
        body = body.replace(new, old)
        mark = library.fingerprint(body)
        session.add(QuestionnaireVersion(id=name, version=77, sha256=mark, body=body))
        session.flush()
        session.get_one(Invitation, person.invitation_id).version = 77
    ask = converse.show(hall, sit_down(hall, person).seat).outputs[0]
    assert isinstance(ask, Ask)
    assert ask.text == old
    with hall.sessions.reading() as session:
        assert asked(session, name, newest).questions[0].text["en"] == new
        with pytest.raises(LookupError):
            asked(session, name, 78)


def case_of(hall: Hall, person: Invited) -> tuple[object, str | None]:
    with hall.sessions.reading() as session:
        found = whose(session, person.invitation_id)
        return found.case_id, found.team


def test_of_several_siblings_in_a_meeting_the_first_by_reference_is_named(hall: Hall) -> None:
    person = invited(hall)
    with hall.sessions.writing() as session:
        for reference in ("B-2", "A-1"):
            first = Case(reference=reference, team="North")
            session.add(first)
            session.flush()
            session.add(MeetingCase(meeting_id=person.meeting_id, case_id=first.id))
            session.add(RecipientCase(recipient_id=person.recipient_id, case_id=first.id))
    assert case_of(hall, person) == (first.id, "North")


def test_who_belongs_to_several_cases_is_of_the_one_that_the_meeting_decided_about(
    hall: Hall,
) -> None:
    """Each case had its own meeting, and the same person was asked about both."""
    people = invited(hall), invited(hall)
    with hall.sessions.writing() as session:
        for person, other in (people, people[::-1]):
            session.add(RecipientCase(recipient_id=person.recipient_id, case_id=other.case_id))
    for person in people:
        assert case_of(hall, person) == (person.case_id, "North")


def test_who_was_asked_about_no_meeting_is_of_their_first_case_and_its_team(hall: Hall) -> None:
    person = invited(hall)
    with hall.sessions.writing() as session:
        session.add(Team(name="South", area="Town"))
        session.flush()
        case = Case(reference="A-0", team="South")
        session.add(case)
        session.flush()
        session.add(RecipientCase(recipient_id=person.recipient_id, case_id=case.id))
    assert case_of(hall, person) == (person.case_id, "North")
    with hall.sessions.writing() as session:
        session.get_one(Invitation, person.invitation_id).meeting_id = None
    assert case_of(hall, person) == (case.id, "South")
    with hall.sessions.reading() as session:
        whom = whose(session, person.invitation_id)
        assert (whom.meeting_id, whom.meeting_kind) == (None, None)
        assert whom.recipient_id == person.recipient_id
        with pytest.raises(NoResultFound):
            whose(session, person.recipient_id)


@pytest.mark.parametrize("table", [RecipientCase, MeetingCase])
@pytest.mark.parametrize("mode", [Mode.LINKED, Mode.CONFIDENTIAL])
def test_who_has_no_case_in_the_meeting_is_named_without_one(
    sqlite_hall: Hall, table: type[RecipientCase] | type[MeetingCase], mode: Mode
) -> None:
    person = invited(sqlite_hall)
    with sqlite_hall.sessions.writing() as session:
        session.query(table).delete()
    assert case_of(sqlite_hall, person) == (None, "North")
    sit_down(sqlite_hall, person).send(mode)
    assert [found.case_id for found in responses(sqlite_hall)] == [None]
