"""Whether words belong together: how much more than by chance they stand in the same comments."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def cohesion(there: NDArray[np.bool_]) -> float:
    """Return 1 if of two words the rarer never stands without the other, 0 if they meet by chance.

    This is Loevinger's coefficient of homogeneity (Loevinger 1948; Mokken 1971). Unlike lift it
    does not fall because many share a subject: a word that stands in most comments counts no less.

    Args:
        there: a row for each comment and a column for each word. Words of which there is only
            one, or which all stand in every comment, belong together.
    """
    both = there.T.astype(float) @ there
    times = np.diag(both)
    by_chance = np.outer(times, times) / len(there)
    at_most = np.minimum.outer(times, times)
    pairs = np.triu_indices(len(times), 1)
    room = (at_most - by_chance)[pairs].sum()
    return float((both - by_chance)[pairs].sum() / room) if room > 0 else 1.0


def share(word: str, texts: list[set[str]]) -> float:
    """Return the share of texts that hold a word, 0 where there are no texts."""
    return sum(word in one for one in texts) / max(1, len(texts))
