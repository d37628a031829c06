"""A form in a chat: buttons late and doubled, odd texts, breaks, help and deleting."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from bot.loopback import FakeBotApi
from bot.pretend import plain
from services.hall import Hall
from services.respond import converse
from services.respond.turns import Turn
from storage.models import Draft
from surveys.kinds import Mode, RespondentRole
from surveys.state import State, Value
from tests.builders.invited import invited
from tests.builders.stored import concerns, count, responses
from tests.builders.telegram import Person, bot_running, eventually

TICKS = ["Someone from my family", "A friend", "Nobody"]


def answers(hall: Hall) -> dict[str, Value]:
    """Return the answers in the only draft."""
    with hall.sessions.reading() as session:
        draft = session.scalars(select(Draft)).one()
        return dict(State.from_json(draft.state or "").answers)


def turn(hall: Hall, person: Person) -> Turn:
    seat = converse.seat_of_chat(hall, person.chat_id)
    assert seat is not None
    return converse.show(hall, seat)


def skips_to(person: Person, question: str) -> None:
    while question not in person.text:
        person.taps("Skip")


def test_ticks_show_at_once_and_done_sends_them(sqlite_hall: Hall, api: FakeBotApi) -> None:
    asked = invited(sqlite_hall)
    with bot_running(sqlite_hall, api):
        person = Person(api)
        person.enters(asked.token)
        skips_to(person, "Who was there to support you?")
        shown = person.taps("Someone from my family")
        assert shown.buttons[0][0] == "✅ Someone from my family"
        person.taps("A friend")
        person.taps("Someone from my family")
        person.taps("Done")
        assert "Did people listen" in person.text
        eventually(lambda: len(api.telegram.seen_taps) > 5)
    assert answers(sqlite_hall)["who_was_there"] == ("friend",)


def test_nobody_excludes_everybody_else(sqlite_hall: Hall, api: FakeBotApi) -> None:
    asked = invited(sqlite_hall)
    with bot_running(sqlite_hall, api):
        person = Person(api)
        person.enters(asked.token)
        skips_to(person, "Who was there to support you?")
        for label in TICKS:
            person.taps(label)
        ticked = [label for label, _ in person.last.buttons if "✅" in label]
    assert ticked == ["✅ Nobody"]


def test_three_quick_ticks_are_three_ticks(sqlite_hall: Hall, api: FakeBotApi) -> None:
    asked = invited(sqlite_hall)
    with bot_running(sqlite_hall, api):
        person = Person(api)
        person.enters(asked.token)
        skips_to(person, "Who was there to support you?")
        message, data = person.last, dict(person.last.buttons)
        for label in ("▫️ A friend", "▫️ An advocate", "▫️ A solicitor"):
            # All three leave the phone before the first of them shows.
            api.telegram.tap(person.chat_id, message.number, data[label])
        eventually(
            lambda: len([1 for label, _ in person.last.buttons if label.startswith("✅")]) == 3
        )


def test_done_without_a_tick_says_what_to_do(sqlite_hall: Hall, api: FakeBotApi) -> None:
    asked = invited(sqlite_hall)
    with bot_running(sqlite_hall, api):
        person = Person(api)
        person.enters(asked.token)
        skips_to(person, "Who was there to support you?")
        person.taps("Done")
        assert "There is no answer yet." in person.text


def test_a_late_button_changes_that_answer_and_shows_where_one_is(
    sqlite_hall: Hall, api: FakeBotApi
) -> None:
    asked = invited(sqlite_hall)
    with bot_running(sqlite_hall, api):
        person = Person(api)
        first = person.enters(asked.token)
        person.taps("Yes")
        person.taps("Yes")
        person.taps("No", first)
        assert "How was the conference for you?" in person.text
    assert answers(sqlite_hall)["report_in_time"] == "no"


def test_a_button_off_the_path_is_not_taken_and_says_so(sqlite_hall: Hall, api: FakeBotApi) -> None:
    asked = invited(sqlite_hall, "young_person_after_review", RespondentRole.YOUNG_PERSON)
    with bot_running(sqlite_hall, api):
        person = Person(api)
        first = person.enters(asked.token)
        person.taps("Yes")
        faces = person.last
        person.taps("No", first)
        assert "Why were you not there?" in person.text
        person.taps("🙂 Good", faces)
        assert "We had moved on" in person.text
    assert "overall" not in answers(sqlite_hall)


def test_late_ticks_lead_back_to_where_one_is(sqlite_hall: Hall, api: FakeBotApi) -> None:
    asked = invited(sqlite_hall)
    with bot_running(sqlite_hall, api):
        person = Person(api)
        person.enters(asked.token)
        skips_to(person, "Who was there to support you?")
        ticks = person.last
        person.taps("Skip")
        person.taps("A friend", ticks)
        assert "That button belongs to something we have left" in person.text
        assert "Did people listen" in person.text


def test_back_twice_in_one_breath_is_one_step(sqlite_hall: Hall, api: FakeBotApi) -> None:
    asked = invited(sqlite_hall)
    with bot_running(sqlite_hall, api):
        person = Person(api)
        person.enters(asked.token)
        person.taps("Skip")
        third = person.taps("Skip")
        for _ in range(2):
            person.taps("Back", third)
        assert "Were you at the conference?" in person.text


def test_going_back_offers_to_keep_what_was_said(sqlite_hall: Hall, api: FakeBotApi) -> None:
    asked = invited(sqlite_hall)
    with bot_running(sqlite_hall, api):
        person = Person(api)
        person.enters(asked.token)
        person.taps("No")
        person.taps("Back")
        assert "Your answer so far: No" in person.text
        person.taps("Keep my answer")
        assert "Were you at the conference?" in person.text
    assert answers(sqlite_hall)["report_in_time"] == "no"


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
        skips_to(person, "What is working well?")
        person.types(text)
        assert "What are you worried about?" in person.text
        person.taps("Back")
        assert f"Your answer so far: {kept}" in person.text
    assert answers(sqlite_hall)["working_well"] == kept


def test_a_text_of_100_kb_is_refused_with_the_limit_and_nothing_is_cut(
    sqlite_hall: Hall, api: FakeBotApi
) -> None:
    asked = invited(sqlite_hall)
    with bot_running(sqlite_hall, api):
        person = Person(api)
        person.enters(asked.token)
        skips_to(person, "What is working well?")
        person.types("word " * 20_000)
        assert "longer than the 5000 characters" in person.text
        assert "What is working well?" in person.text
    assert "working_well" not in answers(sqlite_hall)


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
        skips_to(person, "What is working well?")
        person.types("my canary words")
        person.types("pause")
        person.types("/resume")
        person.taps("Back")
        assert "canary" not in person.text
        assert "we do not show it again" in person.text
        person.taps("Keep my answer")
        skips_to(person, "This is what you said")
        assert "canary" not in person.text
        assert "Answered before the break" in person.text


def test_at_the_end_answers_helper_and_way_of_being_known_can_be_changed(
    sqlite_hall: Hall, api: FakeBotApi
) -> None:
    asked = invited(sqlite_hall)
    with bot_running(sqlite_hall, api):
        person = Person(api)
        person.enters(asked.token)
        skips_to(person, "This is what you said")
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
        skips_to(person, "What is working well?")
        person.types("my canary words")
        person.types("/stop")
        person.taps("Send what I said")
        sent = len(api.telegram.posted)
        for typed in ("/start", f"/start {asked.token}", "/back", "/resume", "/help", "hello"):
            person.types(typed)
        for message in api.telegram.posted[:sent]:
            for _, data in message.buttons:
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
