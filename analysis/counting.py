"""Right and wrong, counted: shares with Wilson intervals, precision, recall and F1."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import sqrt

_Z = 1.959963984540054
"""The normal quantile of a 95 % interval."""


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many."""

    hits: int
    of: int

    @property
    def value(self) -> float:
        """The share, 0 where there was nothing to count."""
        return self.hits / self.of if self.of else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """The 95 % interval of Wilson (1927); from 0 to 1 where there was nothing to count."""
        return wilson(self.value, self.of)


def wilson(share: float, of: float) -> tuple[float, float]:
    """Return the 95 % interval of Wilson (1927) of a share; from 0 to 1 of nothing.

    Args:
        share: from 0 to 1.
        of: how many were counted, or how many these are worth.
    """
    if not of:
        return 0.0, 1.0
    spread = _Z * _Z / of
    middle = (share + spread / 2) / (1 + spread)
    half = _Z * sqrt(share * (1 - share) / of + spread / (4 * of)) / (1 + spread)
    return max(0.0, middle - half), min(1.0, middle + half)


@dataclass(frozen=True, slots=True)
class Tally:
    """How one label fared.

    Args:
        hits: given by people and machine.
        given: by people.
        found: by the machine.
    """

    label: str
    hits: int
    given: int
    found: int

    @property
    def precision(self) -> float:
        """Share of what the machine found that people gave too."""
        return self.hits / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """Share of what people gave that the machine found."""
        return self.hits / self.given if self.given else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both; 0 where neither found the label."""
        both = self.given + self.found
        return 2 * self.hits / both if both else 0.0


Labels = frozenset[str]


def tallies(
    given: Sequence[Labels], found: Sequence[Labels], labels: Iterable[str]
) -> tuple[Tally, ...]:
    """Count each label over comments.

    Args:
        given: by people, a set for each comment.
        found: by the machine, in the same order.
        labels: which to count, in the order of the result.
    """
    pairs = list(zip(given, found, strict=True))
    return tuple(
        Tally(
            label,
            hits=sum(label in gave and label in got for gave, got in pairs),
            given=sum(label in gave for gave in given),
            found=sum(label in got for got in found),
        )
        for label in labels
    )


def micro_f1(counted: Iterable[Tally]) -> float:
    """Return F1 over all labels together: each decision weighs alike."""
    counted = tuple(counted)
    return Tally(
        "all",
        sum(one.hits for one in counted),
        sum(one.given for one in counted),
        sum(one.found for one in counted),
    ).f1


def macro_f1(counted: Iterable[Tally]) -> float:
    """Return the mean F1 of the labels: each label weighs alike."""
    values = [one.f1 for one in counted]
    return sum(values) / len(values) if values else 0.0
