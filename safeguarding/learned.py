"""The small trained screen: hears what is said sideways and no rule spells out.

It weighs words, parts of words and what words stand for near each other, and how near a thought's
words lie to sentences written for the purpose; it learned from these, never from respondents. It
can only raise a signal; what it passes over is read by people like everything else.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from math import sqrt

import numpy as np
import numpy.typing as npt

from safeguarding.levels import Category, Level
from safeguarding.meanings import Features, listener
from safeguarding.nearness import Nearness
from safeguarding.parts import Part, loud
from safeguarding.signal import Signal
from safeguarding.wordsense import wordsense

DAMPING = 3.0
"""Keeps a thought of two words from counting as much as one of ten."""
SHARE = 0.5
"""How much the odds by words count beside nearness."""
ALONE = 0.6
"""How much louder than a whole text a thought among others must speak."""
FILE = "learned.npz"
MOST = 6.0
"""Beyond this, up or down, the odds by words count no more."""


@dataclass(frozen=True, slots=True)
class Learned:
    """The numbers.

    Args:
        version: stored with each signal.
        threshold: the score from which a thought is flagged.
        rows: place of each feature.
        weights: of each feature; first for "a disclosure or not", then for each category.
        bias: a constant for each column.
        categories: in the order of the columns after the first.
        nearness: of a thought's words to sentences.
    """

    version: str
    threshold: float
    rows: Mapping[str, int]
    weights: npt.NDArray[np.float64]
    bias: npt.NDArray[np.float64]
    categories: tuple[Category, ...]
    nearness: Nearness

    def judged(self, found: Features) -> tuple[float, Category]:
        """Return the log of the odds that a thought discloses something, and what most likely."""
        known = [(self.rows[name], loud) for name, loud in found.items() if name in self.rows]
        sums = np.zeros(len(self.bias))
        if known:
            places, louds = zip(*known, strict=True)
            length = sqrt(sum(loud * loud for loud in louds) + DAMPING**2)
            sums = np.array(louds) @ self.weights[list(places)] / length
        scores = (sums + self.bias).tolist()
        best = max(range(len(self.categories)), key=lambda place: float(scores[place + 1]))
        return min(max(scores[0], -MOST), MOST), self.categories[best]

    def score(self, mended: str) -> tuple[float, Category]:
        """Return how much mended words sound like a disclosure, and what of most likely."""
        odds, category = self.judged(listener().features(mended))
        near = self.nearness.scores(wordsense().direction(mended)[None])[0]
        return float(near) + SHARE * odds, category


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
            weights=kept["features"].astype(float),
            bias=kept["bias"].astype(float),
            categories=tuple(map(Category, about["categories"])),
            nearness=Nearness.read(kept, about["nearness"]),
        )


def heard(looked_at: Sequence[Part], levels: Mapping[Category, Level]) -> Iterator[Signal]:
    """Yield a signal for each part that sounds like a disclosure, none more urgent than today.

    Args:
        looked_at: of one text.
        levels: how soon a person looks, by category.
    """
    model = learned()
    judged = [model.score(part.mended) for part in looked_at]
    for place in loud(looked_at, [score for score, _ in judged], model.threshold, ALONE):
        category = judged[place][1]
        level = Level.TODAY if levels[category] is Level.NOW else levels[category]
        span = looked_at[place].span
        yield Signal(category, level, span, f"learned.{category}", model.version)
