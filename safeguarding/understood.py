"""The trained screen on what sentences mean, where a sentence model is at hand.

It weighs how near a thought is to sentences written for the purpose, together with what the small
trained screen makes of its words. Like that one it can only raise a signal.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files

import numpy as np

from safeguarding.learned import learned
from safeguarding.levels import Category, Level
from safeguarding.meanings import listener
from safeguarding.nearness import Nearness, Numbers
from safeguarding.parts import Part, loud
from safeguarding.signal import Signal

Encoder = Callable[[Sequence[str]], Numbers]
"""Gives a direction of length one for each text; texts that mean alike point alike."""

FILE = "understood.npz"
ALONE = 0.3
"""How much louder than a whole text a thought among others must speak."""
SHARE = 0.3
"""How much the small trained screen's opinion counts beside the meaning."""


@dataclass(frozen=True, slots=True)
class Understood:
    """The numbers.

    Args:
        version: stored with each signal.
        model: sha256 of the weights of the sentence model that they were learned with.
        threshold: the score from which a text is flagged.
        nearness: to sentences written for the purpose.
        kinds: a column for each category.
        kinds_bias: a constant for each.
        categories: in the order of the columns.
    """

    version: str
    model: str
    threshold: float
    nearness: Nearness
    kinds: Numbers
    kinds_bias: Numbers
    categories: tuple[Category, ...]

    def category(self, direction: Numbers) -> Category:
        """Return what a text is most likely about."""
        return self.categories[int(np.argmax(direction @ self.kinds + self.kinds_bias))]


@cache
def understood() -> Understood:
    """Return the screen that Sayso ships; it fits one sentence model and no other."""
    with as_file(files("safeguarding") / FILE) as file, np.load(file, allow_pickle=False) as kept:
        about = json.loads(kept["about"].tobytes())
        return Understood(
            version=about["version"],
            model=about["model"],
            threshold=about["threshold"],
            nearness=Nearness.read(kept, about["nearness"]),
            kinds=kept["kinds"].astype(np.float32),
            kinds_bias=kept["kinds_bias"].astype(np.float32),
            categories=tuple(map(Category, about["categories"])),
        )


def sounding(
    looked_at: Sequence[Part], levels: Mapping[Category, Level], encoder: Encoder
) -> Iterator[Signal]:
    """Yield a signal for each part that sounds like a disclosure, none more urgent than today.

    Args:
        looked_at: of one text.
        levels: how soon a person looks, by category.
        encoder: the sentence model for which the screen was trained.
    """
    if not looked_at:
        return
    model, words = understood(), learned()
    directions = encoder([part.words for part in looked_at])
    odds = [words.judged(listener().features(part.mended))[0] for part in looked_at]
    scores = model.nearness.scores(directions) + SHARE * np.array(odds)
    for place in loud(looked_at, scores.tolist(), model.threshold, ALONE):
        category = model.category(directions[place])
        level = Level.TODAY if levels[category] is Level.NOW else levels[category]
        span = looked_at[place].span
        yield Signal(category, level, span, f"understood.{category}", model.version)
