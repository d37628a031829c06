"""How near something said lies to sentences that were written to be heard, or to be passed over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.floating]


@dataclass(frozen=True, slots=True)
class Nearness:
    """A support vector machine with a Gaussian kernel, as plain numbers.

    Args:
        width: how far from a sentence its meaning reaches.
        near: directions of length one of the sentences that matter, a row each.
        weights: of each of them; those of disclosures lie above nothing.
        bias: a constant.
    """

    width: float
    near: Numbers
    weights: Numbers
    bias: float

    @staticmethod
    def read(kept: Mapping[str, Any], about: Mapping[str, Any]) -> Nearness:
        """Return what was kept: rows of bytes with their scale, weights, width and bias."""
        near = kept["near"] * kept["scale"]
        return Nearness(about["width"], near, kept["weights"].astype(np.float32), about["bias"])

    def scores(self, directions: Numbers) -> Numbers:
        """Return for each direction how much it sounds like a disclosure; a row each."""
        apart = 2 - 2 * np.clip(directions @ self.near.T, -1, 1)
        found: Numbers = np.exp(-self.width * apart) @ self.weights + self.bias
        return found
