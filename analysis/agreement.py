"""How far readers agree beyond what chance would give: kappa and alpha, each with an interval."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from analysis.counting import wilson

FEWEST = 20
"""Below this many comments coded by both, a figure would say more about luck than about readers."""

Decision = Sequence[str | None]
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


def kappa(comments: Sequence[Sequence[Decision]]) -> Agreement:
    """Return Cohen's kappa (1960) of two readers.

    Args:
        comments: the decisions on each comment, two codes to a decision: one on how it feels, or
            one on each theme. Where either reader is missing the decision is left out.
    """
    kept = [[each for each in decisions if None not in each] for decisions in comments]
    pairs = [each for decisions in kept for each in decisions]
    first, second = (Counter(each[reader] for each in pairs) for reader in (0, 1))
    by_chance = sum(first[code] * second[code] for code in first) / max(1, len(pairs) ** 2)
    shares = [
        (sum(one == other for one, other in decisions) / len(decisions), len(decisions))
        for decisions in kept
        if decisions
    ]
    return _beyond(shares, by_chance)


def alpha(comments: Sequence[Sequence[Decision]]) -> Agreement:
    """Return Krippendorff's alpha for names without order, of any number of readers.

    "Computing Krippendorff's Alpha-Reliability" (2011). Readers may change places from comment
    to comment, and may be missing; a decision with fewer than two codes is left out.

    Args:
        comments: the decisions on each comment.
    """
    kept = [list(_counted(decisions)) for decisions in comments]
    totals = sum((codes for decisions in kept for codes in decisions), Counter[str]())
    values = totals.total()
    apart = values**2 - sum(count**2 for count in totals.values())
    by_chance = 1 - apart / max(1, values * (values - 1))
    return _beyond([_share(decisions) for decisions in kept if decisions], by_chance)


def _counted(decisions: Sequence[Decision]) -> Iterator[Counter[str]]:
    for decision in decisions:
        codes = Counter(code for code in decision if code is not None)
        if codes.total() > 1:
            yield codes


def _share(decisions: Sequence[Counter[str]]) -> tuple[float, int]:
    """Return which share of the pairs of readers of a comment agree, and its weight."""
    weight = sum(codes.total() for codes in decisions)
    same = sum(
        sum(count * (count - 1) for count in codes.values()) / (codes.total() - 1)
        for codes in decisions
    )
    return same / weight, weight


def _beyond(shares: Sequence[tuple[float, int]], by_chance: float) -> Agreement:
    """Return agreement beyond chance from the agreement on each comment and its weight.

    The interval is Wilson's for the agreement seen, with chance held fixed as in Cohen's own
    standard error, and with as many comments as the spread between comments is worth (Korn and
    Graubard 1998). Unlike a bootstrap it does not shrink to nothing where all agree.
    """
    total = sum(weight for _, weight in shares)
    same = sum(share * weight for share, weight in shares) / max(1, total)
    if not shares or by_chance >= 1:
        return Agreement(len(shares), same)
    low, high = (_above(end, by_chance) for end in wilson(same, _worth(shares, same)))
    return Agreement(len(shares), same, _above(same, by_chance), low, high)


def _worth(shares: Sequence[tuple[float, int]], same: float) -> float:
    """Return how many plain yes-or-no comments tell as much as these."""
    total = sum(weight for _, weight in shares)
    spread = sum((weight * (share - same)) ** 2 for share, weight in shares) / total**2
    return same * (1 - same) / spread if spread else len(shares)


def _above(same: float, by_chance: float) -> float:
    return max(-1.0, (same - by_chance) / (1 - by_chance))
