"""Taking one input: once, whole, and only acknowledged when it is kept."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from services.hall import Hall
from services.respond import converse
from services.respond.keys import Chat, Seat
from services.respond.turns import Turn
from storage.models import Concern, Draft, Outbox, ProcessedInput
from surveys.inputs import Answer, ChooseIdentity, Confirm, Distress, Skip, Stop, Withdraw
from surveys.kinds import Level, Mode, Status
from surveys.notices import Help, Reason, Refuse, Stale
from surveys.outputs import Ask, Completed, Say, Withdrawn
from tests.builders.invited import invited
from tests.builders.stored import concerns, count, responses
from tests.builders.talk import Talk, sit_down


def kinds(turn: Turn) -> list[str]:
    return [output.type for output in turn.outputs]


def asked(turn: Turn) -> str:
    return next(output.question for output in turn.outputs if isinstance(output, Ask))


@pytest.fixture
def talk(hall: Hall) -> Talk:
    return sit_down(hall, invited(hall))


def test_the_same_input_twice_has_one_effect(talk: Talk, hall: Hall) -> None:
    first = talk.say(Answer("report_in_time", "no"), "tap-1")
    again = talk.say(Answer("report_in_time", "no"), "tap-1")
    assert asked(first) == asked(again) != "report_in_time"
    assert count(hall, ProcessedInput) == 1


def test_twenty_simultaneous_sends_of_one_answer_count_once(talk: Talk, hall: Hall) -> None:
    with ThreadPoolExecutor(20) as pool:
        turns = list(
            pool.map(lambda _: talk.say(Answer("report_in_time", "no"), "tap-1"), range(20))
        )
    assert len({asked(turn) for turn in turns}) == 1
    assert count(hall, ProcessedInput) == 1


def test_a_double_confirm_stores_one_response_and_both_are_told_so(talk: Talk, hall: Hall) -> None:
    talk.skip_to_review()
    talk.say(ChooseIdentity(Mode.LINKED))
    with ThreadPoolExecutor(8) as pool:
        turns = list(pool.map(lambda _: talk.say(Confirm(), "send"), range(8)))
    assert [kinds(turn) for turn in turns] == [["completed"]] * 8
    assert len(responses(hall)) == 1


def test_two_tabs_that_answer_different_questions_both_count(talk: Talk, hall: Hall) -> None:
    talk.answer("report_in_time", "no")
    with ThreadPoolExecutor(2) as pool:
        list(
            pool.map(
                lambda given: talk.say(*given),
                [(Answer("was_there", "no"), "tab-1"), (Answer("report_in_time", "yes"), "tab-2")],
            )
        )
    talk.send()
    rows = {row.question: row.code for row in responses(hall)[0].rows}
    assert (rows["was_there"], rows["report_in_time"]) == ("no", "yes")


def test_an_input_after_the_end_is_told_that_nothing_is_open(talk: Talk) -> None:
    talk.send()
    turn = talk.answer("report_in_time", "yes")
    assert turn.outputs == (Say("gone"),)
    assert turn.role is None


def test_showing_writes_nothing(talk: Talk, hall: Hall) -> None:
    talk.answer("report_in_time", "no")
    before = count(hall, ProcessedInput), _revision(hall)
    for _ in range(3):
        converse.show(hall, talk.seat)
    assert (count(hall, ProcessedInput), _revision(hall)) == before


def _revision(hall: Hall) -> int:
    with hall.sessions.reading() as session:
        return session.query(Draft).one().revision


def test_an_answer_of_100_kilobytes_is_refused_and_changes_nothing(talk: Talk, hall: Hall) -> None:
    turn = talk.answer("working_well", "a" * 100_000)
    notice = turn.outputs[0]
    assert isinstance(notice, Refuse | Stale)
    talk.send()
    assert all(row.text is None for row in responses(hall)[0].rows)


def test_an_overlong_disclosure_is_heard_although_it_is_refused(talk: Talk, hall: Hall) -> None:
    _walk_to(talk, "worried_about")
    words = "My stepdad hits me with his belt. " + "a " * 50_000
    turn = talk.answer("worried_about", words)
    assert {type(output) for output in turn.outputs} >= {Help, Refuse}
    assert [output.reason for output in turn.outputs if isinstance(output, Refuse)] == [
        Reason.TOO_LONG
    ]
    assert [question for question, _ in concerns(hall)] == ["worried_about"]


def _walk_to(talk: Talk, question: str) -> None:
    turn = converse.show(talk.hall, talk.seat)
    while asked(turn) != question:
        turn = talk.say(Skip(asked(turn)))


def test_nul_and_lone_surrogates_are_cleaned_before_they_are_kept(talk: Talk, hall: Hall) -> None:
    _walk_to(talk, "working_well")
    talk.answer("working_well", "They\x00 listened \ud800 to me")
    talk.send()
    texts = [row.text for row in responses(hall)[0].rows if row.text]
    assert len(texts) == 1
    assert "\x00" not in texts[0]
    assert texts[0].encode().decode().startswith("They listened")


def test_a_question_off_the_path_is_stale_and_shows_the_present_one(talk: Talk) -> None:
    turn = talk.answer("no_such_question", "yes")
    assert kinds(turn)[:2] == ["stale", "ask"]


def test_words_for_a_question_off_the_path_are_screened(talk: Talk, hall: Hall) -> None:
    turn = talk.answer("no_such_question", "My stepdad hits me with his belt")
    assert kinds(turn)[0] == "help"
    assert len(concerns(hall)) == 1


def test_stopping_and_sending_makes_a_partial_response(talk: Talk, hall: Hall) -> None:
    talk.answer("report_in_time", "no")
    talk.say(Stop())
    assert talk.say(Confirm()).outputs == (Completed(partial=True),)
    assert [(found.partial, found.mode) for found in responses(hall)] == [(True, "confidential")]


def test_withdrawing_deletes_everything(talk: Talk, hall: Hall) -> None:
    talk.answer("report_in_time", "no")
    turn = talk.say(Withdraw())
    assert (turn.outputs, turn.status) == ((Withdrawn(),), Status.WITHDRAWN)
    assert (count(hall, Draft), responses(hall)) == (0, ())


def test_withdrawing_keeps_words_under_an_open_concern_and_says_so(talk: Talk, hall: Hall) -> None:
    _walk_to(talk, "worried_about")
    talk.answer("worried_about", "My stepdad hits me with his belt")
    turn = talk.say(Withdraw())
    assert turn.outputs == (Withdrawn(), Say("concern_kept"))
    with hall.sessions.reading() as session:
        assert session.query(Concern).one().words == "My stepdad hits me with his belt"


def test_saying_not_safe_raises_one_concern_and_one_notice(talk: Talk, hall: Hall) -> None:
    for _ in range(3):
        turn = talk.say(Distress(Level.NOW))
    assert kinds(turn)[0] == "help"
    assert concerns(hall) == (("", "now"),)
    with hall.sessions.reading() as session:
        notice = session.query(Outbox).one()
        assert notice.kind == "concern_notice"
        assert "not_safe" not in (notice.payload or "")


def test_a_disclosure_is_heard_at_once_though_nothing_is_ever_sent(talk: Talk, hall: Hall) -> None:
    _walk_to(talk, "worried_about")
    talk.answer("worried_about", "My stepdad hits me with his belt")
    talk.answer("worried_about", "Nothing really")
    assert responses(hall) == ()
    assert [question for question, _ in concerns(hall)] == ["worried_about"]


def test_a_concern_moves_with_the_words_from_draft_to_response(talk: Talk, hall: Hall) -> None:
    talk.say(Distress(Level.NOW))
    talk.send()
    with hall.sessions.reading() as session:
        concern = session.query(Concern).one()
        assert concern.draft_id is None
        assert concern.response_id == responses(hall)[0].id


def test_a_browser_is_told_the_conversation_so_far_and_a_telegram_message_is_not(
    sqlite_hall: Hall,
) -> None:
    talk, person = sit_down(sqlite_hall, invited(sqlite_hall)), invited(sqlite_hall)
    seat = converse.open(sqlite_hall, Chat(person.token, 7), "1")
    assert isinstance(seat, Seat)

    here = talk.say(Answer("report_in_time", "no"))
    there = converse.receive(sqlite_hall, seat, "2", Answer("report_in_time", "no"))

    assert [each.shown for each in here.retold.said] == ["No"]
    assert there.retold.said == ()
