"""Playing a questionnaire in a terminal: what is printed, and what a typed line means."""

from __future__ import annotations

import pytest

from surveys.inputs import (
    Answer,
    Back,
    ChooseIdentity,
    Confirm,
    Distress,
    Input,
    Pause,
    Skip,
    Stop,
    Withdraw,
)
from surveys.kinds import Level, Mode, Status
from surveys.library import load
from surveys.playing import render, understand
from tests.surveys.builders import Talk


def child() -> Talk:
    return Talk(load("child_after_review"))


def type_lines(talk: Talk, *lines: str) -> Talk:
    for line in lines:
        given = understand(line, talk.shown)
        assert given is not None, line
        talk.take(given)
    return talk


@pytest.mark.parametrize(
    ("line", "given"),
    [
        ("/back", Back()),
        ("/pause", Pause()),
        ("/stop", Stop()),
        ("/delete", Withdraw()),
        ("/help", Distress(Level.SOON)),
        ("/send", Confirm()),
        (" /skip ", Skip("was_there")),
        ("3", Answer("was_there", "no")),
        ("No", Answer("was_there", "No")),
        ("9", Answer("was_there", "9")),
    ],
)
def test_a_typed_line_is_a_command_a_number_or_an_answer(line: str, given: Input) -> None:
    assert understand(line, child().shown) == given


def test_several_choices_are_typed_with_commas() -> None:
    talk = type_lines(child(), "no")

    assert understand("1, 3", talk.shown) == Answer("why_not_there", ("not_told", "bad_place"))


def test_a_number_on_a_scale_is_the_answer_and_not_a_place_in_a_list() -> None:
    talk = Talk(load("staff_on_quality_assurance"))
    type_lines(talk, "6", "no", "/skip")

    assert talk.asking == "scale_child_heard"
    assert understand("1", talk.shown) == Answer("scale_child_heard", "1")


def test_a_line_that_nothing_shown_can_take_means_nothing() -> None:
    assert understand("hello", child().take(Pause()).shown) is None
    assert understand("7", child().skip_all().shown) is None


def test_a_whole_questionnaire_can_be_played() -> None:
    talk = type_lines(child(), "1", "4", "1", "/skip", "2", "1", "Nothing", "My cat", "A dog")
    assert understand("2", talk.shown) == ChooseIdentity(Mode.CONFIDENTIAL)

    type_lines(talk, "2", "/send")
    assert talk.status is Status.COMPLETED


def test_a_question_is_printed_with_its_place_and_numbered_choices() -> None:
    printed = render(child().shown, "en").splitlines()

    assert printed[:2] == ["Question 1 of 9", "Were you at your review?"]
    assert printed[-3:] == ["  1. Yes", "  2. For some of it", "  3. No"]


def test_a_scale_is_printed_with_what_its_ends_mean() -> None:
    talk = type_lines(Talk(load("staff_on_quality_assurance")), "6", "no", "/skip")

    assert "0 = Children are not asked at all" in render(talk.shown, "en")


def test_the_review_is_printed_with_answers_skips_and_the_chosen_mode() -> None:
    talk = type_lines(child(), "1").skip_all().take(ChooseIdentity(Mode.LINKED))
    printed = render(talk.shown, "en")

    assert "Were you at your review? Yes" in printed
    assert "Do you know what will happen next? Skipped" in printed
    assert "*1. You may know who I am" in printed


def test_notices_and_ends_are_printed_in_words() -> None:
    talk = child()
    assert "not one of the answers" in render(talk.say("was_there", "x").shown, "en")
    assert "moved on" in render(talk.say("felt_safe", "x").shown, "en")
    assert "0800 1111" in render(talk.take(Distress(Level.NOW)).shown, "en")
    assert "saved" in render(talk.take(Pause()).shown, "en")
    assert "so far" in render(talk.take(Stop(), Confirm()).shown, "en")
    assert "deleted" in render(child().take(Withdraw()).shown, "en")
    whole = child().skip_all().take(ChooseIdentity(Mode.LINKED), Confirm())
    assert "every word" in render(whole.shown, "en")
