"""Before the age is known nothing is bound, and only what must be heard is kept."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from services.hall import Hall
from services.respond import converse, doorstep, inbox
from services.respond.doorstep import Knock, Outcome
from services.respond.inbox import Arrival
from services.respond.keys import Chat, Link, Seat
from storage.kinds import InboxState, InvitationState
from storage.models import (
    Concern,
    Doorstep,
    Draft,
    Inbox,
    Invitation,
    Outbox,
    ProcessedInput,
)
from surveys.inputs import Answer, Skip
from surveys.kinds import RespondentRole
from tests.builders.clock import Clock
from tests.builders.invited import Invited, invited
from tests.builders.stored import concerns, count

ANNE, BEN = 7_000_000_011, 7_000_000_022
DISCLOSURE = "my stepdad hits me every night"


def update(hall: Hall, update_id: int = 1, chat_id: int = ANNE) -> int:
    """Let an update come in, so that there is something to settle."""
    inbox.accept(hall, [Arrival(update_id, "text", chat_id, payload="words")])
    return update_id


def hear(hall: Hall, text: str, update_id: int = 9) -> Outcome:
    return doorstep.hear(hall, update(hall, update_id), ANNE, text, lambda outcome: outcome.value)


def state_of(hall: Hall, person: Invited) -> InvitationState:
    with hall.sessions.reading() as session:
        return session.get_one(Invitation, person.invitation_id).state


def test_a_link_for_someone_who_may_be_16_leads_to_the_age_question(hall: Hall) -> None:
    person = invited(hall, "young_person_after_review", RespondentRole.YOUNG_PERSON)
    assert doorstep.knock(hall, Chat(person.token, ANNE)) is Knock.AGE


def test_a_childs_link_leads_to_the_browser(hall: Hall) -> None:
    person = invited(hall, "child_after_review", RespondentRole.CHILD)
    assert doorstep.knock(hall, Chat(person.token, ANNE)) is Knock.BROWSER


def test_a_bound_link_is_at_home_in_its_chat_and_closed_in_every_other(hall: Hall) -> None:
    person = invited(hall)
    converse.open(hall, Chat(person.token, ANNE), "1")
    assert doorstep.knock(hall, Chat(person.token, ANNE)) is Knock.HERE
    assert doorstep.knock(hall, Chat(person.token, BEN)) is Knock.CLOSED


def test_unknown_used_expired_and_foreign_links_look_alike(hall: Hall, clock: Clock) -> None:
    in_browser, answered, expired = invited(hall), invited(hall), invited(hall, days=3)
    converse.open(hall, Link(in_browser.token, "a browser"), "1")
    with hall.sessions.writing() as session:
        session.get_one(Invitation, answered.invitation_id).state = InvitationState.ANSWERED
    clock.advance(days=4)
    tokens = [in_browser.token, answered.token, expired.token, "A" * 22]
    assert {doorstep.knock(hall, Chat(token, ANNE)) for token in tokens} == {Knock.CLOSED}


def test_waiting_at_the_door_keeps_no_telegram_id_and_binds_nothing(hall: Hall) -> None:
    person = invited(hall)
    doorstep.wait(hall, update(hall), Chat(person.token, ANNE), "the age question")
    with hall.sessions.reading() as session:
        step = session.scalars(select(Doorstep)).one()
    assert step.invitation_id == person.invitation_id
    assert str(ANNE).encode() not in step.chat_hmac
    assert count(hall, Draft) == 0
    assert state_of(hall, person) is InvitationState.READY


def test_a_second_link_takes_the_place_of_the_first_at_the_door(hall: Hall) -> None:
    first, second = invited(hall), invited(hall)
    doorstep.wait(hall, update(hall, 1), Chat(first.token, ANNE), "?")
    doorstep.wait(hall, update(hall, 2), Chat(second.token, ANNE), "?")
    with hall.sessions.reading() as session:
        assert session.scalars(select(Doorstep)).one().invitation_id == second.invitation_id


def test_a_chat_that_never_says_its_age_is_forgotten_within_a_day_or_so(
    hall: Hall, clock: Clock
) -> None:
    doorstep.wait(hall, update(hall, 1), Chat(invited(hall).token, ANNE), "?")
    clock.now += timedelta(days=1, seconds=1)
    doorstep.wait(hall, update(hall, 2, BEN), Chat(invited(hall).token, BEN), "?")
    assert count(hall, Doorstep) == 1


def test_words_at_the_door_that_mean_nothing_special_are_not_kept(hall: Hall) -> None:
    doorstep.wait(hall, update(hall), Chat(invited(hall).token, ANNE), "?")
    assert hear(hall, "hello, who is this?") is Outcome.WAITING
    assert count(hall, Concern) == 0


def test_a_disclosure_at_the_door_becomes_a_concern_with_the_case_and_no_telegram_id(
    hall: Hall,
) -> None:
    person = invited(hall)
    doorstep.wait(hall, update(hall), Chat(person.token, ANNE), "?")
    assert hear(hall, DISCLOSURE) is Outcome.KEPT
    with hall.sessions.reading() as session:
        concern = session.scalars(select(Concern)).one()
        assert concern.words == DISCLOSURE
        assert str(person.case_id) in (concern.link or "")
        assert str(ANNE) not in (concern.link or "")
        assert concern.team == "North"
    # Until a way of being known is chosen, what is said is confidential.
    assert concern.case_id is None
    assert concern.origin_id != person.invitation_id
    assert (concern.draft_id, concern.response_id) == (None, None)


def test_the_same_disclosure_said_twice_is_one_concern(hall: Hall) -> None:
    doorstep.wait(hall, update(hall), Chat(invited(hall).token, ANNE), "?")
    hear(hall, DISCLOSURE, 8)
    hear(hall, DISCLOSURE, 9)
    assert len(concerns(hall)) == 1


def test_a_disclosure_from_nobody_knows_whom_is_not_kept_and_says_so(hall: Hall) -> None:
    assert hear(hall, DISCLOSURE) is Outcome.NOBODY
    assert count(hall, Concern) == 0
    with hall.sessions.reading() as session:
        assert session.scalars(select(Outbox)).one().payload == Outcome.NOBODY


@pytest.mark.parametrize("text", ["\ud800 hello", "a\x00b", "x" * 100_000])
def test_no_text_is_too_odd_to_be_heard(hall: Hall, text: str) -> None:
    assert hear(hall, text) is Outcome.STRANGER


def test_hearing_settles_the_update_with_its_reply(hall: Hall) -> None:
    hear(hall, "hello", 9)
    with hall.sessions.reading() as session:
        kept = session.get_one(Inbox, 9)
    assert (kept.state, kept.payload_s) == (InboxState.DONE, None)


def test_leaving_the_door_leaves_nothing_there(hall: Hall) -> None:
    doorstep.wait(hall, update(hall, 1), Chat(invited(hall).token, ANNE), "?")
    doorstep.leave(hall, update(hall, 2), ANNE, "goodbye")
    assert count(hall, Doorstep) == 0


def test_somebody_under_16_leaves_nothing_and_the_link_still_opens_in_a_browser(
    hall: Hall,
) -> None:
    person = invited(hall)
    chat = Chat(person.token, ANNE)
    doorstep.wait(hall, update(hall, 1), chat, "?")
    doorstep.turn_away(hall, update(hall, 2), chat, "the browser")
    assert (count(hall, Doorstep), count(hall, Draft)) == (0, 0)
    assert isinstance(converse.open(hall, Link(person.token, "a browser"), "3"), Seat)


def test_who_first_said_16_and_then_under_16_loses_what_was_begun_in_the_chat(hall: Hall) -> None:
    person = invited(hall)
    chat = Chat(person.token, ANNE)
    seat = converse.open(hall, chat, "1")
    assert isinstance(seat, Seat)
    converse.receive(hall, seat, "2", Skip("report_in_time"))
    converse.receive(hall, seat, "3", Answer("was_there", DISCLOSURE))
    doorstep.turn_away(hall, update(hall, 4), chat, "the browser")
    assert count(hall, Draft) == 0
    assert len(concerns(hall)) == 1, "a concern stays, whatever becomes of the form"
    assert isinstance(converse.open(hall, Link(person.token, "a browser"), "5"), Seat)


def test_nobody_is_turned_away_from_anothers_form(hall: Hall) -> None:
    person = invited(hall)
    converse.open(hall, Chat(person.token, ANNE), "1")
    doorstep.turn_away(hall, update(hall, 2, BEN), Chat(person.token, BEN), "the browser")
    assert count(hall, Draft) == 1


def test_being_let_in_twice_welcomes_once_and_before_the_first_question(hall: Hall) -> None:
    person = invited(hall)
    chat, number = Chat(person.token, ANNE), update(hall)
    for _ in range(2):
        doorstep.admit(hall, number, ANNE, "welcome")
        converse.open(hall, chat, str(number))
    with hall.sessions.reading() as session:
        waiting = session.scalars(select(Outbox).order_by(Outbox.due_at)).all()
        assert [row.payload == "welcome" for row in waiting] == [True, False]
    assert count(hall, ProcessedInput) == 1
