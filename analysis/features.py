"""What of a comment the learning analyser looks at: its words, their parts, and what stands beside.

A word counts by its parts too, runs of two to five letters, so that misspelt and unseen words
are not lost. Since the parts of different words are taken as different, a word always adds the
same, which makes reading quick and lets each word say what it weighed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log1p, tanh

from analysis.readings import CommentIn, Lean, ThemeHit
from analysis.scoring import Feeling
from analysis.tokens import STOP, Token

_SHORTEST, _LONGEST = 2, 5
LONG = 40
"""Words of more letters are not remembered, so that nobody can fill the memory with them."""
_START = "^"
_FEW, _SOME = 3, 5
_RATINGS = (0.9, 0.1, -0.1)
"""Where a mean rating counts as the best, as good, as neither; below is bad."""
_RATED = tuple(
    tuple(float(i == place) for i in range(len(_RATINGS) + 2)) for place in range(len(_RATINGS) + 1)
)


@dataclass(frozen=True, slots=True)
class Features:
    """What of one comment is looked at.

    Args:
        terms: words and pairs of neighbours, each once.
        words: its words, each once, in their order.
        side: numbers for question, ratings, length and the word lists.
        themes: found by the codebook.
        phrases: by which it found them, each theme with each of its phrases once.
    """

    terms: frozenset[str]
    words: tuple[str, ...]
    side: tuple[float, ...]
    themes: frozenset[str]
    phrases: frozenset[tuple[str, str]]


def features(
    comment: CommentIn,
    words: list[Token],
    feeling: Feeling,
    second: float,
    spoken: Sequence[ThemeHit],
) -> Features:
    """Return what of a comment is looked at.

    Args:
        comment: for its lean and ratings.
        words: its tokens.
        feeling: what ``WordScorer`` found in its words.
        second: VADER's score of the words, -1 to +1.
        spoken: themes that the codebook found.
    """
    plain = [word for word, _, _ in words]
    terms = set(plain)
    terms.update(map(" ".join, zip((_START, *plain), plain, strict=False)))
    return Features(
        terms=frozenset(terms),
        words=tuple(dict.fromkeys(plain)),
        side=side(comment, feeling, second, len(plain) - plain.count(STOP)),
        themes=frozenset([hit.theme for hit in spoken]),
        phrases=frozenset([(hit.theme, span.phrase) for hit in spoken for span in hit.spans]),
    )


def parts(word: str) -> frozenset[str]:
    """Return the runs of letters of a word, with a space at its ends."""
    return _remembered_parts(word) if len(word) <= LONG else _parts(word)


def _parts(word: str) -> frozenset[str]:
    spaced = f" {word} "
    return frozenset(
        spaced[start : start + size]
        for size in range(_SHORTEST, _LONGEST + 1)
        for start in range(len(spaced) - size + 1)
    )


_remembered_parts = lru_cache(maxsize=20_000)(_parts)


def side(comment: CommentIn, feeling: Feeling, second: float, length: int) -> tuple[float, ...]:
    """Return the numbers beside the words; their number and order never change in a version."""
    good, worry = comment.lean is Lean.GOOD, comment.lean is Lean.WORRY
    words = tanh(feeling.positive - feeling.negative)
    return (
        good,
        worry,
        not (good or worry),
        *_rated(comment.ratings),
        tanh(feeling.positive),
        tanh(feeling.negative),
        words,
        second,
        feeling.faint,
        feeling.turned,
        feeling.asks,
        feeling.denied,
        not feeling.reasons,
        log1p(length) / 4,
        length <= _FEW,
        worry * words,
        good * words,
        worry * second,
        worry * (length <= _SOME),
        good * (length <= _SOME),
    )


def _rated(ratings: tuple[float, ...]) -> tuple[float, ...]:
    if not ratings:
        return 0.0, 0.0, 0.0, 0.0, 1.0
    mean = sum(ratings) / len(ratings)
    place = next((i for i, least in enumerate(_RATINGS) if mean >= least), len(_RATINGS))
    return _RATED[place]


LEANS = slice(0, 3)
"""Where the question stands among the numbers beside the words."""
RATED = slice(3, 8)
"""Where the ratings stand."""
SIDES = len(side(CommentIn(""), Feeling(0, 0, False, ()), 0.0, 0))
"""How many numbers there are."""
