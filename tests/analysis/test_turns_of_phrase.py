"""Praise and complaint in words that say the opposite: wishes, expectations, thanks not meant."""

import pytest

from analysis import Sentiment
from tests.analysis.readers import read

WRONG_FOR = {Sentiment.POSITIVE: Sentiment.NEGATIVE, Sentiment.NEGATIVE: Sentiment.POSITIVE}


@pytest.mark.parametrize(
    "text",
    [
        "it could be a lot better",
        "thank you for nothing",
        "nowhere near good enough",
        "I expected better from a school",
        "I would have liked more time",
        "I need someone who listens",
        "who would enjoy that",
        "couldn't get any worse",
        "must do better",
        "it helps nobody",
    ],
)
def test_a_complaint_in_kind_words_is_heard_as_one(text: str) -> None:
    assert read(text).sentiment is Sentiment.NEGATIVE


@pytest.mark.parametrize(
    "text",
    [
        "I'd be lost without my mentor",
        "there was nothing to worry about",
        "nothing was too much trouble for her",
        "I've never felt safer",
        "I wouldn't change a thing",
        "it could have been so much worse",
        "not half bad",
        "it doesn't get better than this",
        "he couldn't do better",
        "she stopped shouting and they helped her",
    ],
)
def test_praise_in_dark_words_is_heard_as_praise(text: str) -> None:
    assert read(text).sentiment is Sentiment.POSITIVE


@pytest.mark.parametrize(
    ("text", "felt"),
    [
        ("they act as if they are kind", Sentiment.NEGATIVE),
        ("the best bit was when it was over", Sentiment.NEGATIVE),
        ("oh lovely", Sentiment.NEGATIVE),
        ("Great, another letter", Sentiment.NEGATIVE),
        ("it was anything but helpful", Sentiment.NEGATIVE),
        ("they were meant to help us", Sentiment.NEGATIVE),
        ("I wish they were nice", Sentiment.NEGATIVE),
        ("I hoped he'd be kind but he wasn't", Sentiment.NEGATIVE),
        ("They promised to be supportive but they weren't.", Sentiment.NEGATIVE),
        ("I used to be happy there", Sentiment.NEGATIVE),
        ("they did nothing helpful", Sentiment.NEGATIVE),
        ("People say she is horrible but she isn't", Sentiment.POSITIVE),
        ("I thought it would be awful", Sentiment.POSITIVE),
    ],
)
def test_what_was_wished_expected_or_mocked_is_at_worst_not_sure(
    text: str, felt: Sentiment
) -> None:
    assert read(text).sentiment is not WRONG_FOR[felt]


def test_being_used_to_something_takes_nothing_back() -> None:
    assert read("I am used to her now and she is lovely").sentiment is Sentiment.POSITIVE


def test_a_turn_that_goes_on_takes_nothing_back() -> None:
    (first, *_) = read("They were kind but they didn't come to see my home").why
    assert first.words == "kind"
    assert first.weight > 0
