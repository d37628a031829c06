"""The feeling of single words: TextBlob's arithmetic on our tokens, with the field's own words."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass

from analysis.lexicon import Lexicon
from analysis.phrases import Match, Matcher, phrase
from analysis.readings import Reason
from analysis.textblob_list import textblob_list
from analysis.tokens import STOP, Token
from analysis.wordlist import Known, WordList

_NEGATION = "not"
_REACH = 3
"""A negation reaches over this many words without feeling: "never really felt happy"."""
_SHORT = 8
_BEFORE_TURN = 0.5
_UNKNOWN = "something"
"""Stands for any word without feeling: it keeps "very" from reaching past it."""
_STRETCHED = re.compile(r"(\w)\1{2,}")


class _Word(str):
    """A token that remembers how it was written, so that reasons can show it."""

    __slots__ = ("written",)
    written: str


@dataclass(frozen=True, slots=True)
class Feeling:
    """What the words of a comment weigh.

    Args:
        positive, negative: sums of polarity, both counted upwards.
        faint: a word such as "ok" stands in it.
        reasons: the words, each with its polarity.
        turned: the writer turns in the middle ("but").
        asks: a word asks for something to change.
        denied: a short answer that opens with "nothing" or "no".
    """

    positive: float
    negative: float
    faint: bool
    reasons: tuple[Reason, ...]
    turned: bool = False
    asks: bool = False
    denied: bool = False


class WordScorer:
    """TextBlob's word list with ours over it; made once, then only read."""

    __slots__ = (
        "_asks",
        "_denials",
        "_faint",
        "_intensifiers",
        "_known",
        "_list",
        "_negators",
        "_rewrites",
        "_turns",
    )

    def __init__(self, lexicon: Lexicon) -> None:
        """Load TextBlob's list, mute what misleads here and add what it lacks."""
        known = _known(lexicon)
        self._list = WordList(known, _NEGATION)
        self._known = frozenset(known)
        self._negators = lexicon.negators
        self._intensifiers = lexicon.intensifiers
        self._turns = lexicon.turns
        self._asks = lexicon.asks
        self._denials = lexicon.denials
        self._faint = lexicon.faint.words
        # The owner of a rewrite is the word it becomes.
        self._rewrites = Matcher(phrase(new, old) for old, new in lexicon.rewrites.items())

    def feeling(self, words: list[Token], text: str) -> Feeling:
        """Return what the words weigh; ``text`` is what they were cut from."""
        parts = self._parts(self._rewritten(words, text))
        said = {word for word, _, _ in words}
        reasons = [reason for part in parts[:-1] for reason in self._reasons(part, _BEFORE_TURN)]
        reasons.extend(self._reasons(parts[-1], 1.0))
        return Feeling(
            positive=sum(reason.weight for reason in reasons if reason.weight > 0),
            negative=-sum(reason.weight for reason in reasons if reason.weight < 0),
            faint=not self._faint.isdisjoint(said),
            reasons=tuple(reasons),
            turned=not self._turns.isdisjoint(said),
            asks=not self._asks.isdisjoint(said),
            denied=len(words) < _SHORT and bool(words) and words[0][0] in self._denials,
        )

    def _rewritten(self, words: list[Token], text: str) -> list[str]:
        matches = {match.first: match for match in _longest_first(self._rewrites, words)}
        stretched = bool(_STRETCHED.search(" ".join([word for word, _, _ in words])))
        result: list[str] = []
        place = 0
        for first, match in [*matches.items(), (len(words), None)]:
            for word, start, end in words[place:first]:
                if word in self._negators:
                    result.append(_written(_NEGATION, text[start:end]))
                elif stretched and word not in self._known:
                    result.append(_unstretched(word, self._known))
                else:
                    result.append(word)
            if match is None:
                break
            if match.phrase.owner:
                span = text[words[first][1] : words[match.after - 1][2]]
                result.append(_written(match.phrase.owner, span))
            place = match.after
        return result

    def _parts(self, words: list[str]) -> list[list[str]]:
        """Split where the writer turns ("but"), bringing negations to the words they turn."""
        parts: list[list[str]] = [[]]
        negation: str | None = None
        passed = 0
        for word in words:
            if word == _NEGATION:
                negation, passed = word, 0
            elif word == STOP or word in self._turns:
                self._taken_back(parts, negation, passed)
                negation = None
                parts.extend([[]] if word in self._turns else [])
            elif negation is None:
                parts[-1].append(word if word in self._known else _UNKNOWN)
            elif word in self._known and word not in self._intensifiers:
                parts[-1].extend((negation, word))
                negation = None
            else:
                passed += 1
                negation = negation if passed <= _REACH else None
        self._taken_back(parts, negation, passed)
        return parts

    def _taken_back(self, parts: list[list[str]], negation: str | None, passed: int) -> None:
        """Turn what stood before "but they didn't", where that ends the thought."""
        if negation is None or passed or len(parts) == 1 or set(parts[-1]) - {_UNKNOWN}:
            return
        plain = [word for word in parts[-2] if word != _NEGATION]
        if len(plain) == len(parts[-2]):
            parts[-2] = [
                piece
                for word in plain
                for piece in ((negation, word) if word in self._known else (word,))
            ]

    def _reasons(self, words: list[str], weight: float) -> Iterator[Reason]:
        for chunk, polarity in self._list.assessed(words):
            if polarity and any(word not in self._faint for word in chunk):
                yield Reason(_shown(chunk), max(-1.0, min(1.0, polarity)) * weight)


def _known(lexicon: Lexicon) -> dict[str, Known]:
    words = textblob_list()
    for word in lexicon.mute:
        words.pop(word, None)
    for word, polarity in lexicon.words.items():
        theirs = words.get(word)
        words[word] = Known(polarity, 1.0, adverb=theirs is not None and theirs.adverb)
    return words


def _longest_first(matcher: Matcher, words: list[Token]) -> Iterator[Match]:
    """Yield matches that do not overlap, the longest of those that begin together."""
    after = 0
    matches = matcher.matches(words)
    for match in sorted(matches, key=lambda match: (match.first, -match.after)):
        if match.first >= after:
            after = match.after
            yield match


def _written(word: str, written: str) -> _Word:
    result = _Word(word)
    result.written = written.lower()
    return result


def _shown(chunk: list[str]) -> str:
    return " ".join(word.written if isinstance(word, _Word) else word for word in chunk)


def _unstretched(word: str, known: Container[str]) -> str:
    """Return "boooring" as "boring" and "soooo" as "so", if that is a known word."""
    if not _STRETCHED.search(word):
        return word
    for left in ("\\1\\1", "\\1"):
        shorter = _STRETCHED.sub(left, word)
        if shorter in known:
            return shorter
    return word
