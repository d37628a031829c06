"""Weighing words, question and ratings: the rules by themselves."""

import pytest

from analysis import CommentIn, Lean, Reason, Sentiment, Unsure
from analysis.scoring import Feeling
from analysis.sentiment import Judgement, sentiment
from analysis.weighing import chances

POSITIVE, NEUTRAL, NEGATIVE = Sentiment.POSITIVE, Sentiment.NEUTRAL, Sentiment.NEGATIVE


def judged(
    positive: float = 0,
    negative: float = 0,
    *ratings: float,
    lean: Lean = Lean.OPEN,
    faint: bool = False,
) -> Judgement:
    parts = [("good", positive), ("bad", -negative)]
    reasons = tuple(Reason(words, weight) for words, weight in parts if weight)
    feeling = Feeling(positive, negative, faint, reasons)
    comment = CommentIn("", lean, ratings)
    return sentiment(comment, feeling, chances(comment, feeling, positive - negative))


@pytest.mark.parametrize(
    ("positive", "negative", "found"),
    [
        (0.8, 0.0, POSITIVE),
        (0.0, 0.5, NEGATIVE),
        (0.25, 0.0, POSITIVE),
        (0.2, 0.0, Unsure.THIN),
        (1.0, 0.4, POSITIVE),
        (0.5, 1.0, Unsure.MIXED),
        (1.0, 1.0, Unsure.MIXED),
        (0.0, 0.0, Unsure.THIN),
    ],
)
def test_words_alone(positive: float, negative: float, found: Sentiment | Unsure) -> None:
    judgement = judged(positive, negative)
    assert found in (judgement.sentiment, judgement.unsure)


@pytest.mark.parametrize(
    ("lean", "ratings", "found"),
    [
        (Lean.GOOD, (), POSITIVE),
        (Lean.WORRY, (), NEGATIVE),
        (Lean.OPEN, (), Unsure.THIN),
        (Lean.OPEN, (0.5,), Unsure.DISAGREES),
        (Lean.OPEN, (1.0,), POSITIVE),
        (Lean.OPEN, (-1.0,), NEGATIVE),
        (Lean.OPEN, (1.0, -1.0), Unsure.THIN),
        (Lean.GOOD, (1.0,), POSITIVE),
        (Lean.GOOD, (-1.0,), Unsure.THIN),
        (Lean.WORRY, (1.0,), Unsure.THIN),
        (Lean.WORRY, (-1.0,), NEGATIVE),
    ],
)
def test_question_and_ratings_where_words_are_silent(
    lean: Lean, ratings: tuple[float, ...], found: Sentiment | Unsure
) -> None:
    judgement = judged(0, 0, *ratings, lean=lean)
    assert found in (judgement.sentiment, judgement.unsure)


@pytest.mark.parametrize(
    ("positive", "negative", "lean", "ratings", "found"),
    [
        (0.6, 0.0, Lean.OPEN, (-0.5,), Unsure.DISAGREES),
        (0.6, 0.0, Lean.OPEN, (-0.4,), POSITIVE),
        (0.0, 0.6, Lean.OPEN, (1.0,), Unsure.DISAGREES),
        (0.0, 0.6, Lean.WORRY, (1.0,), NEGATIVE),
        (0.6, 0.0, Lean.GOOD, (-1.0,), Unsure.DISAGREES),
        (0.9, 0.0, Lean.GOOD, (-0.4,), POSITIVE),
        (0.5, 0.0, Lean.WORRY, (), Unsure.DISAGREES),
        (0.7, 0.0, Lean.WORRY, (), POSITIVE),
        (0.0, 0.5, Lean.GOOD, (), Unsure.DISAGREES),
        (0.0, 0.7, Lean.GOOD, (), NEGATIVE),
        (0.1, 0.0, Lean.GOOD, (), POSITIVE),
        (0.1, 0.0, Lean.OPEN, (0.3,), Unsure.DISAGREES),
        (0.1, 0.0, Lean.OPEN, (1.0,), POSITIVE),
    ],
)
def test_words_against_or_with_what_stands_beside_them(
    positive: float,
    negative: float,
    lean: Lean,
    ratings: tuple[float, ...],
    found: Sentiment | Unsure,
) -> None:
    judgement = judged(positive, negative, *ratings, lean=lean)
    assert found in (judgement.sentiment, judgement.unsure)


def test_a_faint_word_alone_is_neutral_whatever_the_question() -> None:
    for lean in Lean:
        assert judged(lean=lean, faint=True).sentiment is NEUTRAL


def test_a_faint_word_beside_a_strong_one_does_not_make_it_neutral() -> None:
    assert judged(0.8, faint=True).sentiment is POSITIVE


def test_a_verdict_has_no_doubt_and_a_doubt_no_verdict() -> None:
    for positive in (0, 0.2, 0.8):
        for negative in (0, 0.2, 0.8):
            judgement = judged(positive, negative)
            assert (judgement.sentiment is None) != (judgement.unsure is None)


def test_the_reasons_name_question_and_ratings_only_where_they_weighed() -> None:
    plain = judged(0.8)
    assert [reason.words for reason in plain.why] == ["good"]
    full = judged(0.8, 0, 1.0, lean=Lean.GOOD)
    assert [reason.words for reason in full.why] == ["good", "ratings", "question"]
