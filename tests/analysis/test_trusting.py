"""Phrases are trusted as far as people confirm them."""

import pytest

from analysis.features import Features
from analysis.trusting import Trust, learn_trust


def said(*phrases: tuple[str, str]) -> Features:
    return Features(
        terms=frozenset(),
        words=(),
        side=(),
        themes=frozenset(theme for theme, _ in phrases),
        phrases=frozenset(phrases),
    )


TRUE, FALSE = ("timing", "late"), ("timing", "time")


def learned(times: int = 12) -> Trust:
    confirmed = [(said(TRUE), frozenset({"timing"}))] * times
    rejected = [(said(FALSE), frozenset({"place"}))] * times
    return learn_trust([*confirmed, *rejected], ("place", "timing"))


def test_a_phrase_that_people_confirm_speaks_louder_than_one_they_reject() -> None:
    true, false, unseen = learned().told([said(TRUE), said(FALSE), said(("timing", "clock"))])
    assert true[1] > unseen[1] > false[1] >= 0
    assert true[0] == 0


def test_phrases_of_a_theme_add_up_and_never_speak_below_nothing() -> None:
    both, true, none = learned(90).told([said(TRUE, FALSE), said(TRUE), said()])
    assert 0 < both[1] < true[1]
    assert none.tolist() == [0, 0]
    assert learned(90).told([said(FALSE)])[0, 1] == 0


def test_few_judgements_move_little() -> None:
    few, many = (learned(times).phrases[TRUE] for times in (1, 30))
    usual = learned(1).usual["timing"]
    assert usual < few < many


def test_a_phrase_of_a_theme_that_is_unknown_is_passed_over() -> None:
    assert learned().told([said(("parking", "car park"))]).tolist() == [[0, 0]]


def test_where_nobody_has_judged_a_theme_its_phrases_count_alike() -> None:
    fresh = learn_trust([], ("timing",))
    told = fresh.told([said(TRUE), said(FALSE)])
    assert told[0, 0] == told[1, 0] == pytest.approx(fresh.usual["timing"])
    assert told[0, 0] > 0
