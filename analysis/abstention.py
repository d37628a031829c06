"""What abstaining buys: the surer the machine has to be, the fewer comments it may answer for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from analysis.counting import Share

THRESHOLDS = (0.0, 0.4, 0.5, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95)
"""A guess among three is never less sure than a third, so the first of these takes all."""


@dataclass(frozen=True, slots=True)
class Guessed:
    """A guess of the machine beside what a person found.

    Args:
        confidence: in the guess, from 0 to 1.
        right: whether the person found the same.
    """

    confidence: float
    right: bool


@dataclass(frozen=True, slots=True)
class Point:
    """What happens where only guesses of at least a confidence are accepted.

    Args:
        threshold: that confidence.
        accepted: how many of all guesses are.
        right: how many of the accepted are right.
    """

    threshold: float
    accepted: Share
    right: Share


def curve(
    guesses: Sequence[Guessed], thresholds: Sequence[float] = THRESHOLDS
) -> tuple[Point, ...]:
    """Return a point for each threshold, the lowest first.

    Args:
        guesses: on comments that the analyser did not learn from.
        thresholds: confidences from 0 to 1.
    """
    return tuple(_point(guesses, threshold) for threshold in sorted(thresholds))


def _point(guesses: Sequence[Guessed], threshold: float) -> Point:
    taken = [one for one in guesses if one.confidence >= threshold]
    return Point(
        threshold,
        accepted=Share(len(taken), len(guesses)),
        right=Share(sum(one.right for one in taken), len(taken)),
    )
