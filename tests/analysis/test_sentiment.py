"""Sentiment: what words, question and ratings say together, and when it is not sure."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import Lean, Sentiment, Unsure
from tests.analysis.readers import read

POSITIVE, NEUTRAL, NEGATIVE = Sentiment.POSITIVE, Sentiment.NEUTRAL, Sentiment.NEGATIVE


@pytest.mark.parametrize(
    ("text", "sentiment"),
    [
        ("She listened and was really kind", POSITIVE),
        ("I am so grateful for her support", POSITIVE),
        ("it was wicked, proper happy", POSITIVE),
        ("they ignored me", NEGATIVE),
        ("I was scared and worried", NEGATIVE),
        ("the whole thing was rubbish", NEGATIVE),
        ("alright", NEUTRAL),
        ("meh", NEUTRAL),
        ("👍👍", POSITIVE),
        ("😡", NEGATIVE),
        ("boooooring", NEGATIVE),
    ],
)
def test_plain_words_emoji_and_slang_are_scored(text: str, sentiment: Sentiment) -> None:
    assert read(text).sentiment is sentiment


@pytest.mark.parametrize(
    ("text", "sentiment"),
    [
        ("I don't feel safe", NEGATIVE),
        ("I don’t feel happy", NEGATIVE),
        ("i wasnt listened to", NEGATIVE),
        ("never felt happy there", NEGATIVE),
        ("it was not really very good", NEGATIVE),
        ("I didn't feel judged", POSITIVE),
        ("I could not fault them", POSITIVE),
        ("nothing to complain about", POSITIVE),
        ("No problems", POSITIVE),
        ("Not bad at all", POSITIVE),
        ("they said they would ring and never did", NEGATIVE),
    ],
)
def test_negations_turn_what_they_belong_to(text: str, sentiment: Sentiment) -> None:
    assert read(text).sentiment is sentiment


def test_a_negation_ends_with_its_thought() -> None:
    assert read("No. It was lovely and kind").sentiment is POSITIVE


def test_what_comes_after_but_weighs_more() -> None:
    assert read("The room was awful but she was kind, helpful and lovely").sentiment is POSITIVE
    assert read("She was kind but nobody listened and it was awful").sentiment is NEGATIVE


@pytest.mark.parametrize(
    ("text", "unsure"),
    [
        ("the meeting was on tuesday", Unsure.THIN),
        ("She was lovely. It was horrible.", Unsure.MIXED),
    ],
)
def test_thin_and_mixed_words_make_no_verdict(text: str, unsure: Unsure) -> None:
    reading = read(text)
    assert reading.sentiment is None
    assert reading.unsure is unsure


def test_what_the_question_asks_for_decides_where_words_are_silent() -> None:
    assert read("the biscuits", Lean.GOOD).sentiment is POSITIVE
    assert read("the parking", Lean.WORRY).sentiment is NEGATIVE
    assert read("the parking", Lean.OPEN).sentiment is None


def test_ratings_decide_too_and_cancel_a_question_that_leans_the_other_way() -> None:
    assert read("the parking", Lean.OPEN, 1.0).sentiment is POSITIVE
    assert read("the parking", Lean.OPEN, -1.0, -0.5).sentiment is NEGATIVE
    assert read("the parking", Lean.WORRY, 1.0).unsure is Unsure.THIN


def test_words_at_odds_with_the_ratings_are_left_to_people() -> None:
    reading = read("oh yes, brilliant", Lean.OPEN, -1.0)
    assert reading.sentiment is None
    assert reading.unsure is Unsure.DISAGREES


def test_weak_words_against_the_question_are_left_to_people_and_strong_ones_stand() -> None:
    assert read("it was cancelled", Lean.GOOD).unsure is Unsure.DISAGREES
    assert read("they were excellent and I am grateful", Lean.WORRY).sentiment is POSITIVE


def test_a_worry_stays_negative_though_the_ratings_are_high() -> None:
    assert read("I am worried about school", Lean.WORRY, 1.0).sentiment is NEGATIVE


def test_the_words_that_weighed_are_shown_as_written_and_heaviest_first() -> None:
    why = read("I wasn't listened to. Couldn't fault the biscuits.", Lean.WORRY, -1.0).why
    assert [reason.words for reason in why][:1] == ["couldn't fault"]
    shown = {reason.words: reason.weight for reason in why}
    assert shown["wasn't listened"] < 0
    assert shown["question"] < 0
    assert shown["ratings"] == -0.5
    weights = [abs(reason.weight) for reason in why]
    assert weights == sorted(weights, reverse=True)


def test_textblob_s_own_word_list_is_left_as_it_was() -> None:
    read("peng")
    from textblob.en import sentiment

    assert sentiment("more")[0] == 0.5
    assert "peng" not in sentiment


@given(st.text(max_size=200), st.sampled_from(list(Lean)), st.lists(st.floats(-1, 1), max_size=3))
def test_any_text_gives_a_sentiment_or_a_reason_for_none(
    text: str, lean: Lean, ratings: list[float]
) -> None:
    reading = read(text, lean, *ratings)
    assert (reading.sentiment is None) == (reading.unsure is not None or reading.nonanswer)
    assert all(-1 <= reason.weight <= 1 for reason in reading.why)
