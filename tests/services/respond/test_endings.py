"""What is left when a conversation ends: by sending, by stopping, by taking it back."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TypeVar

import pytest
from sqlalchemy import select

from safeguarding.states import ConcernState
from services.hall import Hall
from services.respond import converse
from services.respond.keys import Link, Seat
from storage.keys import KeyFault, make_keys
from storage.kinds import InvitationState
from storage.models import Answer, Concern, Draft, Invitation, Outbox, Response, ResponseLink
from surveys import library
from surveys.inputs import ChooseIdentity, Confirm, Reveal, SetHelper, Stop, Withdraw
from surveys.kinds import Helper, MeetingKind, Mode, RespondentRole
from surveys.outputs import Completed, Withdrawn
from tests.builders.clock import Clock
from tests.builders.invited import Invited, crowd, invited
from tests.builders.stored import count, responses
from tests.builders.talk import BROWSER, Talk, answer_in_turn, sit_down

STAFF = ("staff_on_quality_assurance", RespondentRole.STAFF)
HARM = "My stepdad hits me with his belt"
MORE_HARM = "He locks me in the cellar and hits me with a stick"

Row = TypeVar("Row")


def only(hall: Hall, model: type[Row]) -> Row:
    with hall.sessions.reading() as session:
        return session.scalars(select(model)).one()


def state_of(hall: Hall, person: Invited) -> InvitationState:
    with hall.sessions.reading() as session:
        return session.get_one(Invitation, person.invitation_id).state


@pytest.mark.parametrize("mode", [Mode.LINKED, Mode.CONFIDENTIAL, Mode.ANONYMOUS])
def test_every_mode_keeps_day_team_and_meeting_and_only_linked_says_whose(
    sqlite_hall: Hall, mode: Mode
) -> None:
    person = crowd(sqlite_hall, *STAFF)[3]
    talk = sit_down(sqlite_hall, person)
    talk.say(SetHelper(Helper.WORKER))
    talk.send(mode)

    kept = only(sqlite_hall, Response)
    assert (kept.received_on, kept.team) == (date(2026, 10, 15), "North")
    assert (kept.meeting_kind, kept.role) == (MeetingKind.REVIEW_CP_CONFERENCE, STAFF[1])
    assert (kept.questionnaire, kept.version, kept.language) == (
        STAFF[0],
        library.load(STAFF[0]).version,
        "en",
    )
    assert (kept.helper, kept.partial, kept.mode) == (Helper.WORKER, False, mode)
    whose = (kept.case_id, kept.meeting_id, kept.recipient_id, kept.invitation_id)
    person_is = (person.case_id, person.meeting_id, person.recipient_id, person.invitation_id)
    assert whose == (person_is if mode is Mode.LINKED else (None,) * 4)
    assert count(sqlite_hall, ResponseLink) == (mode is Mode.CONFIDENTIAL)


@pytest.mark.parametrize(
    ("sent_at", "day"),
    [
        (datetime(2026, 10, 24, 22, 59, tzinfo=UTC), date(2026, 10, 24)),
        (datetime(2026, 10, 24, 23, 0, tzinfo=UTC), date(2026, 10, 25)),
        (datetime(2026, 10, 25, 23, 59, tzinfo=UTC), date(2026, 10, 25)),
    ],
)
def test_a_response_bears_the_day_it_was_in_london(
    sqlite_hall: Hall, clock: Clock, sent_at: datetime, day: date
) -> None:
    clock.now = sent_at
    sit_down(sqlite_hall, invited(sqlite_hall)).send()
    assert only(sqlite_hall, Response).received_on == day


def test_the_sealed_link_names_everything_and_opens_only_with_the_second_key(
    sqlite_hall: Hall,
) -> None:
    person = invited(sqlite_hall)
    sit_down(sqlite_hall, person).send(Mode.CONFIDENTIAL)
    held, stranger = sqlite_hall.keys, make_keys()
    with sqlite_hall.sessions.reading() as session:
        assert json.loads(session.scalars(select(ResponseLink)).one().link or "") == {
            "case_id": str(person.case_id),
            "meeting_id": str(person.meeting_id),
            "recipient_id": str(person.recipient_id),
            "invitation_id": str(person.invitation_id),
        }
        session.expunge_all()
        words_only = {ring: held.rings[ring] for ring in held.rings if ring != "link"}
        session.info["keys"] = replace(held, rings={**stranger.rings, **words_only})
        link = session.scalars(select(ResponseLink)).one()
        with pytest.raises(KeyFault):
            _ = link.link


def test_words_on_a_branch_that_was_left_are_not_in_the_response(sqlite_hall: Hall) -> None:
    talk = sit_down(sqlite_hall, invited(sqlite_hall))
    answer_in_turn(talk, "felt_safe", "no")
    talk.answer("felt_safe_more", "It is loud at night")
    talk.answer("felt_safe", "yes")
    talk.send()
    stored = {row.question: row for row in responses(sqlite_hall)[0].rows}
    assert stored["felt_safe"].code == "yes"
    assert "felt_safe_more" not in stored


def stop_and_send(talk: Talk) -> None:
    talk.say(Stop())
    assert talk.say(Confirm()).outputs == (Completed(partial=True),)


def test_stopping_without_a_mode_seals_whose_words_they_are(hall: Hall) -> None:
    person = invited(hall)
    talk = sit_down(hall, person)
    talk.answer("report_in_time", "no")
    stop_and_send(talk)
    kept = only(hall, Response)
    assert (kept.partial, kept.mode, kept.case_id) == (True, Mode.CONFIDENTIAL, None)
    assert count(hall, ResponseLink) == 1
    assert state_of(hall, person) is InvitationState.PARTIAL


def test_who_chose_to_be_anonymous_and_then_stopped_is_only_counted(hall: Hall) -> None:
    person = crowd(hall, *STAFF)[0]
    talk = sit_down(hall, person)
    talk.say(ChooseIdentity(Mode.ANONYMOUS))
    stop_and_send(talk)
    assert count(hall, ResponseLink) == 0
    assert only(hall, Response).invitation_id is None
    assert state_of(hall, person) is InvitationState.COUNTED


def test_who_says_who_they_are_after_all_is_linked(sqlite_hall: Hall) -> None:
    person = crowd(sqlite_hall, *STAFF)[0]
    talk = sit_down(sqlite_hall, person)
    talk.skip_to_review()
    talk.say(ChooseIdentity(Mode.ANONYMOUS))
    talk.say(Reveal())
    talk.say(Confirm())
    assert only(sqlite_hall, Response).case_id == person.case_id


def close_concern(hall: Hall, words: str) -> None:
    with hall.sessions.writing() as session:
        for concern in session.scalars(select(Concern)):
            if concern.words == words:
                concern.state = ConcernState.CLOSED


def test_taking_it_back_blanks_the_words_of_closed_concerns_and_keeps_those_of_open_ones(
    hall: Hall,
) -> None:
    talk = sit_down(hall, invited(hall))
    answer_in_turn(talk, "worried_about", HARM)
    talk.answer("worried_about", MORE_HARM)
    close_concern(hall, HARM)
    assert len(talk.say(Withdraw()).outputs) == 2
    with hall.sessions.reading() as session:
        kept = {concern.state: concern.words for concern in session.scalars(select(Concern))}
    assert kept == {ConcernState.CLOSED: None, ConcernState.RAISED: MORE_HARM}


def test_where_every_concern_is_closed_nothing_is_said_to_stay(hall: Hall) -> None:
    talk = sit_down(hall, invited(hall))
    answer_in_turn(talk, "worried_about", HARM)
    close_concern(hall, HARM)
    assert talk.say(Withdraw()).outputs == (Withdrawn(),)


def test_taking_it_back_closes_link_and_code_and_leaves_no_answer(sqlite_hall: Hall) -> None:
    person = invited(sqlite_hall)
    talk = sit_down(sqlite_hall, person)
    talk.answer("report_in_time", "no")
    talk.say(Withdraw())
    assert state_of(sqlite_hall, person) is InvitationState.WITHDRAWN
    for model in (Draft, Response, Answer, ResponseLink, Outbox):
        assert count(sqlite_hall, model) == 0
    assert not isinstance(converse.open(sqlite_hall, Link(person.token, BROWSER), "x"), Seat)


@pytest.mark.parametrize("ending", [Confirm(), Withdraw()], ids=["sent", "taken back"])
def test_the_input_that_ended_it_is_told_the_same_again_and_any_other_is_not(
    hall: Hall, ending: Confirm | Withdraw
) -> None:
    talk = sit_down(hall, invited(hall))
    talk.skip_to_review()
    talk.say(ChooseIdentity(Mode.CONFIDENTIAL))
    first = talk.say(ending, "the end")
    assert talk.say(ending, "the end").outputs == first.outputs
    assert talk.say(ending, "another").outputs != first.outputs
