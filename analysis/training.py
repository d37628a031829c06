"""Fits a learned analyser to comments that people coded."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from math import log
from typing import Any

import numpy as np

from analysis.codebook import Codebook
from analysis.examples import Example
from analysis.features import SIDES, Features, parts
from analysis.fitting import Fit, fit_sentiment, fit_theme
from analysis.learned import FIRST_THEME, SENTIMENTS, Learned, Table
from analysis.model import Model, featured
from analysis.nonanswers import is_nonanswer
from analysis.readings import CommentIn, Sentiment
from analysis.redaction import words_left
from analysis.settling import Settling, fit_settling, unsettled
from analysis.summing import Array
from analysis.tokens import tokens
from analysis.trusting import learn_trust
from analysis.tuning import tuned

FEWEST_OF_A_THEME = 5
"""Comments in which people found a theme; one with fewer is left to the codebook's phrases."""
FEWEST_OF_A_SENTIMENT = 12
"""Comments of each sentiment: fewer would leave none of one in what is held back or learned."""
_PARTS = 4
"""Examples are dealt into so many parts; each is scored by what learned from the others."""
_MOST = 0.5


@dataclass(frozen=True, slots=True)
class Seen:
    """An example and what of it is looked at."""

    example: Example
    features: Features


def train(
    examples: Sequence[Example],
    model: Model,
    version: str,
    chance: random.Random,
    least: int = 5,
) -> Learned:
    """Return an analyser that learned from examples.

    How sure it has to be is chosen by scores that each part of the examples gets from an analyser
    that learned from the other parts; then it learns from all of them. What could name somebody
    is struck from the words first, and only words and parts of words from as many responses as
    ``least`` are remembered.

    Args:
        examples: coded by people; examples of one origin are one response.
        model: the untrained analyser with the codebook.
        version: to be stored with each coding.
        chance: deals the examples.
        least: responses in which a word must stand to be remembered.
    """
    seen = [Seen(one, featured(_struck(one), model)) for one in examples]
    wanted = _Wanted(_learnable(seen), model.codebook)
    learned = _fitted(seen, wanted, version, least)
    told, worded, trusted = list[Seen](), list[Array](), list[Array]()
    for back, kept in _dealt(seen, chance):
        trial = _fitted(kept, wanted, version, least)
        told += back
        worded.append(trial.worded([one.features for one in back]))
        trusted.append(trial.trust.told([one.features for one in back]))
    learned = _settled(learned, told, np.vstack(worded), np.vstack(trusted), wanted)
    scored = zip((one.example for one in told), np.vstack(worded), strict=True)
    settings = tuned(learned, list(scored))
    hears = _hear_nothing(examples, model)
    return replace(learned, settings=settings, hears_nothing=hears)


class _Wanted:
    """What is to be learned: themes, then the groups that they belong to."""

    def __init__(self, themes: tuple[str, ...], codebook: Codebook) -> None:
        self.themes = themes
        self.hits = tuple(theme.id for theme in codebook.theme)
        self.group_of = {theme.id: theme.group for theme in codebook.theme}
        self.groups = tuple(
            sorted({self.group_of[each] for each in themes if each in self.group_of})
        )

    def given(self, seen: Sequence[Seen]) -> Iterator[tuple[Array, list[int]]]:
        """Yield for each theme and group where people found it, and its places among the hits."""
        for theme in self.themes:
            there = np.array([theme in one.example.themes for one in seen])
            yield there, [place for place, hit in enumerate(self.hits) if hit == theme]
        for group in self.groups:
            within = {theme for theme, its in self.group_of.items() if its == group}
            there = np.array([not within.isdisjoint(one.example.themes) for one in seen])
            yield there, [place for place, hit in enumerate(self.hits) if hit in within]

    def places(self) -> Settling:
        """Return where the groups and phrases of the themes stand."""
        groups = (self.group_of.get(theme, "") for theme in self.themes)
        return unsettled(
            [self.groups.index(each) if each else -1 for each in groups],
            [self.hits.index(each) if each in self.hits else -1 for each in self.themes],
        )


def _settled(
    learned: Learned, told: Sequence[Seen], worded: Array, trusted: Array, wanted: _Wanted
) -> Learned:
    if not wanted.themes:
        return learned
    after = FIRST_THEME + len(wanted.themes)
    given = np.array([[theme in one.example.themes for theme in wanted.themes] for one in told])
    phrases = learned.told_by_phrases([one.features for one in told])
    voices = (worded[:, FIRST_THEME:after], worded[:, after:], phrases, trusted)
    return replace(learned, settling=fit_settling(given, voices, wanted.places()))


def _dealt(seen: Sequence[Seen], chance: random.Random) -> Iterator[tuple[list[Seen], list[Seen]]]:
    """Yield each part and the rest; what is of one origin stays together."""
    origins = sorted({_origin(one.example) for one in seen}, key=repr)
    chance.shuffle(origins)
    for part in range(_PARTS):
        held = frozenset(origins[part::_PARTS])
        yield (
            [one for one in seen if _origin(one.example) in held],
            [one for one in seen if _origin(one.example) not in held],
        )


def _hear_nothing(examples: Sequence[Example], model: Model) -> bool:
    """Return whether people found something in most comments that our lists call no answer."""
    empty = [
        one
        for one in examples
        if is_nonanswer(tokens(one.comment.text), one.comment.lean, model.lexicon)
    ]
    spoke = sum(bool(one.themes) or one.sentiment not in (None, Sentiment.NEUTRAL) for one in empty)
    return len(empty) >= FEWEST_OF_A_THEME and spoke > _MOST * len(empty)


def lacking(examples: Sequence[Example]) -> str:
    """Return a sentence that says what is missing to learn from examples, empty for nothing.

    There must be ``FEWEST_OF_A_SENTIMENT`` different ones of each sentiment where any was
    given, else ``FEWEST_OF_A_THEME`` of some theme.
    """
    apart = {(_origin(one), one.sentiment) for one in examples if one.sentiment is not None}
    felt = Counter(sentiment for _, sentiment in apart)
    if felt:
        few = [each.value for each in Sentiment if felt[each] < FEWEST_OF_A_SENTIMENT]
        if few:
            return (
                f"{FEWEST_OF_A_SENTIMENT} different comments of each sentiment are needed to "
                f"learn; there are fewer of {' and '.join(few)}."
            )
        return ""
    themes = Counter(theme for one in examples for theme in one.themes)
    if max(themes.values(), default=0) >= FEWEST_OF_A_THEME:
        return ""
    return f"{FEWEST_OF_A_THEME} comments of some theme are needed to learn; there are fewer."


def _struck(example: Example) -> CommentIn:
    return replace(example.comment, text=words_left(example.comment.text))


def _origin(example: Example) -> Hashable:
    return example.comment.text.casefold() if example.origin is None else example.origin


def _fitted(seen: Sequence[Seen], wanted: _Wanted, version: str, least: int) -> Learned:
    terms = _weighted((one.features.terms for one in seen), seen, least)
    grams = _weighted((_parts(one.features) for one in seen), seen, least)
    hits = wanted.hits
    matrix = _Matrix(terms, grams, hits)
    rows = matrix.of([one.features for one in seen])
    felt = [i for i, one in enumerate(seen) if one.example.sentiment is not None]
    columns = [_sentiment_columns(rows, felt, seen, len(hits))]
    columns += [fit_theme(rows, there, SIDES, len(hits), own) for there, own in wanted.given(seen)]
    weights = np.hstack([weights for weights, _ in columns])
    bias = np.concatenate([constant for _, constant in columns])
    first, second = len(terms), len(terms) + len(grams)
    return Learned(
        version=version,
        themes=wanted.themes,
        hits=hits,
        terms=_table(terms, weights[:first]),
        grams=_table(grams, weights[first:second]),
        side=weights[second:],
        bias=bias,
        feels=bool(felt),
        trust=learn_trust(((one.features, one.example.themes) for one in seen), hits),
    )


def _sentiment_columns(rows: Any, felt: list[int], seen: Sequence[Seen], hits: int) -> Fit:
    if not felt:
        return np.zeros((rows.shape[1], len(SENTIMENTS))), np.zeros(len(SENTIMENTS))
    given = [one.example.sentiment for one in (seen[place] for place in felt)]
    places = [SENTIMENTS.index(each) for each in given if each is not None]
    return fit_sentiment(rows[felt], places, SIDES, hits)


def _learnable(seen: Sequence[Seen]) -> tuple[str, ...]:
    counted = Counter(theme for one in seen for theme in one.example.themes)
    return tuple(
        sorted(theme for theme, times in counted.items() if FEWEST_OF_A_THEME <= times < len(seen))
    )


def _parts(found: Features) -> frozenset[str]:
    return frozenset().union(*(parts(word) for word in found.words))


def _weighted(sets: Iterable[frozenset[str]], seen: Sequence[Seen], least: int) -> dict[str, float]:
    """Return the inverse document frequency of each name that enough responses hold."""
    by_origin: dict[Hashable, set[str]] = {}
    for names, one in zip(sets, seen, strict=True):
        by_origin.setdefault(_origin(one.example), set()).update(names)
    counted = Counter(name for names in by_origin.values() for name in names)
    everyone = 1 + len(by_origin)
    return {
        name: log(everyone / (1 + times)) + 1
        for name, times in sorted(counted.items())
        if times >= least
    }


def _table(weighted: dict[str, float], weights: Array) -> Table:
    scale = np.array(list(weighted.values()))
    rows = {name: row for row, name in enumerate(weighted)}
    return Table(rows, weights * scale[:, None], scale * scale)


class _Matrix:
    """Turns features into the rows that are fitted; the same arithmetic as ``Learned.scores``."""

    def __init__(
        self, terms: dict[str, float], grams: dict[str, float], hits: tuple[str, ...]
    ) -> None:
        self._terms, self._grams, self._hits = terms, grams, hits
        names = [*(("t", name) for name in terms), *(("g", name) for name in grams)]
        self._places = {name: place for place, name in enumerate(names)}
        self._parts: dict[str, list[str]] = {}

    def of(self, found: Sequence[Features]) -> Any:
        # Late: loading it takes longer than most commands run.
        from scipy.sparse import csr_matrix, hstack  # noqa: PLC0415 - see the line above

        ends = [0]
        places: list[int] = []
        values: list[float] = []
        for one in found:
            for kind, scaled in (("t", self._by_terms(one)), ("g", self._by_parts(one))):
                length = sum(value * value for _, value in scaled) ** 0.5
                places.extend(self._places[kind, name] for name, _ in scaled)
                values.extend(value / length for _, value in scaled)
            ends.append(len(places))
        words = csr_matrix((values, places, ends), shape=(len(found), len(self._places)))
        words.sum_duplicates()
        beside = [[*one.side, *(hit in one.themes for hit in self._hits)] for one in found]
        return hstack([words, csr_matrix(np.array(beside, dtype=float))]).tocsr()

    def _by_terms(self, found: Features) -> list[tuple[str, float]]:
        return [(name, self._terms[name]) for name in found.terms if name in self._terms]

    def _by_parts(self, found: Features) -> list[tuple[str, float]]:
        return [(name, self._grams[name]) for word in found.words for name in self._parts_of(word)]

    def _parts_of(self, word: str) -> list[str]:
        if word not in self._parts:
            self._parts[word] = [name for name in parts(word) if name in self._grams]
        return self._parts[word]
