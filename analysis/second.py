"""A second opinion on words from another list than TextBlob's: VADER (Hutto and Gilbert 2014).

Its list and its rules for degree, negation and "but" are applied to our tokens, which takes a fifth
of the time of its own reader. Its rules for capitals and punctuation are left out.
"""

from __future__ import annotations

from math import sqrt

from vaderSentiment.vaderSentiment import (
    BOOSTER_DICT,
    N_SCALAR,
    NEGATE,
    SentimentIntensityAnalyzer,
)

from analysis.tokens import STOP, Token, fold

_FADING = (1.0, 0.95, 0.9)
"""How much a word of degree counts, by how far before the feeling it stands."""
_BEFORE_BUT, _AFTER_BUT = 0.5, 1.5
_BUT = "but"
_NO = "no"
"""A negation before a word of feeling, and a feeling of its own elsewhere."""
_EVEN = 15
"""The constant by which VADER brings sums between -1 and +1."""


class SecondOpinion:
    """VADER's list, loaded once and never changed."""

    __slots__ = ("_degrees", "_list", "_negations")

    def __init__(self) -> None:
        """Load the list."""
        self._list: dict[str, float] = {
            fold(word): weight for word, weight in SentimentIntensityAnalyzer().lexicon.items()
        }
        self._degrees: dict[str, float] = {fold(word): by for word, by in BOOSTER_DICT.items()}
        self._negations = frozenset(map(fold, NEGATE)) | {_NO}

    def score(self, words: list[Token]) -> float:
        """Return what the words weigh, from -1 to +1; 0 where it knows none of them."""
        plain = [word for word, _, _ in words]
        found = [
            (place, self._weighed(plain, place))
            for place, word in enumerate(plain)
            if word in self._list and word not in self._degrees and not self._negates(plain, place)
        ]
        if not found:
            return 0.0
        if _BUT in plain:
            turn = plain.index(_BUT)
            found = [
                (place, weight * (_BEFORE_BUT if place < turn else _AFTER_BUT))
                for place, weight in found
            ]
        total = sum(weight for _, weight in found)
        return total / sqrt(total * total + _EVEN)

    def _negates(self, words: list[str], place: int) -> bool:
        return words[place] == _NO and any(word in self._list for word in words[place + 1 :][:1])

    def _weighed(self, words: list[str], place: int) -> float:
        weight = self._list[words[place]]
        for back, fading in enumerate(_FADING, start=1):
            if back > place or words[place - back] == STOP:
                break
            word = words[place - back]
            by = self._degrees.get(word, 0.0) * fading
            weight += by if weight > 0 else -by
            if word in self._negations:
                weight *= N_SCALAR
        return weight
