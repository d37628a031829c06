"""Words as rules expect them, whatever the spelling, with the way back to what was written."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

_LETTERS = "[^\\W_][^\\W_\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u200c\u200d]*"
_TOKEN = re.compile(
    f"(?P<word>{_LETTERS}(?:['’‘`]{_LETTERS})*)"
    "|(?P<stop>[.!?;\u2026\u061f\u06d4]+|\\n{2,})"
    "|(?P<sign>[\u2600-\u27bf\U0001f300-\U0001faff])"
)
"""A single new line ends nothing: people break lines in the middle of a sentence."""

_APOSTROPHES = str.maketrans("", "", "'’‘`")
_STRETCHED = re.compile(r"([a-z])\1{2,}")
_SHORTEST_MENDED = 5


@dataclass(frozen=True, slots=True)
class Thought:
    """Words up to a full stop, mended, and where each of them stood.

    Args:
        text: the mended words with single spaces.
        places: for each word of ``text``: its start there, and start and end as written.
    """

    text: str
    places: tuple[tuple[int, int, int], ...]

    def written(self, start: int, end: int) -> tuple[int, int]:
        """Return the span as written of a span of ``text``."""
        inside = [place for place in self.places if start <= place[0] < end]
        return inside[0][1], inside[-1][2]


class Speller:
    """Mends the spelling of words that rules look for; leaves all others alone."""

    __slots__ = ("_fold", "_mended")

    def __init__(
        self,
        spellings: Mapping[str, str],
        keywords: Iterable[str],
        keep: Iterable[str],
        fold: Callable[[str], str] = str,
    ) -> None:
        """Work out the slips once.

        Args:
            spellings: misspelling to what is meant, which may be several words.
            keywords: words in which a slip of one letter is mended.
            keep: real words that must not be taken for a slip.
            fold: makes letters one that stand for one; everything given is folded already.
        """
        self._fold = fold
        words = set(keywords)
        slips = {slip: word for word in sorted(words) for slip in _slips(word)}
        for real in words.union(keep):
            slips.pop(real, None)
        self._mended = {**slips, **spellings}

    def thoughts(self, text: str) -> list[Thought]:
        """Return the thoughts of a text, each with at least one word."""
        found: list[Thought] = []
        words: list[tuple[str, int, int]] = []
        for match in _TOKEN.finditer(text):
            if match.lastgroup == "stop":
                found.append(_thought(words))
                words = []
            else:
                words.append((self._mend(match[0]), match.start(), match.end()))
        found.append(_thought(words))
        return [thought for thought in found if thought.places]

    def _mend(self, written: str) -> str:
        word = self._fold(written.translate(_APOSTROPHES).lower())
        if word in self._mended:
            return self._mended[word]
        short = _STRETCHED.sub(r"\1", word)
        return self._mended.get(short, short)


def _thought(words: list[tuple[str, int, int]]) -> Thought:
    places: list[tuple[int, int, int]] = []
    length = 0
    for word, start, end in words:
        for part in word.split(" "):
            places.append((length, start, end))
            length += len(part) + 1
    return Thought(" ".join(word for word, _, _ in words), tuple(places))


def _slips(word: str) -> Iterable[str]:
    """Yield the word with one letter left out, doubled, or swapped; the first letter stays."""
    if len(word) < _SHORTEST_MENDED:
        return
    for place in range(1, len(word)):
        yield word[:place] + word[place + 1 :]
        yield word[:place] + word[place] + word[place:]
        if place + 1 < len(word):
            yield word[:place] + word[place + 1] + word[place] + word[place + 2 :]
