"""Buttons in a chat: ticked, late, doubled, off the path."""

from __future__ import annotations

from bot.loopback import FakeBotApi
from services.hall import Hall
from surveys.kinds import RespondentRole
from tests.builders.invited import invited
from tests.builders.stored import draft_answers
from tests.builders.telegram import Person, bot_running, eventually

TICKS = ["Someone from my family", "A friend", "Nobody"]


def test_ticks_show_at_once_and_done_sends_them(sqlite_hall: Hall, api: FakeBotApi) -> None:
    asked = invited(sqlite_hall)
    with bot_running(sqlite_hall, api):
        person = Person(api)
        person.enters(asked.token)
        person.skips_to("Who was there to support you?")
        shown = person.taps("Someone from my family")
        assert shown.buttons[0][0] == "✅ Someone from my family"
        person.taps("A friend")
        person.taps("Someone from my family")
        person.taps("Done")
        assert "Did people listen" in person.text
        eventually(lambda: len(api.telegram.seen_taps) > 5)
    assert draft_answers(sqlite_hall)["who_was_there"] == ("friend",)


def test_nobody_excludes_everybody_else(sqlite_hall: Hall, api: FakeBotApi) -> None:
    asked = invited(sqlite_hall)
    with bot_running(sqlite_hall, api):
        person = Person(api)
        person.enters(asked.token)
        person.skips_to("Who was there to support you?")
        for label in TICKS:
            person.taps(label)
        ticked = [label for label, _ in person.last.buttons if "✅" in label]
    assert ticked == ["✅ Nobody"]


def test_three_quick_ticks_are_three_ticks(sqlite_hall: Hall, api: FakeBotApi) -> None:
    asked = invited(sqlite_hall)
    with bot_running(sqlite_hall, api):
        person = Person(api)
        person.enters(asked.token)
        person.skips_to("Who was there to support you?")
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
        person.skips_to("Who was there to support you?")
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
    assert draft_answers(sqlite_hall)["report_in_time"] == "no"


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
    assert "overall" not in draft_answers(sqlite_hall)


def test_late_ticks_lead_back_to_where_one_is(sqlite_hall: Hall, api: FakeBotApi) -> None:
    asked = invited(sqlite_hall)
    with bot_running(sqlite_hall, api):
        person = Person(api)
        person.enters(asked.token)
        person.skips_to("Who was there to support you?")
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
    assert draft_answers(sqlite_hall)["report_in_time"] == "no"
