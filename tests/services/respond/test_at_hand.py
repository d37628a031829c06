"""A draft with all that an answer needs of it, read at once and moved on in its place."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import event
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError

from services.hall import Hall
from services.respond import converse, once
from services.respond.asked import understood
from services.respond.at_hand import AtHand, Next, find, go_on
from services.respond.keys import Chat, Seat
from services.upkeep.paper_desk import nameless
from storage.actors import OPERATOR
from storage.keys import KeyFault
from storage.kinds import Channel
from storage.models import Draft
from surveys.inputs import Answer, Back, Distress
from surveys.kinds import Level, RespondentRole
from tests.builders.clock import Clock
from tests.builders.invited import invited
from tests.builders.talk import BROWSER, Talk, sit_down


@pytest.fixture
def talk(hall: Hall) -> Talk:
    return sit_down(hall, invited(hall))


def at_hand(hall: Hall, draft: UUID, *heard: str) -> AtHand:
    with hall.sessions.reading() as session:
        found = find(session, hall.keys, draft, *heard)
    assert found is not None
    return found


def move(hall: Hall, after: Next) -> None:
    with hall.sessions.writing() as session:
        go_on(session, hall.keys, after)


def following(found: AtHand) -> Next:
    later = found.touched_at + timedelta(hours=1)
    state = replace(found.state, answers={"was_there": "no"})
    return Next(found.id, found.revision, state, later, later + timedelta(days=9))


def test_an_answer_costs_one_question_to_the_database_and_two_writes(
    talk: Talk, hall: Hall
) -> None:
    talk.answer("report_in_time", "yes")
    sent: list[str] = []
    listening = (hall.sessions.engine, "before_cursor_execute", lambda *told: sent.append(told[2]))
    event.listen(*listening)
    try:
        for given in (Answer("was_there", "no"), Back()):
            talk.say(given)
    finally:
        event.remove(*listening)
    work = [words.split()[0] for words in sent if not words.startswith("BEGIN")]
    assert work == ["SELECT", "UPDATE", "INSERT"] * 2


def test_what_is_at_hand_is_what_the_row_holds(talk: Talk, hall: Hall, clock: Clock) -> None:
    clock.advance(hours=1)
    talk.answer("report_in_time", "no")
    found = at_hand(hall, talk.seat.draft_id)
    with hall.sessions.reading() as session:
        row = session.get_one(Draft, talk.seat.draft_id)
        assert (found.state.to_json(), found.revision) == (row.state, row.revision)
        assert (found.browser_hmac, found.chat_id) == (row.browser_hmac, None)
        assert (found.touched_at, found.expires_at) == (row.touched_at, row.expires_at)
        wording = found.questionnaire
        assert (wording.id, wording.version) == (row.questionnaire, row.version)
    assert found.touched_at == clock()
    assert found.browser_hmac == hall.keys.digest("browser", BROWSER)
    assert found.state.answers == {"report_in_time": "no"}
    assert found.role is RespondentRole.PARENT


def test_a_concern_and_the_effect_of_an_input_are_told_of_their_own_draft(
    talk: Talk, hall: Hall
) -> None:
    other = sit_down(hall, invited(hall), "another browser")
    talk.say(Distress(Level.TODAY), "tap")
    mine = at_hand(hall, talk.seat.draft_id, Channel.WEB, "tap")
    assert (mine.heard, mine.taken) == (True, True)
    assert not at_hand(hall, talk.seat.draft_id, Channel.TELEGRAM, "tap").taken
    assert not at_hand(hall, talk.seat.draft_id).taken
    assert not at_hand(hall, other.seat.draft_id).heard


def test_a_chat_is_at_hand_by_its_number_and_nobody_by_name_has_no_role(sqlite_hall: Hall) -> None:
    person = invited(sqlite_hall)
    seat = converse.open(sqlite_hall, Chat(person.token, 4711), "1")
    assert isinstance(seat, Seat)
    assert at_hand(sqlite_hall, seat.draft_id).chat_id == 4711
    paper = nameless(sqlite_hall, OPERATOR, "carer_own_views", uuid4().hex)
    assert at_hand(sqlite_hall, paper).role is None


def test_the_next_state_stands_in_the_place_of_the_one_that_was_read(
    talk: Talk, hall: Hall
) -> None:
    before = at_hand(hall, talk.seat.draft_id)
    after = following(before)
    move(hall, after)
    found = at_hand(hall, talk.seat.draft_id)
    assert (found.state, found.revision) == (after.state, before.revision + 1)
    assert (found.touched_at, found.expires_at) == (after.now, after.until)


def test_a_state_made_from_an_older_one_is_not_kept(talk: Talk, hall: Hall) -> None:
    before = at_hand(hall, talk.seat.draft_id)
    talk.answer("report_in_time", "no")
    with pytest.raises(StaleDataError):
        move(hall, following(before))
    assert at_hand(hall, talk.seat.draft_id).state.answers == {"report_in_time": "no"}


def test_a_draft_that_is_gone_is_not_found_and_not_written(talk: Talk, hall: Hall) -> None:
    before = at_hand(hall, talk.seat.draft_id)
    with hall.sessions.writing() as session:
        session.delete(session.get_one(Draft, before.id))
    with hall.sessions.reading() as session:
        assert find(session, hall.keys, before.id) is None
        assert find(session, hall.keys, uuid4()) is None
    with pytest.raises(StaleDataError):
        move(hall, following(before))


def test_what_waits_in_the_session_is_seen(talk: Talk, hall: Hall) -> None:
    with hall.sessions.writing() as session:
        session.get_one(Draft, talk.seat.draft_id).browser_hmac = b"moved"
        found = find(session, hall.keys, talk.seat.draft_id)
    assert found is not None
    assert found.browser_hmac == b"moved"


def test_a_sealed_state_opens_in_the_row_it_was_sealed_for_alone(sqlite_hall: Hall) -> None:
    one, two = (sit_down(sqlite_hall, invited(sqlite_hall)) for _ in range(2))
    move(sqlite_hall, following(at_hand(sqlite_hall, one.seat.draft_id)))
    with sqlite_hall.sessions.writing() as session:
        box = session.get_one(Draft, one.seat.draft_id).state_s
        session.get_one(Draft, two.seat.draft_id).state_s = box
    with pytest.raises(KeyFault):
        at_hand(sqlite_hall, two.seat.draft_id)


def test_the_mark_of_an_input_is_made_once(hall: Hall, clock: Clock) -> None:
    with hall.sessions.writing() as session:
        once.mark(session, Channel.WEB, "tap", clock(), "completed")
        made = once.done(session, Channel.WEB, "tap")
        assert made is not None
        assert (made.outcome, made.at) == ("completed", clock())
    with pytest.raises(IntegrityError), hall.sessions.writing() as session:
        once.mark(session, Channel.WEB, "tap", clock())


def test_a_wording_that_is_not_kept_is_no_questionnaire() -> None:
    with pytest.raises(LookupError, match="child_after_review@78 is not kept here"):
        understood(None, "child_after_review", 78)
