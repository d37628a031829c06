"""Finding phrases in words: quick, explainable, and never across the end of a thought."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from analysis.tokens import STOP, Token

_GAP = ".."
_LONGEST_GAP = 3
_STEM_KEY = 3


class PhraseFault(ValueError):
    """A phrase that cannot be matched; the message says which, why and the remedy."""


@dataclass(frozen=True, slots=True)
class _Part:
    """One place in a phrase: exact words and word beginnings, or a gap."""

    words: frozenset[str]
    stems: tuple[str, ...]
    gap: bool = False

    def fits(self, word: str) -> bool:
        return word in self.words or (bool(self.stems) and word.startswith(self.stems))


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase of the codebook or lexicon, ready to match, and whose it is."""

    owner: str
    text: str
    parts: tuple[_Part, ...]


class Match(NamedTuple):
    """A phrase found: token places from ``first`` to before ``after``."""

    phrase: Phrase
    first: int
    after: int


def phrase(owner: str, text: str) -> Phrase:
    """Read a phrase: words apart by spaces, ``a|b`` either, ``stem*``, ``..`` up to three words.

    Raises:
        PhraseFault: it is empty, begins or ends with a gap, has a stem under three letters,
            or is not in lower case without apostrophes.
    """
    parts = tuple(_part(owner, text, piece) for piece in text.split())
    if not parts or parts[0].gap or parts[-1].gap:
        raise PhraseFault(f"'{owner}', phrase '{text}': begin and end with a word.")
    return Phrase(owner, text, parts)


_Candidate = tuple[Phrase, tuple[_Part, ...], int]
"""A phrase, the parts that are still to be tried, and how many words the index has found."""


@dataclass(frozen=True, slots=True)
class _Begun:
    """Phrases that begin alike: those that name their next word by it, and all others."""

    by_next: dict[str, list[_Candidate]] = field(default_factory=dict)
    others: list[_Candidate] = field(default_factory=list)

    def add(self, one: Phrase, *, by_word: bool) -> None:
        """Keep a phrase; ``by_word`` says that its first word is found, not only its beginning."""
        following = one.parts[1] if len(one.parts) > 1 else None
        if following is None or following.gap or following.stems:
            self.others.append(_candidate(one, 1 if by_word else 0))
            return
        for word in following.words:
            found = _candidate(one, 2 if by_word else 0)
            self.by_next.setdefault(word, []).append(found)


class Matcher:
    """All phrases at once, indexed by their first two words."""

    __slots__ = ("_by_stem", "_by_word")

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        """Index the phrases; the matcher does not change afterwards."""
        self._by_word: dict[str, _Begun] = {}
        self._by_stem: dict[str, _Begun] = {}
        for one in phrases:
            for word in one.parts[0].words:
                self._by_word.setdefault(word, _Begun()).add(one, by_word=True)
            for key in {stem[:_STEM_KEY] for stem in one.parts[0].stems}:
                self._by_stem.setdefault(key, _Begun()).add(one, by_word=False)

    def matches(self, words: list[Token]) -> list[Match]:
        """Return every phrase found, from left to right; they may overlap."""
        by_word, by_stem = self._by_word, self._by_stem
        found: list[Match] = []
        for place, token in enumerate(words):
            word = token[0]
            if word in by_word:
                _try(by_word[word], words, place, found)
            if word[:_STEM_KEY] in by_stem:
                _try(by_stem[word[:_STEM_KEY]], words, place, found)
        return found

    def by_owner(self, words: list[Token]) -> Mapping[str, list[Match]]:
        """Return the matches of each owner, without those that lie inside a longer one."""
        found: dict[str, list[Match]] = {}
        for match in self.matches(words):
            found.setdefault(match.phrase.owner, []).append(match)
        return {
            owner: _longest(matches) if len(matches) > 1 else matches
            for owner, matches in found.items()
        }


def _part(owner: str, text: str, piece: str) -> _Part:
    if piece == _GAP:
        return _Part(frozenset(), (), gap=True)
    choices = piece.split("|")
    stems = tuple(choice[:-1] for choice in choices if choice.endswith("*"))
    words = frozenset(choice for choice in choices if not choice.endswith("*"))
    if any(len(stem) < _STEM_KEY for stem in stems):
        raise PhraseFault(f"'{owner}', phrase '{text}': a stem needs three letters before the *.")
    if not all(word.isalnum() and word == word.lower() for word in (*words, *stems)):
        raise PhraseFault(
            f"'{owner}', phrase '{text}': write words in lower case without apostrophes or dashes."
        )
    return _Part(words, stems)


def _candidate(one: Phrase, found: int) -> _Candidate:
    return one, one.parts[found:], found


def _try(begun: _Begun, words: list[Token], place: int, found: list[Match]) -> None:
    candidates = begun.others
    if begun.by_next and place + 1 < len(words):
        candidates = begun.by_next.get(words[place + 1][0], []) + candidates
    for one, rest, known in candidates:
        after = _end(rest, words, place + known) if rest else place + known
        if after is not None:
            found.append(Match(one, place, after))


def _end(parts: tuple[_Part, ...], words: list[Token], place: int) -> int | None:
    """Return the place after the phrase, or None when it does not stand here."""
    for number, part in enumerate(parts):
        if part.gap:
            return _end_after_gap(parts[number + 1 :], words, place)
        if place >= len(words) or not part.fits(words[place][0]):
            return None
        place += 1
    return place


def _end_after_gap(parts: tuple[_Part, ...], words: list[Token], place: int) -> int | None:
    for skipped in range(_LONGEST_GAP + 1):
        after = _end(parts, words, place + skipped)
        if after is not None:
            return after
        if place + skipped >= len(words) or words[place + skipped][0] == STOP:
            return None
    return None


def _longest(matches: list[Match]) -> list[Match]:
    kept: list[Match] = []
    for match in sorted(matches, key=lambda match: (match.first, -match.after)):
        if not kept or match.after > kept[-1].after:
            kept.append(match)
    return kept
