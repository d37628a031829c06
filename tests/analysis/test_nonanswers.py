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
