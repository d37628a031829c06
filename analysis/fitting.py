"""The regressions themselves: scikit-learn in, weights for unscaled features out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from analysis.summing import Array

Fit = tuple[Array, Array]
"""Weights, a column for each output, and a constant for each."""

# How loudly the numbers beside the words and the codebook's hits speak in a fit, which decides how
# much of them regularisation leaves. Found by cross-validation on public feedback.
_SIDE, _HITS = 0.5, 0.3
_THEME_SIDE, _THEME_HITS, _OWN_HIT = 0.3, 0.2, 2.0
_STRENGTH = 2.0
_ROUNDS = 300
_FAR = 9.0
"""Log-odds against what never occurred."""
_SENTIMENTS = 3


def fit_sentiment(rows: Any, given: list[int], sides: int, hits: int) -> Fit:
    """Fit the three sentiments together; one that does not occur is told to be most unlikely.

    Args:
        rows: sparse; words and their parts, then ``sides`` numbers, then ``hits`` hits.
        given: place of each row's sentiment in ``Sentiment``.
        sides: how many numbers stand beside the words.
        hits: how many themes the codebook has.
    """
    # Late: loading it takes a second, and only training needs it.
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415 - see the line above

    occur = sorted(set(given))
    weights, bias = np.zeros((rows.shape[1], _SENTIMENTS)), np.full(_SENTIMENTS, -_FAR)
    bias[occur] = 0.0
    if len(occur) > 1:
        scale = _scale(rows.shape[1], sides, hits, _SIDE, _HITS)
        model = LogisticRegression(C=_STRENGTH, max_iter=_ROUNDS)
        model.fit(rows.multiply(scale).tocsr(), given)
        # Of two, only the second has weights, against the first.
        fitted = occur[-len(model.coef_) :]
        weights[:, fitted] = model.coef_.T * scale[:, None]
        bias[fitted] = model.intercept_
    return weights, bias


def fit_theme(rows: Any, given: Array, sides: int, hits: int, own: Sequence[int]) -> Fit:
    """Fit one theme or group against all comments without it; rare ones weigh more.

    Args:
        rows, sides, hits: as in ``fit_sentiment``.
        given: whether people found the theme in each row; if all are alike, nothing is learned.
        own: places among the codebook's hits of the theme, or of all of the group, which are
            trusted most.
    """
    # Late: loading it takes a second, and only training needs it.
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415 - see the line above

    if given.all() or not given.any():
        return np.zeros((rows.shape[1], 1)), np.array([-_FAR])
    scale = _scale(rows.shape[1], sides, hits, _THEME_SIDE, _THEME_HITS)
    scale[[rows.shape[1] - hits + each for each in own]] = _OWN_HIT
    share = float(given.mean())
    weight = {False: 1.0, True: ((1 - share) / share) ** 0.5}
    model = LogisticRegression(C=_STRENGTH, solver="liblinear", class_weight=weight, random_state=0)
    model.fit(rows.multiply(scale).tocsr(), given)
    return model.coef_.T * scale[:, None], model.intercept_


def _scale(width: int, sides: int, hits: int, of_sides: float, of_hits: float) -> Array:
    scale = np.ones(width)
    scale[width - hits - sides : width - hits] = of_sides
    scale[width - hits :] = of_hits
    return scale
