"""A form in a chat: odd texts, breaks, help, deleting, and the end."""

from __future__ import annotations

import pytest

from bot.loopback import FakeBotApi
from bot.pretend import plain
from services.hall import Hall
from storage.models import Draft
from surveys.kinds import Mode
from tests.builders.invited import invited
from tests.builders.stored import concerns, count, draft_answers, responses
from tests.builders.telegram import Person, bot_running, eventually


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("a\x00b\ud800c", "ab\ufffdc"),
        ("<b>x</b> & {{7*7}} | /stop", "<b>x</b> & {{7*7}} | /stop"),
        ("👩‍👩‍👧 ŵŷ \u202etxet", "👩‍👩‍👧 ŵŷ txet"),
    ],
)
def test_odd_texts_are_kept_as_far_as_they_are_words(
    sqlite_hall: Hall, api: FakeBotApi, text: str, kept: str
) -> None:
    asked = invited(sqlite_hall)
    with bot_running(sqlite_hall, api):
        person = Person(api)
        person.enters(asked.token)
        person.skips_to("What is working well?")
        person.types(text)
        assert "What are you worried about?" in person.text
        person.taps("Back")
        assert f"Your answer so far: {kept}" in person.text
    assert draft_answers(sqlite_hall)["working_well"] == kept


def test_a_text_of_100_kb_is_refused_with_the_limit_and_nothing_is_cut(
    sqlite_hall: Hall, api: FakeBotApi
) -> None:
    asked = invited(sqlite_hall)
    with bot_running(sqlite_hall, api):
        person = Person(api)
        person.enters(asked.token)
        person.skips_to("What is working well?")
        person.types("word " * 20_000)
        assert "longer than the 5000 characters" in person.text
        assert "What is working well?" in person.text
    assert "working_well" not in draft_answers(sqlite_hall)


def test_words_where_buttons_are_meant_are_screened_all_the_same(
    sqlite_hall: Hall, api: FakeBotApi
) -> None:
    asked = invited(sqlite_hall)
    with bot_running(sqlite_hall, api):
        person = Person(api)
        person.enters(asked.token)
        person.types("he hits me every night")
        assert "Get help now" in person.text
        person.taps("Break")
        person.types("my stepdad hits me too")
        assert "Get help now" in person.text
        person.types("/stop")
        person.types("he said he will kill me")
        assert "Get help now" in person.text
    assert len(concerns(sqlite_hall)) == 3


def test_help_is_one_tap_away_and_can_tell_us(sqlite_hall: Hall, api: FakeBotApi) -> None:
    asked = invited(sqlite_hall)
    with bot_running(sqlite_hall, api):
        person = Person(api)
        person.enters(asked.token)
        person.taps("Help")
        assert "0800 1111" in person.text
        assert concerns(sqlite_hall) == ()
        person.taps("I am not safe now")
        assert "Thank you for telling us" in person.text
        assert "Question 1" in person.text
    assert concerns(sqlite_hall) == (("", "now"),)


def test_deleting_asks_first_and_an_old_button_deletes_nothing(
    sqlite_hall: Hall, api: FakeBotApi
) -> None:
    asked = invited(sqlite_hall)
    with bot_running(sqlite_hall, api):
        person = Person(api)
        person.enters(asked.token)
        person.types("/stop")
        stopping = person.last
        person.taps("Go on")
        person.taps("Delete it", stopping)
        assert "Question 1" in person.text
        assert count(sqlite_hall, Draft) == 1
        person.types("/delete")
        person.taps("Back to my form")
        assert "Question 1" in person.text
        person.types("delete")
        person.taps("Yes, delete it")
        assert "Your answers are deleted." in person.text
    assert count(sqlite_hall, Draft) == 0
    assert responses(sqlite_hall) == ()


def test_after_a_break_earlier_answers_are_not_shown_again(
    sqlite_hall: Hall, api: FakeBotApi
) -> None:
    asked = invited(sqlite_hall)
    with bot_running(sqlite_hall, api):
        person = Person(api)
        person.enters(asked.token)
        person.skips_to("What is working well?")
        person.types("my canary words")
        person.types("pause")
        person.types("/resume")
        person.taps("Back")
        assert "canary" not in person.text
        assert "we do not show it again" in person.text
        person.taps("Keep my answer")
        person.skips_to("This is what you said")
        assert "canary" not in person.text
        assert "Answered before the break" in person.text


def test_at_the_end_answers_helper_and_way_of_being_known_can_be_changed(
    sqlite_hall: Hall, api: FakeBotApi
) -> None:
    asked = invited(sqlite_hall)
    with bot_running(sqlite_hall, api):
        person = Person(api)
        person.enters(asked.token)
        person.skips_to("This is what you said")
        while any(label == "Skip" for label, _ in person.last.buttons):
            person.taps("Skip")
        person.types("you may know who i am")
        person.taps("See or change my answers")
        person.taps("1")
        assert "Did you get the report in time" in person.text
        person.taps("Yes")
        person.taps("Change how I am known")
        person.taps("Read my words, but not my name")
        person.taps("Somebody helped me")
        person.taps("Yes, someone in my family")
        assert "Read my words, but not my name" in person.text
        person.taps("Send")
        assert "Thank you. We have what you said" in person.text
        person.taps("Send", api.telegram.posted[-2])
        assert "belongs to a form that is closed" in person.text
    (stored,) = responses(sqlite_hall)
    assert (stored.mode, stored.helper) == (Mode.CONFIDENTIAL, "family")
    assert {row.question: row.code for row in stored.rows}["report_in_time"] == "yes"


def test_after_the_end_no_answer_can_be_called_up_again(sqlite_hall: Hall, api: FakeBotApi) -> None:
    asked = invited(sqlite_hall)
    with bot_running(sqlite_hall, api):
        person = Person(api)
        person.enters(asked.token)
        person.skips_to("What is working well?")
        person.types("my canary words")
        person.types("/stop")
        person.taps("Send what I said")
        sent = len(api.telegram.posted)
        for typed in ("/start", f"/start {asked.token}", "/back", "/resume", "/help", "hello"):
            person.types(typed)
        for message in api.telegram.posted[:sent]:
            for _, data in message.buttons[::4]:
                person.taps_data(data, message)
    assert not any("canary" in plain(posted.text) for posted in api.telegram.posted[sent:])


def test_nothing_the_bot_says_can_be_forwarded(sqlite_hall: Hall, api: FakeBotApi) -> None:
    asked = invited(sqlite_hall)
    with bot_running(sqlite_hall, api):
        Person(api).enters(asked.token)
    assert all(posted.protected for posted in api.telegram.posted)


def test_every_tap_is_taken_notice_of(sqlite_hall: Hall, api: FakeBotApi) -> None:
    asked = invited(sqlite_hall)
    with bot_running(sqlite_hall, api):
        person = Person(api)
        person.enters(asked.token)
        for label in ("Skip", "Back", "Help"):
            person.taps(label)
        person.taps_data("rubbish")
        eventually(lambda: len(api.telegram.seen_taps) == 5)
