"""What the bot shows: every question of every released form as Telegram takes it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.messages import messages
from bot.pretend import plain
from bot.replies import Reply, View
from bot.taps import Verb, write
from services.council import Council, HelpLine
from services.respond.turns import Turn
from surveys import library
from surveys.kinds import Kind, Level, Mode, RespondentRole, Status
from surveys.notices import Help, Reason, Refuse, Stale
from surveys.outputs import Ask, Choice, Completed, Output, Review, ReviewItem, Say, Withdrawn
from surveys.questionnaire import Questionnaire
from tests.builders.shown import YES_NO, labels, posted, shown, taps
from tests.builders.turns import DRAFT, WORDS, turn_of, walked

FORMS = library.all_released()


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.id)
def test_telegram_takes_every_turn_of_every_form_in_one_message(form: Questionnaire) -> None:
    for turn in walked(form):
        (message,) = messages(Reply(7, turn), Council())
        posted(message)
        assert all(len(button.data.encode()) <= 64 for row in message.keyboard for button in row)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.id)
@pytest.mark.parametrize("view", [View.ANSWERS, View.MODES, View.HELPERS, View.HELP, View.DELETE])
def test_telegram_takes_every_look_at_every_turn(form: Questionnaire, view: View) -> None:
    for turn in walked(form):
        for message in messages(Reply(7, turn, view), Council()):
            posted(message)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.id)
def test_every_question_can_be_skipped_stopped_and_helped_with(form: Questionnaire) -> None:
    for turn in walked(form):
        ask = next((output for output in turn.outputs if isinstance(output, Ask)), None)
        if ask is None:
            continue
        (message,) = messages(Reply(7, turn), Council())
        verbs = {tap.verb for tap in taps(message)}
        assert {Verb.PAUSE, Verb.STOP, Verb.SHOW} <= verbs
        assert (Verb.SKIP in verbs) is (ask.kind is not Kind.STATEMENT)


def test_the_words_of_form_and_person_cannot_become_markup() -> None:
    item = ReviewItem("q", "What <i>now</i>?", WORDS, skipped=False)
    message = shown(Review((item,), (), (Mode.LINKED,), None))
    assert WORDS in plain(message.html)
    assert "<i>now" not in message.html


def test_faces_have_words_beside_their_signs() -> None:
    choices = (Choice("bad", "Bad", "face_bad"), Choice("good", "Good", "face_good"))
    assert labels(shown(Ask("overall", Kind.FACES, "How?", choices=choices)))[:2] == [
        "🙁 Bad",
        "🙂 Good",
    ]


def test_short_answers_stand_beside_each_other_and_long_ones_below() -> None:
    short = shown(Ask("q", Kind.YES_NO, "Sure?", choices=YES_NO))
    long = (*YES_NO[:2], Choice("other", "Something else altogether"))
    assert [len(row) for row in short.keyboard] == [3, 1, 3]
    assert [len(row) for row in shown(Ask("q", Kind.SINGLE, "?", choices=long)).keyboard][:3] == [
        1,
        1,
        1,
    ]


def test_choices_too_long_for_a_button_are_listed_and_numbered() -> None:
    choices = (Choice("a", "A rather long way of saying that it was all right"), Choice("b", "No"))
    message = shown(Ask("q", Kind.SINGLE, "Well?", choices=choices))
    assert "1. A rather long way of saying that it was all right\n2. No" in plain(message.html)
    assert labels(message)[:2] == ["1", "2"]
    assert "Tap a number, or type it." in plain(message.html)


def test_codes_too_long_for_a_button_go_by_their_place() -> None:
    choices = tuple(Choice(f"{'c' * 38}_{n}", f"Choice {n}") for n in range(3))
    message = shown(Ask("q" * 40, Kind.MULTIPLE, "Which?", choices=choices))
    assert [tap.code for tap in taps(message)[:3]] == ["#0", "#1", "#2"]


def test_a_scale_has_eleven_buttons_and_says_what_both_ends_mean() -> None:
    steps = tuple(Choice(str(step), str(step)) for step in range(11))
    message = shown(Ask("s", Kind.SCALE, "How safe?", choices=steps, low="not", high="very"))
    assert labels(message)[:11] == [str(step) for step in range(11)]
    assert "0 means: not\n10 means: very" in plain(message.html)


def test_ticks_of_an_earlier_answer_are_there_when_one_comes_back() -> None:
    message = shown(
        Ask("q", Kind.MULTIPLE, "Who?", choices=YES_NO, answered=True, value=("no",), position=2)
    )
    assert labels(message)[:3] == ["▫️ Yes", "✅ No", "▫️ Not sure"]
    assert "Your answer so far: No" in plain(message.html)
    assert "Keep my answer" in labels(message)


@pytest.mark.parametrize(
    ("ask", "said"),
    [
        (Ask("q", Kind.LONG_TEXT, "?"), "Write your answer and send it."),
        (Ask("q", Kind.NUMBER, "?"), "Write a number, such as 3 or 2.5."),
        (Ask("q", Kind.NUMBER, "?", low="1", high="9"), "Write a number from 1 to 9."),
        (Ask("q", Kind.DATE, "?"), "For example 3/10/2026."),
        (Ask("q", Kind.MULTIPLE, "?", choices=YES_NO, max_choices=2), "Choose up to 2."),
        (Ask("q", Kind.LONG_TEXT, "?", answered=True, value="mine"), "so far: mine"),
        (Ask("q", Kind.DATE, "?", answered=True, value="2026-10-03"), "so far: 3/10/2026"),
        (Ask("q", Kind.LONG_TEXT, "?", answered=True), "we do not show it again"),
        (Ask("q", Kind.LONG_TEXT, "?", skipped=True), "You skipped this one."),
        (Ask("q", Kind.LONG_TEXT, "?", more="Why we ask"), "Why we ask"),
        (Ask("q", Kind.LONG_TEXT, "?", picture="house_good"), "☀️ ?"),
        (Ask("q", Kind.LONG_TEXT, "?", position=2, total=9), "Question 2 of 9"),
        (Ask("q", Kind.YES_NO, "?", choices=YES_NO, closing=True), "Before you send, 1 of 1"),
    ],
)
def test_a_question_says_how_it_can_be_answered_and_what_was_said(ask: Ask, said: str) -> None:
    assert said in plain(shown(ask).html)


def test_a_statement_is_only_gone_on_from() -> None:
    assert labels(shown(Ask("hello", Kind.STATEMENT, "Hello."))) == [
        "OK, go on",
        "Break",
        "Stop",
        "Help",
    ]


NEXT = Ask("q", Kind.LONG_TEXT, "And now?")


@pytest.mark.parametrize(
    ("notice", "said"),
    [
        (Help(Level.NOW), "call 999"),
        (Help(Level.SOON), "on a working day"),
        (Refuse(Reason.TOO_LONG, "q", 5000), "longer than the 5000 characters"),
        (Stale("q"), "We had moved on"),
        (Stale(""), "Those words do not fit here"),
    ],
)
def test_what_must_be_said_first_comes_before_the_question(notice: Output, said: str) -> None:
    text = plain(shown(notice, NEXT).html)
    assert said in text
    assert text.index(said) < text.index("And now?")


@pytest.mark.parametrize("reason", Reason)
def test_every_refusal_has_words(reason: Reason) -> None:
    assert plain(shown(Refuse(reason, "q", 3), NEXT).html)


@pytest.mark.parametrize(
    ("output", "buttons"),
    [
        (Say("paused"), ["Go on", "Help"]),
        (Say("stop_choice"), ["Send what I said", "Delete it", "Go on", "Help"]),
        (Completed(), []),
        (Completed(partial=True), []),
        (Withdrawn(), []),
    ],
)
def test_breaks_and_ends_offer_only_what_still_makes_sense(
    output: Output, buttons: list[str]
) -> None:
    assert labels(shown(output)) == buttons


@pytest.mark.parametrize("view", [View.ANSWERS, View.MODES])
def test_a_look_at_the_end_before_it_has_come_shows_where_one_is(view: View) -> None:
    assert "And now?" in plain(shown(NEXT, view=view).html)


def test_help_gives_the_councils_numbers_and_two_ways_to_tell_us() -> None:
    line = HelpLine(name="Night <line>", number="0300 123 4567", hours="9pm to 7am")
    council = Council(help_lines=(*Council().help_lines, line))
    (message,) = messages(Reply(7, turn_of(NEXT), View.HELP), council)
    assert "Night <line>: 0300 123 4567 (9pm to 7am)" in plain(message.html)
    assert [tap.code for tap in taps(message)] == ["now", "today", "turn"]


def test_help_without_a_form_gives_numbers_and_promises_nothing() -> None:
    (message,) = messages(Reply(7, None, View.HELP), Council())
    assert "0800 1111" in plain(message.html)
    assert message.keyboard == ()


def test_a_child_is_not_shown_the_lines_for_adults() -> None:
    turn = replace(turn_of(Help(Level.NOW), NEXT), role=RespondentRole.CHILD)
    (message,) = messages(Reply(7, turn), Council())
    assert "Samaritans" not in message.html


def test_deleting_is_asked_about_first() -> None:
    message = shown(NEXT, view=View.DELETE)
    assert [(tap.verb, tap.code) for tap in taps(message)] == [
        (Verb.WITHDRAW, "sure"),
        (Verb.SHOW, "turn"),
    ]


def test_the_age_question_carries_the_link_itself() -> None:
    token = "lzfVr97xKEEpNiGviNvI2A"
    (message,) = messages(Reply(7, view=View.AGE, token=token), Council())
    assert [(tap.verb, tap.about) for tap in taps(message)] == [
        (Verb.OLD_ENOUGH, token),
        (Verb.TOO_YOUNG, token),
    ]


def test_a_note_comes_before_the_question_it_is_about() -> None:
    text = plain(shown(NEXT, note="late.button").html)
    assert text.startswith("That button belongs to something we have left.")
    assert text.index("And now?") > 0


def test_a_reply_survives_the_outbox() -> None:
    for view in View:
        reply = Reply(7, turn_of(NEXT, Help(Level.NOW)), view, "late.button", "l", "t", "T", "i")
        assert Reply.from_json(reply.to_json()) == reply


def test_a_turn_put_there_by_the_conversation_itself_is_read_as_one() -> None:
    turn: Turn = turn_of(NEXT, status=Status.ASKING)
    kept = f'{{"chat_id": 7, "turn": {turn.to_json()}}}'
    assert Reply.from_json(kept) == Reply(7, turn)


def test_buttons_are_marked_with_their_conversation() -> None:
    assert {tap.about for tap in taps(shown(NEXT))} == {DRAFT.hex[:6]}
    assert write(taps(shown(NEXT))[0]).startswith("s|a1b2c3|q")
