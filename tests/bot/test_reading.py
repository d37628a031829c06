"""Taps and typed words become the input that the person meant."""

from __future__ import annotations

import pytest

from bot import reading
from bot.reading import SURE, asked_now
from bot.taps import Tap, Verb
from bot.wording import Words
from services.respond.turns import Turn
from surveys.inputs import (
    Answer,
    Back,
    ChooseIdentity,
    Confirm,
    Distress,
    Edit,
    Input,
    Pause,
    Resume,
    SetHelper,
    Skip,
    Stop,
    Withdraw,
)
from surveys.kinds import Helper, Kind, Level, Mode, Status
from surveys.outputs import Ask, Choice, Completed, Review, Say
from tests.builders.turns import turn_of

YES_NO = (Choice("yes", "Yes, I do"), Choice("no", "No"), Choice("not_sure", "I am not sure"))
ONE = turn_of(Ask("one", Kind.YES_NO, "?", choices=YES_NO, position=2))
MANY = turn_of(Ask("many", Kind.MULTIPLE, "?", choices=YES_NO))
TEXT = turn_of(Ask("text", Kind.LONG_TEXT, "?"))
SCALE = turn_of(
    Ask("scale", Kind.SCALE, "?", choices=tuple(Choice(str(n), str(n)) for n in range(11)))
)


def at_the_end(*closing: Ask, chosen: Mode | None = None) -> Turn:
    return turn_of(
        Review((), closing, (Mode.LINKED, Mode.CONFIDENTIAL), chosen), status=Status.REVIEWING
    )


def typed(text: str, turn: Turn) -> Input:
    return reading.typed(text, turn, Words())


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Yes, I do", "yes"),
        ("yes i do!", "yes"),
        (" NO. ", "no"),
        ("nope", "no"),
        ("yeah", "yes"),
        ("dunno", "not_sure"),
        ("don't know", "not_sure"),
        ("I don’t know", "not_sure"),
        ("?", "not_sure"),
        ("2", "no"),
    ],
)
def test_a_choice_can_be_typed_by_label_number_or_as_people_say_it(text: str, code: str) -> None:
    assert typed(text, ONE) == Answer("one", code)


@pytest.mark.parametrize(
    ("text", "raw"),
    [
        ("1, 3", ("yes", "not_sure")),
        ("no and yeah", ("no", "yes")),
        ("Yes, I do", "yes"),
        ("2", "no"),
    ],
)
def test_several_choices_can_be_typed_in_one_message(text: str, raw: object) -> None:
    assert typed(text, MANY) == Answer("many", raw)  # type: ignore[arg-type]


@pytest.mark.parametrize("turn", [ONE, MANY])
@pytest.mark.parametrize("text", ["4", "well, mostly", "1 and my aunt", ","])
def test_words_that_name_no_choice_are_marked_as_typed(text: str, turn: Turn) -> None:
    ask = asked_now(turn)
    assert ask is not None
    assert typed(text, turn) == Answer(ask.question, text, typed=True)


@pytest.mark.parametrize(
    ("language", "text", "code"),
    [
        ("pl", "tak", "yes"),
        ("pl", "No tak!", "yes"),
        ("pl", "NIE", "no"),
        ("pl", "no", None),
        ("pl", "nah", None),
        ("pl", "maybe", None),
        ("ur", "جی ہاں", "yes"),
        ("ur", "No", "no"),
        ("ur", "aye", None),
    ],
)
def test_typed_words_mean_what_they_mean_in_the_language_of_the_chat(
    language: str, text: str, code: str | None
) -> None:
    labelled = tuple(Choice(each, f"label of {each}") for each in ("yes", "no", "not_sure"))
    turn = turn_of(Ask("one", Kind.YES_NO, "?", choices=labelled))
    meant = Answer("one", text, typed=True) if code is None else Answer("one", code)
    assert reading.typed(text, turn, Words(language)) == meant


@pytest.mark.parametrize("text", ["1", "yes", "  Nan and my cat  ", "a | b", "/odd"])
def test_words_are_taken_as_they_are_where_words_are_asked_for(text: str) -> None:
    assert typed(text, TEXT) == Answer("text", text)


def test_a_number_on_a_scale_is_its_value_and_not_its_place() -> None:
    assert typed("1", SCALE) == Answer("scale", "1")


@pytest.mark.parametrize("turn", [turn_of(Say("paused")), turn_of(Say("stop_choice"))])
def test_words_that_answer_nothing_still_reach_the_screen_for_signals(turn: Turn) -> None:
    assert typed("he hurts me", turn) == Answer("", "he hurts me")


def test_at_the_end_typed_words_answer_the_closing_question_that_is_open() -> None:
    done = Ask("first", Kind.YES_NO, "?", choices=YES_NO, skipped=True)
    turn = at_the_end(done, Ask("second", Kind.YES_NO, "?", choices=YES_NO))
    assert typed("no", turn) == Answer("second", "no")


@pytest.mark.parametrize("text", ["You may know who I am", "1"])
def test_how_to_be_known_can_be_typed_too(text: str) -> None:
    assert typed(text, at_the_end()) == ChooseIdentity(Mode.LINKED)


def test_other_words_there_choose_nothing() -> None:
    assert typed("whatever", at_the_end()) == Answer("", "whatever")


@pytest.mark.parametrize(
    ("tap", "given"),
    [
        (Tap(Verb.ANSWER, "", "one", "no"), Answer("one", "no")),
        (Tap(Verb.ANSWER, "", "one", "#2"), Answer("one", "not_sure")),
        (Tap(Verb.ANSWER, "", "earlier", "no"), Answer("earlier", "no")),
        (Tap(Verb.SKIP, "", "one"), Skip("one")),
        (Tap(Verb.BACK, "", "one"), Back()),
        (Tap(Verb.EDIT, "", "one"), Edit("one")),
        (Tap(Verb.PAUSE), Pause()),
        (Tap(Verb.RESUME), Resume()),
        (Tap(Verb.STOP), Stop()),
        (Tap(Verb.CONFIRM), Confirm()),
        (Tap(Verb.WITHDRAW, code=SURE), Withdraw()),
        (Tap(Verb.MODE, code="linked"), ChooseIdentity(Mode.LINKED)),
        (Tap(Verb.HELPER, code="family"), SetHelper(Helper.FAMILY)),
        (Tap(Verb.DISTRESS, code="now"), Distress(Level.NOW)),
    ],
)
def test_each_button_becomes_its_input(tap: Tap, given: Input) -> None:
    assert reading.tapped(tap, ONE) == given


@pytest.mark.parametrize(
    "tap",
    [
        Tap(Verb.SHOW, code="answers"),
        Tap(Verb.MODE, code="famous"),
        Tap(Verb.HELPER, code=""),
        Tap(Verb.DISTRESS, code="later"),
    ],
)
def test_a_button_that_only_looks_or_makes_no_sense_is_no_input(tap: Tap) -> None:
    assert reading.tapped(tap, ONE) is None


def test_a_second_tap_on_back_does_not_go_back_twice() -> None:
    assert reading.tapped(Tap(Verb.BACK, "", "the question before"), ONE) is None


def test_an_old_delete_button_deletes_nothing_once_the_form_went_on() -> None:
    delete = Tap(Verb.WITHDRAW)
    assert reading.tapped(delete, ONE) is None
    stopping = turn_of(Say("stop_choice"), status=Status.STOPPING)
    assert reading.tapped(delete, stopping) == Withdraw()


@pytest.mark.parametrize(
    ("word", "given"),
    [
        ("skip", Skip("one")),
        ("back", Back()),
        ("pause", Pause()),
        ("resume", Resume()),
        ("stop", Stop()),
        ("dance", None),
        ("start", None),
    ],
)
def test_commands_become_inputs_for_what_is_asked_now(word: str, given: Input | None) -> None:
    assert reading.commanded(word, ONE) == given


def test_skipping_at_the_end_passes_over_the_open_closing_question() -> None:
    turn = at_the_end(Ask("c", Kind.YES_NO, "?", choices=YES_NO))
    assert reading.commanded("skip", turn) == Skip("c")


def test_skipping_where_nothing_is_asked_names_no_question() -> None:
    assert reading.commanded("skip", turn_of(Completed())) == Skip("")
