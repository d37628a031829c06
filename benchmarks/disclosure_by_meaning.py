"""Fits the screen on what sentences mean to sentences of our own, for one sentence model.

Run ``python -m benchmarks.disclosure`` first, then ``python -m benchmarks.disclosure_by_meaning
FOLDER``; it writes the numbers that ship with the package. The model itself does not ship.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold

from benchmarks import disclosure, nearness
from safeguarding.understood import FILE
from sentences import open_encoder

TARGET = Path(__file__).parents[1] / "safeguarding" / FILE
THRESHOLD = -0.52
"""Set so that rules and screen together flag about eight of a thousand ordinary comments."""
_STRENGTH, _KINDS_STRENGTH = 4.0, 10.0
_FOLDS = 5


def main(folder: Path) -> None:
    """Fit, write and report."""
    rows, fingerprint = disclosure.sentences()
    encoder = open_encoder(folder, None)
    directions = encoder.encode([text for _, text in rows])
    labels = np.array([category for category, _ in rows])
    there = labels != disclosure.NONE
    print(_cross_validated(directions, there, [text for _, text in rows]))  # noqa: T201 - what the run is for
    about = {"version": f"meaning {fingerprint}", "model": encoder.fingerprint}
    _write(directions, labels, there, about)


def _cross_validated(directions: Any, there: Any, texts: Sequence[str]) -> str:
    scores = np.zeros(len(there))
    folds = StratifiedKFold(_FOLDS, shuffle=True, random_state=0)
    for kept, held in folds.split(directions, there):
        fit = nearness.fitted(directions[kept], there[kept], _STRENGTH)
        scores[held] = fit.decision_function(directions[held])
    flagged = scores >= THRESHOLD
    return (
        f"{len(texts)} sentences, {there.sum()} of them disclosures. By meaning alone, by "
        f"cross-validation: recall {flagged[there].mean():.2f}, "
        f"false alarms {flagged[~there].mean():.3f}."
    )


def _write(directions: Any, labels: Any, there: Any, about: dict[str, Any]) -> None:
    nearest, numbers = nearness.plain(nearness.fitted(directions, there, _STRENGTH))
    kinds = LogisticRegression(C=_KINDS_STRENGTH, max_iter=2000).fit(
        directions[there], labels[there]
    )
    about |= {
        "threshold": THRESHOLD,
        "nearness": nearest,
        "categories": list(kinds.classes_),
    }
    with TARGET.open("wb") as file:
        np.savez_compressed(
            file,
            about=np.frombuffer(json.dumps(about).encode(), dtype=np.uint8),
            **numbers,
            kinds=kinds.coef_.T.astype(np.float16),
            kinds_bias=kinds.intercept_.astype(np.float32),
        )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
