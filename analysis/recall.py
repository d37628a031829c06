"""What a learned analyser says about a comment, and which of its words made it say so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import tanh

import numpy as np

from analysis.features import LEANS, RATED, Features
from analysis.learned import FIRST_THEME, SENTIMENTS, Array, Learned
from analysis.readings import Reason, Sentiment, Span, ThemeHit
from analysis.tokens import STOP, Token
from analysis.weighing import Chances

LEARNED = "learned from coding"
"""Stands where a span names the codebook's phrase: this evidence came from what people coded."""
_SHOWN = 8
_EVIDENCE = 2
_LEAST = 0.05


@dataclass(frozen=True, slots=True)
class Recalled:
    """What was learned about a comment like this.

    Args:
        chances: of each sentiment; None if sentiment was never taught.
        confidence: that a guess must have to be suggested.
        why: words, question and ratings that weighed, heaviest first.
        themes: with their evidence, in the codebook's order, then others.
    """

    chances: Chances | None
    confidence: float
    why: tuple[Reason, ...]
    themes: tuple[ThemeHit, ...]


def recalled(
    learned: Learned,
    found: Features,
    words: list[Token],
    spoken: tuple[ThemeHit, ...],
    *,
    explain: bool,
) -> Recalled:
    """Return what was learned about a comment.

    A theme that people have not coded often enough to be learned stays as the codebook found it.

    Args:
        learned: the trained analyser.
        found: what it looks at in the comment.
        words: the comment's tokens.
        spoken: themes that the codebook found.
        explain: whether to say what weighed.
    """
    scores = learned.scores(found)
    by_phrase = {hit.theme: hit for hit in spoken}
    taught = set(learned.found(scores))
    themes = [hit for hit in spoken if hit.theme in taught or hit.theme not in learned.themes]
    themes += [
        ThemeHit(theme, _evidence(learned, theme, words))
        for theme in learned.themes
        if theme in taught and theme not in by_phrase
    ]
    return Recalled(
        chances=learned.chances(scores) if learned.feels else None,
        confidence=learned.settings.confidence,
        why=_why(learned, found) if learned.feels and explain else (),
        themes=_in_order(themes, learned.hits),
    )


def _in_order(themes: list[ThemeHit], codebook: tuple[str, ...]) -> tuple[ThemeHit, ...]:
    places: Mapping[str, int] = {theme: place for place, theme in enumerate(codebook)}
    return tuple(sorted(themes, key=lambda hit: (places.get(hit.theme, len(places)), hit.theme)))


def _evidence(learned: Learned, theme: str, words: list[Token]) -> tuple[Span, ...]:
    column = FIRST_THEME + learned.themes.index(theme)
    weights = learned.weights_of(word for word, _, _ in words if word != STOP)
    weighed = [(weights[word][column], start, end) for word, start, end in words if word in weights]
    best = sorted((one for one in weighed if one[0] > 0), reverse=True)[:_EVIDENCE]
    return tuple(
        Span(start, end, LEARNED) for _, start, end in sorted(best, key=lambda one: one[1])
    )


def _why(learned: Learned, found: Features) -> tuple[Reason, ...]:
    good, bad = (SENTIMENTS.index(each) for each in (Sentiment.POSITIVE, Sentiment.NEGATIVE))
    words = learned.weights_of(word for word in found.words if word != STOP)
    weights = {word: float(each[good] - each[bad]) for word, each in words.items()}
    weights["question"] = _beside(learned.side, found, LEANS, good, bad)
    weights["ratings"] = _beside(learned.side, found, RATED, good, bad)
    # By the root of their number, as the words' sum is divided: one of many decides less.
    length = max(1, len(words)) ** 0.5
    reasons = [Reason(word, tanh(weight / length)) for word, weight in weights.items()]
    telling = [reason for reason in reasons if abs(reason.weight) >= _LEAST]
    return tuple(sorted(telling, key=lambda one: -abs(one.weight))[:_SHOWN])


def _beside(side: Array, found: Features, where: slice, good: int, bad: int) -> float:
    weights = side[where]
    return float(np.array(found.side[where]) @ (weights[:, good] - weights[:, bad]))
