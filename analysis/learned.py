"""What the machine learned from people's coding: arrays, and the scores of a comment by them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from math import exp, log, sqrt

import numpy as np
import numpy.typing as npt

from analysis.features import Features, parts
from analysis.readings import Sentiment
from analysis.weighing import Chances

Array = npt.NDArray[np.float64]
SENTIMENTS = tuple(Sentiment)
_REMEMBERED = 20_000
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

    def sums(self, names: Iterable[str]) -> tuple[Array, float]:
        """Return what names add together, and to the square of the length."""
        rows = self.rows
        total = self.both[[rows[name] for name in names if name in rows]].sum(0)
        return total[:-1], float(total[-1])


@dataclass(frozen=True)
class Settings:
    """What was chosen on comments that were held back while fitting.

    Args:
        sharpness: divides the scores of sentiment, so that chances are neither timid nor bold.
        neutral: how much the chance of neutral is raised, since it is rare and easily missed.
        confidence: under which the guess is left to people.
        theme: the chance from which a theme is suggested.
    """

    sharpness: float = 1.0
    neutral: float = 1.0
    confidence: float = 0.7
    theme: float = 0.45


@dataclass(frozen=True)
class Learned:
    """A trained analyser; only numbers and words, never pickled code.

    Args:
        version: stored with each coding.
        themes: ids of the themes learned, in the order of the columns after the sentiments.
        hits: ids of the codebook's themes, in the order of the rows of ``side`` after the numbers.
        terms: words and pairs of words.
        grams: parts of words.
        side: weights of the numbers beside the words, and of the codebook's hits.
        bias: a number for each column.
        feels: whether it learned sentiment; if not, those columns say nothing.
        settings: thresholds.
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

    @cached_property
    def words(self) -> Table:
        """What each known word adds by its parts; worked out once."""
        known = [term for term in self.terms.rows if " " not in term]
        sums = [self.grams.sums(parts(word)) for word in known]
        return Table(
            {word: row for row, word in enumerate(known)},
            np.array([weights for weights, _ in sums]).reshape(len(known), len(self.bias)),
            np.array([square for _, square in sums]),
        )

    @cached_property
    def alone(self) -> Array:
        """What each known word says by itself and by its parts, in the order of ``words``."""
        own = self.terms.weights[[self.terms.rows[word] for word in self.words.rows]]
        length: Array = np.sqrt(np.maximum(self.words.squares, 1.0))[:, None]
        told: Array = own + self.words.weights / length
        return told

    def scores(self, found: Features) -> Array:
        """Return the scores of every sentiment and theme, as log-odds."""
        scores: Array = self.bias + np.array(found.side) @ self.side[: len(found.side)]
        hits = [self._hit_rows[hit] for hit in found.themes if hit in self._hit_rows]
        if hits:
            scores += self.side[hits].sum(0)
        for sums, square in (self.terms.sums(found.terms), self._by_parts(found.words)):
            if square:
                scores += sums / sqrt(square)
        return scores

    def chances(self, scores: Array) -> Chances:
        """Return the chances of the sentiments, from the scores of all."""
        neutral = log(self.settings.neutral)
        raised = [score / self.settings.sharpness for score in scores[:FIRST_THEME].tolist()]
        raised[SENTIMENTS.index(Sentiment.NEUTRAL)] += neutral
        weights = [exp(score - max(raised)) for score in raised]
        return Chances(*(weight / sum(weights) for weight in weights))

    def found(self, scores: Array) -> tuple[str, ...]:
        """Return the themes whose chance is high enough to be suggested."""
        bar = log(self.settings.theme / (1 - self.settings.theme))
        return tuple(self.themes[place] for place in np.flatnonzero(scores[FIRST_THEME:] >= bar))

    def weights_of(self, words: Iterable[str]) -> dict[str, Array]:
        """Return what each known word says by itself; unknown ones are left out."""
        rows = self.words.rows
        return {word: self.alone[rows[word]] for word in words if word in rows}

    @cached_property
    def _hit_rows(self) -> dict[str, int]:
        first = len(self.side) - len(self.hits)
        return {hit: row for row, hit in enumerate(self.hits, first)}

    @cached_property
    def _met(self) -> dict[str, tuple[Array, float]]:
        """Sums of unknown words met lately, which saves a quarter of the time; in memory only."""
        return {}

    def _by_parts(self, words: tuple[str, ...]) -> tuple[Array, float]:
        sums, square = self.words.sums(words)
        for word in words:
            if word not in self.words.rows:
                more, longer = self._unknown(word)
                sums, square = sums + more, square + longer
        return sums, square

    def _unknown(self, word: str) -> tuple[Array, float]:
        met = self._met
        if len(met) > _REMEMBERED:
            met.clear()
        found = met.get(word)
        if found is None:
            found = met[word] = self.grams.sums(parts(word))
        return found
