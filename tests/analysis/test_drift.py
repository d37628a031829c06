"""Drift: a notice comes when what people write has changed, and not by chance."""

import random

import pytest

from analysis.drift import FEWEST_RESPONSES, Written, drift

COMMON = ["the", "chair", "was", "kind", "and", "it", "was", "on", "time"]


def written(count: int, fits: float, *words: str, salt: int = 1) -> list[Written]:
    chance = random.Random(salt)
    return [
        Written(number, " ".join((*chance.sample(COMMON, 4), *words)), number >= count * (1 - fits))
        for number in range(count)
    ]


def test_a_new_word_in_many_responses_is_a_notice() -> None:
    now = written(80, 0.9) + written(12, 0.9, "vapes", salt=2)
    now = [Written(place, one.text, one.fits) for place, one in enumerate(now)]
    found = drift(now, written(300, 0.9), frozenset())
    assert [(one.word, one.now, one.before) for one in found.words] == [("vapes", 12, 0)]
    assert found.words[0].strength > 0
    assert found.notice


def test_a_word_that_is_known_or_stands_in_few_responses_is_none() -> None:
    now = written(80, 0.9, "vapes")
    before = written(300, 0.9)
    assert not drift(now, before, frozenset({"vapes"})).words
    rare = [*written(80, 0.9), *(Written(7, "a vape vapes", True) for _ in range(20))]
    assert not drift(rare, before, frozenset()).notice


def test_more_comments_without_a_theme_are_a_notice() -> None:
    found = drift(written(200, 0.6), written(400, 0.9), frozenset())
    assert (found.loose_now.hits, found.loose_before.hits) == (80, 40)
    rise, low, high = found.rise
    assert rise == pytest.approx(0.3)
    assert 0 < low < rise < high
    assert found.notice


@pytest.mark.parametrize("salt", range(4))
def test_what_differs_by_chance_alone_is_no_notice(salt: int) -> None:
    found = drift(written(100, 0.85, salt=salt), written(400, 0.9, salt=salt + 9), frozenset())
    assert found.enough
    assert not found.notice


@pytest.mark.parametrize("few", [0, FEWEST_RESPONSES - 1])
def test_of_few_responses_nothing_is_said(few: int) -> None:
    found = drift(written(few, 0.1, "vapes"), written(300, 0.9), frozenset())
    assert not found.enough
    assert not found.notice
    assert not drift(written(300, 0.1), written(few, 0.9), frozenset()).notice
