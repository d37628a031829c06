"""Sums rows of a table for many comments in one go."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, chain
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]


def sums(table: Array, places: Sequence[Sequence[int]]) -> Array:
    """Return a row for each comment: the sum of the rows of the table at its places.

    A row is the same whatever stands beside it, to the last bit.
    """
    # Late: loading it takes longer than most commands run.
    from scipy.sparse import csr_matrix  # noqa: PLC0415 - see the line above

    ends = list(accumulate(map(len, places), initial=0))
    ones = np.ones(ends[-1])
    flat = np.fromiter(chain.from_iterable(places), dtype=np.intp, count=ends[-1])
    chosen: Any = csr_matrix((ones, flat, ends), shape=(len(places), len(table)))
    summed: Array = chosen @ table
    return summed
