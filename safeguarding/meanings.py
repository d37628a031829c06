"""What words stand for, and what of a thought the learned screen looks at."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from itertools import pairwise

from pydantic import BaseModel, ConfigDict

Features = Mapping[str, float]
"""What is looked at, and how loudly it speaks."""

_NEAR = 5
"""Words this far apart can belong together."""
_LONG = 4
_PART_SIZES = (4, 5)
_WORD, _PAIR, _TRIPLE = 1.0, 0.7, 0.5
_MEANING, _FAINT_MEANING, _TOGETHER, _PART = 1.0, 0.25, 0.7, 0.25


class Meanings(BaseModel):
    """The lists; see the comments in meanings.toml."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    plain: frozenset[str]
    faint: frozenset[str]
    meanings: Mapping[str, tuple[str, ...]]


class Listener:
    """Turns a thought into what the learned screen looks at; made once, never changed."""

    __slots__ = ("_faint", "_lengths", "_plain", "_stems", "_words")

    def __init__(self, lists: Meanings) -> None:
        """Index the lists."""
        self._plain, self._faint = lists.plain, lists.faint
        words: dict[str, set[str]] = {}
        stems: dict[str, set[str]] = {}
        for meaning, listed in lists.meanings.items():
            for word in listed:
                if word.endswith("*"):
                    stems.setdefault(word[:-1], set()).add(meaning)
                else:
                    words.setdefault(word, set()).add(meaning)
        self._words = words
        self._stems = stems
        self._lengths = sorted({len(stem) for stem in stems})

    def features(self, thought: str) -> Features:
        """Return what to look at in a thought as ``Speller`` gives it."""
        words = thought.split()
        stands_for = [self._meanings(word) for word in words]
        found = dict(self._of_words(words))
        found.update(self._of_neighbours(words))
        for meaning in frozenset[str]().union(*stands_for):
            found[f"m {meaning}"] = _FAINT_MEANING if meaning in self._faint else _MEANING
        found.update(_of_meanings(stands_for))
        return found

    def _meanings(self, word: str) -> frozenset[str]:
        stems = (self._stems.get(word[:length], ()) for length in self._lengths)
        return frozenset(self._words.get(word, ())).union(*stems)

    def _of_words(self, words: list[str]) -> Iterator[tuple[str, float]]:
        for word in set(words) - self._plain:
            yield f"w {word}", _WORD
            if len(word) >= _LONG:
                spaced = f" {word} "
                for size in _PART_SIZES:
                    for start in range(len(spaced) - size + 1):
                        yield f"p {spaced[start : start + size]}", _PART

    def _of_neighbours(self, words: list[str]) -> Iterator[tuple[str, float]]:
        for one, two in pairwise(words):
            if one not in self._plain or two not in self._plain:
                yield f"b {one} {two}", _PAIR
        for one, two, three in zip(words, words[1:], words[2:], strict=False):
            yield f"t {one} {two} {three}", _TRIPLE


@cache
def listener() -> Listener:
    """Return the listener with the lists that Sayso ships."""
    source = files("safeguarding") / "meanings.toml"
    lists = Meanings.model_validate(tomllib.loads(source.read_text(encoding="utf-8")))
    return Listener(lists)


def _of_meanings(stands_for: list[frozenset[str]]) -> Iterator[tuple[str, float]]:
    for place in range(len(stands_for)):
        near = stands_for[place : place + _NEAR + 1]
        for other in near[1:]:
            for pair in ({one, two} for one in near[0] for two in other if one != two):
                yield f"n {' '.join(sorted(pair))}", _TOGETHER
