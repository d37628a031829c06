"""Non-answers, and "nothing" where it is an answer."""

import pytest

from analysis import Lean, Sentiment, Severity
from tests.analysis.readers import read


@pytest.mark.parametrize("lean", list(Lean))
@pytest.mark.parametrize(
    "text", ["n/a", "N/A.", "-", "...", "?", "dunno", "I don't know", "No comment", "idk", "", "x"]
)
def test_texts_that_say_nothing_are_left_out_whatever_was_asked(text: str, lean: Lean) -> None:
    reading = read(text, lean)
    assert reading.nonanswer
    assert (reading.sentiment, reading.severity, reading.themes) == (None, Severity.NONE, ())
    assert reading.unsure is None


@pytest.mark.parametrize("text", ["nothing", "Nothing really.", "none", "No", "nope", "nowt"])
def test_nothing_is_good_news_about_worries_and_bad_news_about_what_went_well(text: str) -> None:
    assert read(text, Lean.WORRY).sentiment is Sentiment.POSITIVE
    assert read(text, Lean.GOOD).sentiment is Sentiment.NEGATIVE
    assert read(text, Lean.OPEN).nonanswer


def test_everything_is_the_other_way_round_and_left_to_people_when_asked_openly() -> None:
    assert read("Everything", Lean.GOOD).sentiment is Sentiment.POSITIVE
    assert read("Everything", Lean.WORRY).sentiment is Sentiment.NEGATIVE
    assert not read("Everything", Lean.OPEN).nonanswer
    assert read("Everything", Lean.OPEN).sentiment is None


@pytest.mark.parametrize("text", ["👍", "no one asked me", "nothing changes", "I don't know her"])
def test_short_answers_that_say_something_are_kept(text: str) -> None:
    assert not read(text).nonanswer


def test_the_reason_for_a_one_word_answer_is_that_word() -> None:
    (reason,) = read("Nothing", Lean.WORRY).why
    assert (reason.words, reason.weight) == ("nothing", 1.0)


@pytest.mark.parametrize(
    "text",
    ["nothing to add tbh", "n/a sorry", "don't know lol", "I have nothing to say", "no thanks"],
)
@pytest.mark.parametrize("lean", list(Lean))
def test_what_is_added_to_a_non_answer_makes_it_no_answer(text: str, lean: Lean) -> None:
    assert read(text, lean).nonanswer


@pytest.mark.parametrize(
    "text",
    [
        "nothing really tbh",
        "Nothing, thank you!",
        "none at all thanks",
        "nope x",
        "to be honest no",
    ],
)
def test_what_is_added_to_nothing_leaves_it_an_answer(text: str) -> None:
    assert read(text, Lean.WORRY).sentiment is Sentiment.POSITIVE
    assert read(text, Lean.GOOD).sentiment is Sentiment.NEGATIVE
    assert read(text, Lean.OPEN).nonanswer


@pytest.mark.parametrize("lean", list(Lean))
def test_a_sentence_that_begins_with_nothing_says_what_it_says(lean: Lean) -> None:
    for text in ("nothing was good", "nothing bad", "none of them listened", "nothing went well"):
        assert not read(text, lean).nonanswer
    assert read("nothing worries me", lean).sentiment is not Sentiment.NEGATIVE
    assert read("nothing went well", lean).sentiment is not Sentiment.POSITIVE
    assert read("none of them listened", lean).sentiment is not Sentiment.POSITIVE
