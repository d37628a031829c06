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
from sklearn.svm import SVC

from benchmarks import nearness
from safeguarding.learned import DAMPING, FILE, MOST, SHARE
from safeguarding.meanings import Features, listener
from safeguarding.rules import rules
from safeguarding.wordsense import wordsense

SENTENCES = Path(__file__).with_name("disclosure_sentences.csv")
TARGET = Path(__file__).parents[1] / "safeguarding" / FILE
THRESHOLD = -0.05
"""Set so that rules and screen together flag about seven of a thousand ordinary comments."""
NONE = "none"
_JOINED = 700
_STRENGTH, _NEAR_STRENGTH = 15.0, 2.0
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

    def odds(self, found: Sequence[Features]) -> Any:
        """Return the log of the odds of a disclosure of each."""
        places = {name: place for place, name in enumerate(self.names)}
        scores = _matrix(found, places) @ self.weights[:, 0] + self.bias[0]
        return np.clip(scores, -MOST, MOST)


def main() -> None:
    """Fit, write and report."""
    rows, fingerprint = sentences()
    found = [_features(text) for _, text in rows]
    labels = [category for category, _ in rows]
    directions = np.array([wordsense().direction(_mended(text)) for _, text in rows])
    ordinary = [text for category, text in rows if category == NONE]
    joined = [_features(text) for text in _joined(ordinary)]
    print(_cross_validated(found, directions, labels, joined))  # noqa: T201 - what the run is for
    fit = _fitted([*found, *joined], [*labels, *[NONE] * len(joined)])
    there = np.array([label != NONE for label in labels])
    _write(fit, nearness.fitted(directions, there, _NEAR_STRENGTH), fingerprint)


def sentences(*more: Path) -> tuple[list[tuple[str, str]], str]:
    """Return category and text of each sentence, of more files too, and a fingerprint of all."""
    rows, mark = list[tuple[str, str]](), hashlib.sha256()
    for file in (SENTENCES, *more):
        with file.open(encoding="utf-8", newline="") as text:
            rows.extend((row["category"], row["text"]) for row in csv.DictReader(text))
        mark.update(file.read_bytes())
    return rows, mark.hexdigest()[:8]


def _features(text: str) -> Features:
    return listener().features(_mended(text))


def _mended(text: str) -> str:
    return " ".join(one.text for one in rules().speller.thoughts(text))


def _joined(ordinary: Sequence[str]) -> list[str]:
    """Return ordinary sentences strung together, as people who are not asked to stop write."""
    chance = random.Random(_SEED)  # noqa: S311  # nosec B311 - draws sentences, no secret
    joints = (" and ", " but ", " ")
    return [
        chance.choice(joints).join(chance.sample(list(ordinary), chance.choice((2, 3))))
        for _ in range(_JOINED)
    ]


def _fitted(found: Sequence[Features], labels: Sequence[str]) -> Fit:
    counted = Counter(name for one in found for name in one)
    names = sorted(name for name, times in counted.items() if times >= _LEAST)
    rows = _matrix(found, {name: place for place, name in enumerate(names)})
    there = np.array([label != NONE for label in labels])
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
    found: Sequence[Features], directions: Any, labels: Sequence[str], joined: Sequence[Features]
) -> str:
    there = np.array([label != NONE for label in labels])
    scores = np.zeros(len(there))
    folds = StratifiedKFold(_FOLDS, shuffle=True, random_state=0)
    for kept, held in folds.split(scores, there):
        fit = _fitted(
            [*(found[place] for place in kept), *joined],
            [*(labels[place] for place in kept), *[NONE] * len(joined)],
        )
        near = nearness.fitted(directions[kept], there[kept], _NEAR_STRENGTH)
        scores[held] = near.decision_function(directions[held]) + SHARE * fit.odds(
            [found[place] for place in held]
        )
    flagged = scores >= THRESHOLD
    return (
        f"{len(there)} sentences, {there.sum()} of them disclosures. Without the rules, by "
        f"cross-validation: recall {flagged[there].mean():.2f}, "
        f"false alarms {flagged[~there].mean():.3f}."
    )


def _write(fit: Fit, near: SVC, fingerprint: str) -> None:
    nearest, numbers = nearness.plain(near)
    about = {
        "version": f"sentences {fingerprint}",
        "threshold": THRESHOLD,
        "categories": fit.categories,
        "nearness": nearest,
    }
    with TARGET.open("wb") as file:
        np.savez_compressed(
            file,
            names=np.frombuffer(json.dumps(fit.names).encode(), dtype=np.uint8),
            about=np.frombuffer(json.dumps(about).encode(), dtype=np.uint8),
            features=fit.weights.astype(np.float32),
            bias=fit.bias.astype(np.float32),
            **numbers,
        )


if __name__ == "__main__":
    main()
