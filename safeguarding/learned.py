"""The small trained screen: hears what is said sideways and no rule spells out.

Its weights were learned from sentences written for the purpose, never from respondents. It can
only raise a signal; what it passes over is read by people like everything else.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from math import exp, sqrt

import numpy as np
import numpy.typing as npt

from safeguarding.levels import Category, Level
from safeguarding.meanings import Features, listener
from safeguarding.signal import Signal
from safeguarding.spelling import Thought

DAMPING = 3.0
"""Keeps a thought of two words from counting as much as one of ten."""
FILE = "learned.npz"
_USUAL, _A_WORD, _MOST = 20, 0.01, 0.97


@dataclass(frozen=True, slots=True)
class Learned:
    """The numbers.

    Args:
        version: stored with each signal.
        threshold: the chance from which a thought is flagged.
        rows: place of each feature.
        weights: of each feature; first for "a disclosure or not", then for each category.
        bias: a constant for each column.
        categories: in the order of the columns after the first.
    """

    version: str
    threshold: float
    rows: Mapping[str, int]
    weights: npt.NDArray[np.float64]
    bias: npt.NDArray[np.float64]
    categories: tuple[Category, ...]

    def judged(self, found: Features) -> tuple[float, Category]:
        """Return the chance that a thought discloses something, and what most likely."""
        known = [(self.rows[name], loud) for name, loud in found.items() if name in self.rows]
        sums = np.zeros(len(self.bias))
        if known:
            places, louds = zip(*known, strict=True)
            length = sqrt(sum(loud * loud for loud in louds) + DAMPING**2)
            sums = np.array(louds) @ self.weights[list(places)] / length
        scores = (sums + self.bias).tolist()
        best = max(range(len(self.categories)), key=lambda place: float(scores[place + 1]))
        return 1 / (1 + exp(-scores[0])), self.categories[best]


@cache
def learned() -> Learned:
    """Return the trained screen that Sayso ships."""
    with as_file(files("safeguarding") / FILE) as file, np.load(file, allow_pickle=False) as kept:
        names: list[str] = json.loads(kept["names"].tobytes())
        about = json.loads(kept["about"].tobytes())
        return Learned(
            version=about["version"],
            threshold=about["threshold"],
            rows={name: row for row, name in enumerate(names)},
            weights=kept["weights"].astype(float),
            bias=kept["bias"].astype(float),
            categories=tuple(map(Category, about["categories"])),
        )


def heard(thoughts: list[Thought], levels: Mapping[Category, Level]) -> Iterator[Signal]:
    """Yield a signal for each thought that sounds like a disclosure, none more urgent than today.

    Args:
        thoughts: of one text.
        levels: how soon a person looks, by category.
    """
    model = learned()
    for thought in thoughts:
        chance, category = model.judged(listener().features(thought.text))
        if chance >= _least(model.threshold, len(thought.places)):
            span = thought.written(0, len(thought.text))
            level = Level.TODAY if levels[category] is Level.NOW else levels[category]
            yield Signal(category, level, span, f"learned.{category}", model.version)


def _least(threshold: float, words: int) -> float:
    """Return the chance that flags a thought: a long one gathers chance neighbours of meanings."""
    return min(_MOST, threshold + _A_WORD * max(0, words - _USUAL))
