"""What a learned analyser says about a comment, and which of its words made it say so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import tanh

import numpy as np

from analysis.features import LEANS, RATED, Features
from analysis.learned import FIRST_THEME, SENTIMENTS, Learned
from analysis.readings import Reason, Sentiment, Span, ThemeHit
from analysis.summing import Array
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


@dataclass(frozen=True, slots=True)
class Heard:
    """What of a comment is needed to recall.

    Args:
        features: what the learned analyser looks at.
        words: its tokens.
        spoken: themes that the codebook found.
    """

    features: Features
    words: list[Token]
    spoken: tuple[ThemeHit, ...]


def recalled(learned: Learned, comments: Sequence[Heard], *, explain: bool) -> list[Recalled]:
    """Return what was learned about comments, all at once, which is quicker than one by one.

    A theme that people have not coded often enough to be learned stays as the codebook found it.

    Args:
        learned: the trained analyser.
        comments: what is needed of each.
        explain: whether to say what weighed.
    """
    scores = learned.scores([heard.features for heard in comments])
    felt = scores[:, :FIRST_THEME].tolist()
    taught = frozenset(learned.themes)
    bare = [all(hit.theme in taught for hit in heard.spoken) for heard in comments]
    return [
        Recalled(
            chances=learned.chances(feelings) if learned.feels else None,
            confidence=learned.settings.confidence,
            why=_why(learned, heard.features) if learned.feels and explain else (),
            themes=_themes(learned, found, heard),
        )
        for heard, feelings, found in zip(comments, felt, learned.found(scores, bare), strict=True)
    ]


def _themes(learned: Learned, taught: list[str], heard: Heard) -> tuple[ThemeHit, ...]:
    by_phrase = {hit.theme for hit in heard.spoken}
    themes = [hit for hit in heard.spoken if hit.theme in taught or hit.theme not in learned.themes]
    themes += [
        ThemeHit(theme, _evidence(learned, theme, heard.words))
        for theme in taught
        if theme not in by_phrase
    ]
    order = learned.order
    return tuple(
        sorted(themes, key=lambda hit: (order.get(hit.theme, len(order)), hit.theme))
        if len(themes) > 1
        else themes
    )


def _evidence(learned: Learned, theme: str, words: list[Token]) -> tuple[Span, ...]:
    column = FIRST_THEME + learned.themes.index(theme)
    rows = learned.words.rows
    known = [token for token in words if token[0] != STOP and token[0] in rows]
    weights = learned.alone[[rows[word] for word, _, _ in known], column].tolist()
    weighed = [
        (weight, start, end)
        for weight, (_, start, end) in zip(weights, known, strict=True)
        if weight > 0
    ]
    best = sorted(weighed, reverse=True)[:_EVIDENCE]
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
