"""TextBlob's arithmetic over a list of words, on plain dictionaries: the same, in a third the time.

Its own reader asks a dictionary that loads late, and makes a dictionary of each word it finds.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

_SMALL = 2
"""Words of so few letters let a strengthening word reach past them: "really is good"."""
_TURNED = -0.5
"""TextBlob's factor for a word that is negated: "not good" is less bad than "bad" would be."""


@dataclass(frozen=True, slots=True)
class Known:
    """A word of the list: its polarity, how much it strengthens, and whether it is an adverb."""

    polarity: float
    strength: float
    adverb: bool


@dataclass(slots=True)
class _Found:
    """A word found, with the words that strengthen or turn it."""

    words: list[str]
    polarity: float
    strength: float
    turned: bool = False


class WordList:
    """Known words and the one negation; made once, then only read."""

    __slots__ = ("_known", "_negation")

    def __init__(self, known: Mapping[str, Known], negation: str) -> None:
        """Keep the words."""
        self._known = dict(known)
        self._negation = negation

    def assessed(self, words: Iterable[str]) -> list[tuple[list[str], float]]:
        """Return each known word, with what strengthens or turns it, and its polarity."""
        known, negation_word = self._known, self._negation
        found: list[_Found] = []
        strengthening: str | None = None
        negation: str | None = None
        for word in words:
            entry = known.get(word)
            if entry is not None:
                _add(found, word, entry, strengthening, negation)
                strengthening = word if entry.adverb else None
                negation = word if word == negation_word else None
                continue
            if word == negation_word:
                negation = word
            elif negation and len(word) > 1:
                negation = None
            if negation and strengthening and strengthening.endswith("ly"):
                found[-1].words.append(negation)
                found[-1].turned = True
                negation = None
            elif len(word) > _SMALL:
                strengthening = None
        return [(one.words, one.polarity * (_TURNED if one.turned else 1)) for one in found]


def _add(
    found: list[_Found], word: str, entry: Known, strengthening: str | None, negation: str | None
) -> None:
    if strengthening is None:
        found.append(_Found([word], entry.polarity, entry.strength))
    else:
        last = found[-1]
        last.words.append(word)
        last.polarity = max(-1.0, min(entry.polarity * last.strength, 1.0))
        last.strength = entry.strength
    if negation is not None:
        last = found[-1]
        last.words.insert(0, negation)
        last.strength = 1.0 / last.strength
        last.turned = True
