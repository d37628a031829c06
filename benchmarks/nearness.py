"""Fits how near something said lies to sentences of our own."""

from __future__ import annotations

from typing import Any

import numpy as np
from sklearn.svm import SVC

_WIDTH = 1.0


def fitted(directions: Any, there: Any, strength: float) -> SVC:
    """Return the machine that tells disclosures from the rest.

    Args:
        directions: of the sentences, a row of length one each.
        there: whether each is a disclosure.
        strength: the more, the more closely it keeps to each sentence.
    """
    return SVC(C=strength, gamma=_WIDTH).fit(directions, there)


def plain(fit: SVC) -> tuple[dict[str, float], dict[str, Any]]:
    """Return the machine as two numbers and three arrays, as ``safeguarding.nearness`` reads it.

    A byte for each number makes the file a quarter and moves no score by more than a hundredth.
    """
    scale = np.maximum(np.abs(fit.support_vectors_).max(axis=1, keepdims=True), 1e-6) / 127
    arrays = {
        "near": np.round(fit.support_vectors_ / scale).astype(np.int8),
        "scale": scale.astype(np.float32),
        "weights": fit.dual_coef_[0].astype(np.float32),
    }
    return {"width": _WIDTH, "bias": float(fit.intercept_[0])}, arrays
