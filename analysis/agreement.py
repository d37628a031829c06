"""How far readers agree beyond what chance would give: kappa and alpha, each with an interval."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from analysis.counting import wilson

FEWEST = 20
"""Below this many comments coded by both, a figure would say more about luck than about readers."""

Decision = tuple[str | None, ...]
"""What each reader gave, None where one gave nothing or could not tell."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far readers agree.

    Args:
        n: comments that at least two readers decided.
        same: share of decisions, pair by pair of readers, that are the same.
        value: 1 where they always agree, 0 where as often as by chance, below 0 where less often.
            None where there is nothing to tell apart, since everybody gave the same code to all.
        low, high: its 95 % interval.
    """

    n: int
    same: float
    value: float | None = None
    low: float | None = None
    high: float | None = None

    @property
    def enough(self) -> bool:
        """Whether there are enough comments to say how far they agree."""
        return self.n >= FEWEST

    @property
    def called(self) -> Strength | None:
        """What the value is called; None where there is none, or too few comments for one."""
        return None if self.value is None or not self.enough else strength(self.value)


class Strength(StrEnum):
    """What a value is called, by the bands of Landis and Koch (1977), Biometrics 33, 159-174.

    The bands are a convention, so the number stays beside the word. Krippendorff (2004), Content
    Analysis, is stricter: rely on .80 and above, draw tentative conclusions from .667 on.
    """

    POOR = "poor"
    SLIGHT = "slight"
    FAIR = "fair"
    MODERATE = "moderate"
    SUBSTANTIAL = "substantial"
    ALMOST_PERFECT = "almost_perfect"


_UP_TO = (
    (0.205, Strength.SLIGHT),
    (0.405, Strength.FAIR),
    (0.605, Strength.MODERATE),
    (0.805, Strength.SUBSTANTIAL),
)
"""Two decimals are printed, and the word must fit what is printed."""


def strength(value: float) -> Strength:
    """Return what a value of kappa or alpha is called."""
    if value < 0:
        return Strength.POOR
    return next((name for end, name in _UP_TO if value < end), Strength.ALMOST_PERFECT)


def kappa(comments: Iterable[Sequence[Decision]]) -> Agreement:
    """Return Cohen's kappa (1960) of two readers.

    Args:
        comments: the decisions on each comment, two codes to a decision: one on how it feels, or
            one on each theme. Where either reader is missing the decision is left out.
    """
    first, second = Counter[str | None](), Counter[str | None]()
    shares: Counter[_Share] = Counter()
    for decisions, times in Counter(map(tuple, comments)).items():
        kept = Counter(each for each in decisions if None not in each)
        for (one, other), count in kept.items():
            first[one] += count * times
            second[other] += count * times
        if kept:
            same = sum(count for (one, other), count in kept.items() if one == other)
            shares[same / kept.total(), kept.total()] += times
    by_chance = sum(first[code] * second[code] for code in first) / max(1, first.total() ** 2)
    return _beyond(shares, by_chance, first.total())


def alpha(comments: Iterable[Sequence[Decision]]) -> Agreement:
    """Return Krippendorff's alpha for names without order, of any number of readers.

    "Computing Krippendorff's Alpha-Reliability" (2011). Readers may change places from comment
    to comment, and may be missing; a decision with fewer than two codes is left out.

    Args:
        comments: the decisions on each comment.
    """
    totals, decided = Counter[str](), 0
    shares: Counter[_Share] = Counter()
    for decisions, times in Counter(map(tuple, comments)).items():
        same, weight = 0.0, 0
        for decision, count in Counter(decisions).items():
            codes = Counter(code for code in decision if code is not None)
            if codes.total() > 1:
                decided += count * times
                weight += count * codes.total()
                same += count * _pairs(codes) / (codes.total() - 1)
                for code, given in codes.items():
                    totals[code] += given * count * times
        if weight:
            shares[same / weight, weight] += times
    values = totals.total()
    by_chance = 1 - (values**2 - sum(n**2 for n in totals.values())) / max(1, values * (values - 1))
    return _beyond(shares, by_chance, decided)


_Share = tuple[float, int]
"""Which share of the pairs of readers of a comment agree, and how much the comment weighs."""


def _pairs(codes: Counter[str]) -> int:
    return sum(count * (count - 1) for count in codes.values())


def _beyond(shares: Counter[_Share], by_chance: float, decisions: int) -> Agreement:
    """Return agreement beyond chance from the agreement on comments, so many of each share.

    The interval is Wilson's for the agreement seen, with chance held fixed as in Cohen's own
    standard error, and with as many comments as the spread between comments is worth (Korn and
    Graubard 1998). Unlike a bootstrap it does not shrink to nothing where all agree.
    """
    total = sum(weight * times for (_, weight), times in shares.items())
    same = sum(share * weight * times for (share, weight), times in shares.items()) / max(1, total)
    if not shares or by_chance >= 1:
        return Agreement(shares.total(), same)
    worth = _worth(shares, same, total) or decisions
    low, high = (_above(end, by_chance) for end in wilson(same, worth))
    return Agreement(shares.total(), same, _above(same, by_chance), low, high)


def _worth(shares: Counter[_Share], same: float, total: int) -> float:
    """Return how many plain yes-or-no decisions tell as much as these; 0 where none differ."""
    apart = sum((weight * (share - same)) ** 2 * times for (share, weight), times in shares.items())
    return same * (1 - same) / (apart / total**2) if apart else 0.0


def _above(same: float, by_chance: float) -> float:
    return max(-1.0, (same - by_chance) / (1 - by_chance))
