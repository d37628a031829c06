"""What the words of a thought mean together, from a table of words; their order is lost.

The table was taken from the sentence model all-MiniLM-L6-v2 (Apache License 2.0), so that words
which none of our sentences uses are still known by those that mean alike.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files

import numpy as np
import numpy.typing as npt

from safeguarding.nearness import Numbers

FILE = "words.npz"


@dataclass(frozen=True, slots=True)
class Wordsense:
    """A direction for each known word, the longer the more the word tells.

    Args:
        rows: place of each word.
        directions: a row of bytes for each.
        scale: what one step of these bytes is worth.
    """

    rows: dict[str, int]
    directions: npt.NDArray[np.int8]
    scale: npt.NDArray[np.float32]

    def direction(self, mended: str) -> Numbers:
        """Return the direction of a thought's words, of length one; nothing if none is known."""
        places = [self.rows[word] for word in mended.split() if word in self.rows]
        summed: Numbers = (self.directions[places] * self.scale[places]).sum(axis=0)
        length = float(np.linalg.norm(summed))
        return summed / length if length else summed


@cache
def wordsense() -> Wordsense:
    """Return the table that Sayso ships."""
    with as_file(files("safeguarding") / FILE) as file, np.load(file, allow_pickle=False) as kept:
        words: list[str] = json.loads(kept["words"].tobytes())
        rows = {word: row for row, word in enumerate(words)}
        return Wordsense(rows, kept["directions"], kept["scale"])
