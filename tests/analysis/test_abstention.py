"""What abstaining buys, threshold by threshold."""

from __future__ import annotations

from analysis.abstention import Guessed, curve
from analysis.counting import Share


def test_the_higher_the_threshold_the_fewer_are_accepted() -> None:
    guesses = [Guessed(0.95, right=True), Guessed(0.8, right=True), Guessed(0.5, right=False)]
    points = curve(guesses, (0.9, 0.0, 0.6))
    assert [(one.threshold, one.accepted, one.right) for one in points] == [
        (0.0, Share(3, 3), Share(2, 3)),
        (0.6, Share(2, 3), Share(2, 2)),
        (0.9, Share(1, 3), Share(1, 1)),
    ]


def test_of_nothing_nothing_is_accepted() -> None:
    assert {(one.accepted.hits, one.right.of) for one in curve([])} == {(0, 0)}
