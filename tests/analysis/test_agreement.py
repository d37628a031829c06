"""Kappa and alpha against published examples and a library, and intervals that hold."""

from __future__ import annotations

import random
import warnings
from collections import Counter

import pytest

from analysis.agreement import Agreement, Decision, Strength, alpha, kappa, strength
from analysis.comparing import NOTHING, Coded, compare

FOUR_OBSERVERS = (
    "1 2 3 3 2 1 4 1 2 . . .",
    "1 2 3 3 2 2 4 1 2 5 . 3",
    ". 3 3 3 2 3 4 2 2 5 1 .",
    "1 2 3 3 2 4 4 1 2 5 1 .",
)
"""The reliability data of Krippendorff (2011), "Computing Krippendorff's Alpha-Reliability"."""


def units(*readers: str) -> list[list[Decision]]:
    """Return what readers gave, unit by unit; a dot stands for a missing one."""
    columns = zip(*(reader.split() for reader in readers), strict=True)
    return [[tuple(None if code == "." else code for code in column)] for column in columns]


def drawn(seed: int, size: int, codes: str = "abc", same: float = 0.6) -> list[list[Decision]]:
    """Return what two readers gave who draw the same code more often than chance."""
    dice = random.Random(seed)
    first = [dice.choice(codes) for _ in range(size)]
    return [[(one, one if dice.random() < same else dice.choice(codes))] for one in first]


def test_alpha_of_four_observers_with_missing_data_is_the_published_one() -> None:
    found = alpha(units(*FOUR_OBSERVERS))
    assert (found.n, round(found.value or 0, 3)) == (11, 0.743)


def test_alpha_of_two_observers_is_the_published_one() -> None:
    found = alpha(units("0 1 0 0 0 0 0 0 1 0", "1 1 1 0 0 1 0 0 0 0"))
    assert (found.same, round(found.value or 0, 3)) == (0.6, 0.095)


@pytest.mark.parametrize("seed", range(8))
def test_kappa_is_that_of_the_library(seed: int) -> None:
    from sklearn.metrics import cohen_kappa_score

    decisions = drawn(seed, 60)
    first, second = zip(*(pair for (pair,) in decisions), strict=True)
    assert kappa(decisions).value == pytest.approx(cohen_kappa_score(first, second))


def test_a_missing_code_leaves_its_comment_out() -> None:
    whole = units("a a b b a", "a a b a a")
    assert kappa(units("a a b b a . a", "a a b a a a .")) == kappa(whole)
    assert alpha(units("a a b b a . a", "a a b a a a .")) == alpha(whole)


def test_where_all_gave_one_code_there_is_nothing_to_tell_apart() -> None:
    for found in (kappa(units("a a a", "a a a")), alpha(units("a a a", "a a a"))):
        assert found == Agreement(3, 1.0)


def test_without_any_comment_nothing_is_said() -> None:
    for found in (kappa([]), alpha([]), kappa(units(". a", "a ."))):
        assert (found.n, found.value, found.enough) == (0, None, False)


def test_full_agreement_keeps_an_interval_that_narrows_with_comments() -> None:
    few, many = (kappa(units("a b " * size, "a b " * size)) for size in (10, 100))
    assert few.value == many.value == few.high == 1
    assert 0.6 < (few.low or 0) < 0.75 < (many.low or 0) < 1


def test_agreement_as_by_chance_is_nought_and_less_is_below() -> None:
    assert kappa(units("a a b b", "a b a b")).value == 0
    assert kappa(units("a b a b", "b a b a")).value == -1


def test_the_interval_holds_the_truth_about_as_often_as_it_says() -> None:
    """Two readers who draw alike in .6 of all cases, and by chance else, have a kappa of .6."""
    found = [kappa(drawn(seed, 40)) for seed in range(150)]
    held = sum((one.low or 0) <= 0.6 <= (one.high or 0) for one in found)
    assert 0.9 <= held / len(found) <= 0.99


def test_decisions_on_one_comment_do_not_count_as_many_comments() -> None:
    """Forty themes on thirty comments are thirty looks, and the interval knows it."""
    dice = random.Random(5)
    comments = []
    for _ in range(30):
        careful = dice.random() < 0.7
        base = [dice.random() < 0.3 for _ in range(40)]
        comments.append(
            [(str(each), str(each if careful else dice.random() < 0.3)) for each in base]
        )
    apart = [[decision] for decisions in comments for decision in decisions]
    together, each = kappa(comments), kappa(apart)
    assert together.value == pytest.approx(each.value)
    assert (together.n, each.n) == (30, 1200)
    assert width(together) > 2 * width(each)


def test_full_agreement_on_many_rare_themes_is_no_wide_guess() -> None:
    rare = [("yes", "yes")] + [("no", "no")] * 39
    found = kappa([rare] * 40)
    assert found.value == 1
    assert 0.9 < (found.low or 0) < 1
    assert alpha([rare] * 40).low == pytest.approx(found.low, abs=0.01)


def width(found: Agreement) -> float:
    return (found.high or 0) - (found.low or 0)


def test_below_twenty_comments_are_too_few() -> None:
    assert not kappa(drawn(1, 19)).enough
    assert kappa(drawn(1, 20)).enough


@pytest.mark.parametrize(
    ("value", "called"),
    [
        (-0.1, Strength.POOR),
        (0.0, Strength.SLIGHT),
        (0.204, Strength.SLIGHT),
        (0.21, Strength.FAIR),
        (0.5, Strength.MODERATE),
        (0.604, Strength.MODERATE),
        (0.61, Strength.SUBSTANTIAL),
        (0.81, Strength.ALMOST_PERFECT),
        (1.0, Strength.ALMOST_PERFECT),
    ],
)
def test_the_word_fits_the_two_decimals_that_are_printed(value: float, called: Strength) -> None:
    assert strength(value) is called


def coded(feeling: str | None, *themes: str, weight: str | None = "0") -> Coded:
    return Coded(feeling, weight, frozenset(themes))


def test_codings_are_compared_by_feeling_weight_and_each_theme() -> None:
    pairs = [
        (coded("positive", "school"), coded("positive", "school")),
        (coded("negative", "school", "plan"), coded("negative", "plan", weight="2")),
        (coded(None), coded("neutral")),
        (coded(NOTHING), coded(NOTHING)),
    ]
    found = compare(pairs, ("school", "plan", "health"))
    assert (found.n, found.feeling.kappa.n, found.weight.kappa.n) == (4, 3, 4)
    assert (found.feeling.kappa.same, found.weight.kappa.same) == (1.0, 0.75)
    assert [(one.theme, one.first, one.second) for one in found.by_theme] == [
        ("school", 2, 1), ("plan", 1, 1), ("health", 0, 0),
    ]  # fmt: skip
    assert [one.agreed.same for one in found.by_theme] == [0.75, 1.0, 1.0]
    assert found.by_theme[2].agreed.value is None
    assert found.themes.kappa.same == pytest.approx(11 / 12)


def test_who_could_tell_nothing_is_missing_from_the_themes_too() -> None:
    pairs = [(coded("positive", "plan"), Coded(None, None, None)), (coded("neutral"),) * 2]
    found = compare(pairs, ("plan",))
    assert (found.themes.kappa.n, found.by_theme[0].first) == (1, 0)


def test_no_warning_comes_of_any_shape() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        counts = Counter(
            kappa(drawn(seed, size)).value is None for seed in range(5) for size in range(4)
        )
    assert counts[True] >= 5
