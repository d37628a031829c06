"""What the machine learned from people's coding: arrays, and the scores of a comment by them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from math import exp, log

import numpy as np

from analysis.features import LONG, SIDES, Features, parts
from analysis.readings import Sentiment
from analysis.settling import Settling
from analysis.summing import Array, sums
from analysis.trusting import Trust
from analysis.weighing import Chances

SENTIMENTS = tuple(Sentiment)
_REMEMBERED = 20_000
_NEUTRAL = SENTIMENTS.index(Sentiment.NEUTRAL)
FIRST_THEME = len(SENTIMENTS)
"""Column of the first theme; the sentiments stand before."""


@dataclass(frozen=True)
class Table:
    """What each of a list of names adds to the scores.

    Args:
        rows: place of each name.
        weights: a row for each name, a column for each sentiment and theme.
        squares: what each name adds to the square of the length, by which sums are divided.
    """

    rows: Mapping[str, int]
    weights: Array
    squares: Array

    @cached_property
    def both(self) -> Array:
        """Weights and squares side by side, so that they are summed in one go."""
        return np.hstack([self.weights, self.squares[:, None]])

    def places(self, names: Iterable[str]) -> list[int]:
        """Return the rows of the names that are known."""
        rows = self.rows
        return [rows[name] for name in names if name in rows]


@dataclass(frozen=True)
class Settings:
    """What was chosen on comments that were held back while fitting.

    Args:
        sharpness: divides the scores of sentiment, so that chances are neither timid nor bold.
        neutral: how much the chance of neutral is raised, since it is rare and easily missed.
        confidence: under which the guess is left to people.
        theme: the chance from which a theme is suggested.
        likeliest: the chance from which the likeliest theme is, where none is so likely.
    """

    sharpness: float = 1.0
    neutral: float = 1.0
    confidence: float = 0.7
    theme: float = 0.5
    likeliest: float = 0.27


@dataclass(frozen=True)
class Learned:
    """A trained analyser; only numbers and words, never pickled code.

    Args:
        version: stored with each coding.
        themes: ids of the themes learned, in the order of the columns after the sentiments;
            then come the columns of their groups.
        hits: ids of the codebook's themes, in the order of the rows of ``side`` after the numbers.
        terms: words and pairs of words.
        grams: parts of words.
        side: weights of the numbers beside the words, and of the codebook's hits.
        bias: a number for each column.
        feels: whether it learned sentiment; if not, those columns say nothing.
        settings: thresholds.
        settling: how far words, group and phrases are trusted on each theme; None to go by words.
        trust: how far each phrase of the codebook is trusted.
        hears_nothing: whether people found something in most comments that say nothing by our
            lists, such as praise in "nothing", so that these are read like any other.
    """

    version: str
    themes: tuple[str, ...]
    hits: tuple[str, ...]
    terms: Table
    grams: Table
    side: Array
    bias: Array
    feels: bool
    settings: Settings = field(default_factory=Settings)
    settling: Settling | None = None
    trust: Trust = field(default_factory=lambda: Trust({}, {}))
    hears_nothing: bool = False

    @cached_property
    def words(self) -> Table:
        """What each known word adds by its parts; worked out once."""
        known = [term for term in self.terms.rows if " " not in term]
        summed = sums(self.grams.both, [self.grams.places(parts(word)) for word in known])
        rows = {word: row for row, word in enumerate(known)}
        return Table(rows, summed[:, :-1], summed[:, -1])

    @cached_property
    def alone(self) -> Array:
        """What each known word says by itself and by its parts, in the order of ``words``."""
        own = self.terms.weights[[self.terms.rows[word] for word in self.words.rows]]
        length: Array = np.sqrt(np.maximum(self.words.squares, 1.0))[:, None]
        told: Array = own + self.words.weights / length
        return told

    def scores(self, found: Sequence[Features]) -> Array:
        """Return the scores of every sentiment and theme, as log-odds; a row for each comment."""
        return self.settled(self.worded(found), found)

    def settled(self, worded: Array, found: Sequence[Features]) -> Array:
        """Return the scores once groups and phrases are heard beside the words."""
        after = FIRST_THEME + len(self.themes)
        if self.settling is None:
            return worded[:, :after]
        themes, groups = worded[:, FIRST_THEME:after], worded[:, after:]
        phrases, trusted = self.told_by_phrases(found), self.trust.told(found)
        settled = self.settling.settled(themes, groups, phrases, trusted)
        return np.hstack([worded[:, :FIRST_THEME], settled])

    def told_by_phrases(self, found: Sequence[Features]) -> Array:
        """Return whether the codebook found each of its themes; a row for each comment."""
        order = self.order
        told = np.zeros((len(found), len(self.hits)))
        for row, one in enumerate(found):
            told[row, [order[hit] for hit in one.themes if hit in order]] = 1.0
        return told

    def worded(self, found: Sequence[Features]) -> Array:
        """Return what words say of every sentiment, theme and group, as log-odds."""
        scores = np.tile(self.bias, (len(found), 1))
        beside = np.array([one.side for one in found], dtype=float).reshape(len(found), SIDES)
        # Number by number, not as one product, whose last bit hangs on how many comments there are.
        for number in range(SIDES):
            scores += beside[:, number, None] * self.side[number]
        hits = self._hit_rows
        scores += sums(
            self.side, [[hits[hit] for hit in one.themes if hit in hits] for one in found]
        )
        terms = sums(self.terms.both, [self.terms.places(one.terms) for one in found])
        for summed in (terms, self._by_parts(found)):
            squares = summed[:, -1:]
            scores += summed[:, :-1] / np.sqrt(np.where(squares > 0, squares, 1.0))
        return scores

    def chances(self, scores: Array | Sequence[float]) -> Chances:
        """Return the chances of the sentiments, from the scores of a comment."""
        sharpness = self.settings.sharpness
        raised = [float(score) / sharpness for score in scores[:FIRST_THEME]]
        raised[_NEUTRAL] += log(self.settings.neutral)
        highest = max(raised)
        weights = [exp(score - highest) for score in raised]
        total = sum(weights)
        return Chances(*[weight / total for weight in weights])

    def found(self, scores: Array, bare: Sequence[bool] | None = None) -> list[list[str]]:
        """Return the themes of each comment whose chance is high enough to be suggested.

        Args:
            scores: as ``scores`` returns them.
            bare: whether no other theme was found in a comment, so that the likeliest may stand
                in; None for all of them.
        """
        told = scores[:, FIRST_THEME : FIRST_THEME + len(self.themes)]
        chosen = told >= _odds(self.settings.theme)
        if self.themes:
            rows, likeliest = np.arange(len(told)), told.argmax(axis=1)
            lone = (told[rows, likeliest] >= _odds(self.settings.likeliest)) & ~chosen.any(axis=1)
            chosen[rows, likeliest] |= lone if bare is None else lone & np.array(bare, dtype=bool)
        found: list[list[str]] = [[] for _ in told]
        for row, place in np.argwhere(chosen).tolist():
            found[row].append(self.themes[place])
        return found

    def weights_of(self, words: Iterable[str]) -> dict[str, Array]:
        """Return what each known word says by itself; unknown ones are left out."""
        rows = self.words.rows
        return {word: self.alone[rows[word]] for word in words if word in rows}

    @cached_property
    def _hit_rows(self) -> dict[str, int]:
        first = len(self.side) - len(self.hits)
        return {hit: row for row, hit in enumerate(self.hits, first)}

    @cached_property
    def order(self) -> Mapping[str, int]:
        """Place of each theme of the codebook."""
        return {theme: place for place, theme in enumerate(self.hits)}

    @cached_property
    def _met(self) -> dict[str, Array]:
        """Sums of unknown words met lately, which saves a quarter of the time; in memory only."""
        return {}

    def _by_parts(self, found: Sequence[Features]) -> Array:
        known = self.words
        summed = sums(known.both, [known.places(one.words) for one in found])
        strange = [[word for word in one.words if word not in known.rows] for one in found]
        unknown = self._unknown({word for words in strange for word in words})
        for row, words in enumerate(strange):
            for word in words:
                summed[row] += unknown[word]
        return summed

    def _unknown(self, words: set[str]) -> dict[str, Array]:
        met = self._met
        if len(met) > _REMEMBERED:
            met.clear()
        found = {word: met[word] for word in words if word in met}
        fresh = [word for word in words if word not in found]
        places = [self.grams.places(parts(word)) for word in fresh]
        added = dict(zip(fresh, sums(self.grams.both, places), strict=True))
        met.update((word, added[word]) for word in fresh if len(word) <= LONG)
        return found | added


def _odds(chance: float) -> float:
    return log(chance / (1 - chance))
