"""Fits the small trained screen for disclosures to sentences of our own.

Run it as ``python -m benchmarks.disclosure`` after changing sentences or meanings; it writes the
numbers that ship with the package, and says by cross-validation how the sentences fare.
"""

from __future__ import annotations

import csv
import hashlib
import json
import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold

from safeguarding.learned import DAMPING, FILE
from safeguarding.meanings import Features, listener
from safeguarding.rules import rules

SENTENCES = Path(__file__).with_name("disclosure_sentences.csv")
TARGET = Path(__file__).parents[1] / "safeguarding" / FILE
THRESHOLD = 0.56
"""Set so that it flags about eight of a thousand comments of ordinary feedback."""
_NONE = "none"
_JOINED = 700
_STRENGTH = 15.0
_LEAST = 2
_FOLDS = 5
_SEED = 4


@dataclass(frozen=True, slots=True)
class Fit:
    """What was fitted: names of features, a row of weights for each, a constant per column."""

    names: list[str]
    weights: Any
    bias: Any
    categories: list[str]

    def chances(self, found: Sequence[Features]) -> Any:
        """Return the chance of a disclosure of each."""
        places = {name: place for place, name in enumerate(self.names)}
        scores = _matrix(found, places) @ self.weights[:, 0] + self.bias[0]
        return 1 / (1 + np.exp(-scores))


def main() -> None:
    """Fit, write and report."""
    with SENTENCES.open(encoding="utf-8", newline="") as text:
        rows = [(row["category"], row["text"]) for row in csv.DictReader(text)]
    found = [_features(text) for _, text in rows]
    labels = [category for category, _ in rows]
    joined = _joined([text for category, text in rows if category == _NONE])
    print(_cross_validated(found, labels, joined))  # noqa: T201 - what the run is for
    fit = _fitted([*found, *joined], [*labels, *[_NONE] * len(joined)])
    _write(fit, hashlib.sha256(SENTENCES.read_bytes()).hexdigest()[:8])


def _features(text: str) -> Features:
    return listener().features(" ".join(one.text for one in rules().speller.thoughts(text)))


def _joined(ordinary: Sequence[str]) -> list[Features]:
    """Return ordinary sentences strung together, as people who are not asked to stop write."""
    chance = random.Random(_SEED)  # noqa: S311  # nosec B311 - draws sentences, no secret
    joints = (" and ", " but ", " ")
    return [
        _features(chance.choice(joints).join(chance.sample(list(ordinary), chance.choice((2, 3)))))
        for _ in range(_JOINED)
    ]


def _fitted(found: Sequence[Features], labels: Sequence[str]) -> Fit:
    counted = Counter(name for one in found for name in one)
    names = sorted(name for name, times in counted.items() if times >= _LEAST)
    rows = _matrix(found, {name: place for place, name in enumerate(names)})
    there = np.array([label != _NONE for label in labels])
    whether = LogisticRegression(C=_STRENGTH, max_iter=500).fit(rows, there)
    kinds = np.array(labels)[there]
    which = LogisticRegression(C=_STRENGTH, max_iter=500).fit(rows[np.flatnonzero(there)], kinds)
    weights = np.hstack([whether.coef_.T, which.coef_.T])
    bias = np.concatenate([whether.intercept_, which.intercept_])
    return Fit(names, weights, bias, list(which.classes_))


def _matrix(found: Sequence[Features], places: dict[str, int]) -> Any:
    ends, columns, values = [0], list[int](), list[float]()
    for one in found:
        known = {name: loud for name, loud in one.items() if name in places}
        length = sqrt(sum(loud * loud for loud in known.values()) + DAMPING**2)
        columns.extend(places[name] for name in known)
        values.extend(loud / length for loud in known.values())
        ends.append(len(columns))
    return csr_matrix((values, columns, ends), shape=(len(found), len(places)))


def _cross_validated(
    found: Sequence[Features], labels: Sequence[str], joined: Sequence[Features]
) -> str:
    there = np.array([label != _NONE for label in labels])
    chances = np.zeros(len(there))
    folds = StratifiedKFold(_FOLDS, shuffle=True, random_state=0)
    for kept, held in folds.split(chances, there):
        fit = _fitted(
            [*(found[place] for place in kept), *joined],
            [*(labels[place] for place in kept), *[_NONE] * len(joined)],
        )
        chances[held] = fit.chances([found[place] for place in held])
    flagged = chances >= THRESHOLD
    return (
        f"{len(there)} sentences, {there.sum()} of them disclosures. Without the rules, by "
        f"cross-validation: recall {flagged[there].mean():.2f}, "
        f"false alarms {flagged[~there].mean():.3f}."
    )


def _write(fit: Fit, fingerprint: str) -> None:
    about = {
        "version": f"sentences {fingerprint}",
        "threshold": THRESHOLD,
        "categories": fit.categories,
    }
    with TARGET.open("wb") as file:
        np.savez_compressed(
            file,
            names=np.frombuffer(json.dumps(fit.names).encode(), dtype=np.uint8),
            about=np.frombuffer(json.dumps(about).encode(), dtype=np.uint8),
            weights=fit.weights.astype(np.float32),
            bias=fit.bias.astype(np.float32),
        )


if __name__ == "__main__":
    main()
