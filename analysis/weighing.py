"""Weighs words, question and ratings into chances, before anybody's corrections can teach better.

The weights are round numbers set by hand and come from no fitting: what people say in words counts
most, a question tells most about those who use no word of feeling, and a rating that is good
but not the best is lukewarm, since most people give the best. Nothing here is trained.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import exp, tanh
from types import MappingProxyType

from analysis.readings import CommentIn, Lean, Sentiment
from analysis.scoring import Feeling

# Points on a scale of log-odds: 0.7 doubles the odds of positive against neutral.
_WORDS = 1.5
_SECOND_OPINION = 1.0
_RATINGS = 1.0
_LUKEWARM = 0.5
"""A mean rating, on -1 to +1, that speaks neither for nor against."""
_LEAN: Mapping[Lean, float] = MappingProxyType({Lean.GOOD: 0.5, Lean.WORRY: -0.5, Lean.OPEN: 0.0})
_LEAN_BESIDE_WORDS = 0.5
_QUIET = -0.2
"""Who describes without a word of feeling complains more often than not."""
_ASKS = -0.7
_ASKS_UP_TO = 0.6
_DENIED = 1.2
"""Nothing to say about what could be better."""
_NEUTRAL = 0.3
_FAINT = 1.0
_TURNED = 1.0
"""Praise with a "but"."""
_SILENT_VADER = 0.05
_CLEAR = 0.25


@dataclass(frozen=True, slots=True)
class Chances:
    """How likely each sentiment is; the three add up to 1."""

    positive: float
    neutral: float
    negative: float

    @property
    def guess(self) -> Sentiment:
        """The likeliest."""
        return max(Sentiment, key=self.of)

    @property
    def confidence(self) -> float:
        """How likely the likeliest is."""
        return self.of(self.guess)

    def of(self, sentiment: Sentiment) -> float:
        """Return the chance of one sentiment."""
        value: float = getattr(self, sentiment.value)
        return value


def chances(comment: CommentIn, feeling: Feeling, second: float) -> Chances:
    """Return what words, question and ratings say together.

    Args:
        comment: for its lean and ratings.
        feeling: what ``WordScorer`` found in its words.
        second: VADER's score of the words, -1 to +1.
    """
    words = feeling.positive - feeling.negative
    quiet = not feeling.reasons
    beside = _beside(comment, quiet=quiet)
    score = _WORDS * tanh(words) + _SECOND_OPINION * second + beside
    if quiet and second < _SILENT_VADER:
        score += _QUIET
    if feeling.asks and words < _ASKS_UP_TO:
        score += _ASKS
    if feeling.denied and comment.lean is Lean.WORRY:
        score += _DENIED
    neutral = _NEUTRAL + (_FAINT if feeling.faint and quiet else 0.0)
    if feeling.turned and feeling.positive > _CLEAR:
        neutral += _TURNED
    weights = exp(score), exp(neutral), exp(-score)
    total = sum(weights)
    return Chances(*(weight / total for weight in weights))


def _beside(comment: CommentIn, *, quiet: bool) -> float:
    found = _LEAN[comment.lean] * (1.0 if quiet else _LEAN_BESIDE_WORDS)
    if comment.ratings:
        found += _RATINGS * (sum(comment.ratings) / len(comment.ratings) - _LUKEWARM)
    return found
