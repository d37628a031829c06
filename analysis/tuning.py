"""Chooses how sure an analyser has to be, on comments that it did not learn from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import log

from analysis.counting import macro_f1, micro_f1, tallies
from analysis.examples import Example
from analysis.learned import Learned, Settings
from analysis.readings import Sentiment
from analysis.summing import Array
from analysis.weighing import Chances

AIM = 0.92
"""How many of the guesses that it is sure of have to be right; people are told .90."""
_SHARPNESS = (0.7, 0.85, 1.0, 1.2, 1.5)
_NEUTRAL = (1.0, 1.3, 1.6, 1.9, 2.2)
_NEVER = 1.01

Scored = Sequence[tuple[Example, Array]]


def tuned(trial: Learned, scored: Scored) -> Settings:
    """Return the settings that serve best.

    Sharpness makes the chances honest (least log loss), the weight of neutral balances being
    right with hearing the rare middle (accuracy and macro-F1), confidence is the least at which
    ``AIM`` is kept. The bars of themes stay as they are, for their scores are settled already;
    chosen anew on each set they did no better.

    Args:
        trial: learned in the same way.
        scored: examples, with the scores that one gave which had not learned from them.
    """
    felt = [(one.sentiment, scores) for one, scores in scored if one.sentiment is not None]
    settings = Settings()
    if felt:
        sharp = min(_SHARPNESS, key=lambda each: _loss(_with(trial, sharpness=each), felt))
        trial = _with(trial, sharpness=sharp)
        neutral = max(_NEUTRAL, key=lambda each: _balance(_with(trial, neutral=each), felt))
        trial = _with(trial, neutral=neutral)
        trial = _with(trial, confidence=_least_confidence(trial, felt))
        settings = trial.settings
    return settings


Felt = Sequence[tuple[Sentiment, Array]]


def _with(learned: Learned, **settings: float) -> Learned:
    return replace(learned, settings=replace(learned.settings, **settings))


def _guesses(learned: Learned, felt: Felt) -> list[tuple[Sentiment, Chances]]:
    return [(gave, learned.chances(scores)) for gave, scores in felt]


def _loss(learned: Learned, felt: Felt) -> float:
    return -sum(log(max(likely.of(gave), 1e-9)) for gave, likely in _guesses(learned, felt))


def _balance(learned: Learned, felt: Felt) -> float:
    guesses = _guesses(learned, felt)
    counted = tallies(
        [frozenset({gave.value}) for gave, _ in guesses],
        [frozenset({likely.guess.value}) for _, likely in guesses],
        [each.value for each in Sentiment],
    )
    return micro_f1(counted) + macro_f1(counted)


def _least_confidence(learned: Learned, felt: Felt) -> float:
    """Return the least confidence from which on enough guesses are right; beyond 1 for never."""
    guesses = _guesses(learned, felt)
    by_confidence = sorted(
        ((likely.confidence, likely.guess is gave) for gave, likely in guesses), reverse=True
    )
    right, least = 0, _NEVER
    for count, (confidence, hit) in enumerate(by_confidence, start=1):
        right += hit
        if right >= AIM * count:
            least = confidence
    return least
