"""The one place that says how a comment feels, or that the machine is not sure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from analysis.readings import CommentIn, Lean, Reason, Sentiment, Unsure
from analysis.scoring import Feeling
from analysis.weighing import Chances

# Provisional, all of them: set by hand on a handful of sentences, to be replaced when officers'
# corrections can teach better ones. Each is a point on the scale of polarity, -1 to +1.
_LEAN_WEIGHT: Mapping[Lean, float] = MappingProxyType(
    {Lean.GOOD: 0.3, Lean.WORRY: -0.3, Lean.OPEN: 0.0}
)
_RATINGS_WEIGHT = 0.5
_ALONE = 0.25
"""Words, or question and ratings, of at least this weight can decide when nothing opposes."""
_STRONG = 0.6
"""Words of at least this weight stand against what the question asked for."""
_MIXED = 0.5
"""Good and bad words count as mixed when the lesser has this share of the greater."""
_CLEAR_RATINGS = 0.5
"""A mean rating beyond this, on -1 to +1, counts as a verdict of its own."""


LEAST_CONFIDENCE = 0.38
"""The chance that a verdict of the rules must have, so that people get it as a suggestion."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """A sentiment or the reason for having none, and what weighed, heaviest first.

    ``guess`` is what it would be if it had to be one, and ``confidence`` how sure that is, 0 to 1.
    """

    sentiment: Sentiment | None
    unsure: Unsure | None
    why: tuple[Reason, ...]
    guess: Sentiment
    confidence: float


def sentiment(
    comment: CommentIn, feeling: Feeling, likely: Chances, least: float = LEAST_CONFIDENCE
) -> Judgement:
    """Weigh the words against what the question asked for and the ratings beside them.

    Plain rules come to a verdict; the chances, which also know a second word list, can stop it.

    Args:
        comment: for its lean and ratings.
        feeling: what ``WordScorer`` found in its words.
        likely: the chances of each sentiment.
        least: the chance under which a verdict is left to people.
    """
    lean = _LEAN_WEIGHT[comment.lean]
    ratings = sum(comment.ratings) / len(comment.ratings) if comment.ratings else 0.0
    verdict = _verdict(feeling, lean, ratings)
    why = sorted((*feeling.reasons, *_beside(lean, ratings)), key=lambda one: -abs(one.weight))
    if not isinstance(verdict, Unsure):
        if likely.of(verdict) >= least:
            return Judgement(verdict, None, tuple(why), verdict, likely.of(verdict))
        verdict = Unsure.DISAGREES
    return Judgement(None, verdict, tuple(why), likely.guess, likely.confidence)


def taught(
    comment: CommentIn,
    feeling: Feeling,
    likely: Chances,
    least: float,
    why: tuple[Reason, ...],
) -> Judgement:
    """Return the judgement of an analyser that learned from people.

    Args:
        comment: for its lean and ratings, which with the words say why it is not sure.
        feeling: what ``WordScorer`` found in its words.
        likely: the chances that were learned.
        least: the confidence under which it is left to people.
        why: what weighed.
    """
    guess, confidence = likely.guess, likely.confidence
    if confidence >= least:
        return Judgement(guess, None, why, guess, confidence)
    ratings = sum(comment.ratings) / len(comment.ratings) if comment.ratings else 0.0
    doubt = _verdict(feeling, _LEAN_WEIGHT[comment.lean], ratings)
    unsure = doubt if isinstance(doubt, Unsure) else Unsure.THIN
    return Judgement(None, unsure, why, guess, confidence)


def _verdict(feeling: Feeling, lean: float, ratings: float) -> Sentiment | Unsure:
    side = lean + _RATINGS_WEIGHT * ratings
    if not feeling.reasons:
        return _without_words(feeling, side)
    lesser, greater = sorted((feeling.positive, feeling.negative))
    if lesser >= _MIXED * greater:
        return Unsure.MIXED
    words = feeling.positive - feeling.negative
    if words * lean > 0:
        return _sign(words)
    if words * ratings < 0 and abs(ratings) >= _CLEAR_RATINGS:
        return Unsure.DISAGREES
    if words * lean < 0 and abs(words) < _STRONG:
        return Unsure.DISAGREES
    agreed = words * side > 0
    return _sign(words) if agreed or abs(words) >= _ALONE else Unsure.THIN


def _without_words(feeling: Feeling, side: float) -> Sentiment | Unsure:
    if feeling.faint:
        return Sentiment.NEUTRAL
    return _sign(side) if abs(side) >= _ALONE else Unsure.THIN


def _sign(weight: float) -> Sentiment:
    return Sentiment.POSITIVE if weight > 0 else Sentiment.NEGATIVE


def _beside(lean: float, ratings: float) -> tuple[Reason, ...]:
    found = (Reason("question", lean), Reason("ratings", _RATINGS_WEIGHT * ratings))
    return tuple(reason for reason in found if reason.weight)
