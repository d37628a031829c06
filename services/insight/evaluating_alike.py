"""Measures whether comments that a sentence model finds alike speak of the same themes."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from analysis import Example
from analysis.evaluation import Figures
from services.hearing import Hearing
from services.insight.alike import MOST, NEAR
from services.insight.labelled import read_themes
from services.refusal import Refused

_BLOCK = 256
_SEED = 2026
_NO_MODEL = "SAYSO_SENTENCE_MODEL is not set; name the folder of the model that is to be measured."
_BROKE = "The sentence model failed on this file; see that the machine has memory to spare."

Scores = Callable[[slice], Any]
"""Returns how much the comments of a slice are like each comment, a row each."""


def evaluate_alike(test: Path, hearing: Hearing) -> Figures:
    """Measure how often the nearest comments share a theme: by meaning, by words and by chance.

    Args:
        test: CSV file with ``comment`` or ``text``, and ``themes``. Rows without a theme are
            passed over, and so are those whose words came before.
        hearing: with the model.

    Returns:
        ``shares`` that have a theme in common with the comment, of the five nearest by each way;
        ``near``, of those by meaning, near enough to be shown, and ``near_share`` of these.

    Raises:
        Refused: the file cannot be read so or holds too few comments, or no model can be used.
    """
    if (fault := hearing.fault()) is not None or not hearing.is_set():
        raise Refused(fault or _NO_MODEL)
    examples = _different(read_themes(test))
    if len(examples) <= MOST:
        raise Refused(f"{test} holds {len(examples)} different comments with a theme; take more.")
    start = time.perf_counter()
    directions = hearing.directions([one.comment.text for one in examples])
    if directions is None:
        raise Refused(_BROKE)
    rate = len(examples) / (time.perf_counter() - start)
    ways = _ways([one.comment.text for one in examples], directions)
    found = {name: _nearest(examples, scores) for name, scores in ways.items()}
    shared, scores = found["meaning"]
    near = scores >= NEAR
    return {
        "n": len(examples),
        "shares": {name: float(shared.mean()) for name, (shared, _) in found.items()},
        "near": float(near.mean()),
        "near_share": float(shared[near].mean()) if near.any() else None,
        "per_second": {"sayso": rate},
    }


def _ways(texts: Sequence[str], directions: Any) -> Mapping[str, Scores]:
    # Slow to load, and only this needs it.
    from sklearn.feature_extraction.text import (  # noqa: PLC0415 - see the line above
        TfidfVectorizer,
    )

    words = TfidfVectorizer(sublinear_tf=True).fit_transform(texts)
    chance = np.random.default_rng(_SEED)
    return {
        "meaning": lambda some: directions[some] @ directions.T,
        "words": lambda some: (words[some] @ words.T).toarray(),
        "chance": lambda some: chance.random((len(texts[some]), len(texts))),
    }


def _different(examples: Sequence[Example]) -> list[Example]:
    found: dict[str, Example] = {}
    for one in examples:
        if one.themes:
            found.setdefault(" ".join(one.comment.text.casefold().split()), one)
    return list(found.values())


def _nearest(examples: Sequence[Example], scores: Scores) -> tuple[Any, Any]:
    """Return of the nearest to each comment whether they share a theme, and how near they are."""
    themes = _themes(examples)
    blocks = [_block(themes, scores(some), some) for some in _slices(len(examples))]
    shared, near = zip(*blocks, strict=True)
    return np.vstack(shared), np.vstack(near)


def _block(themes: Any, found: Any, some: slice) -> tuple[Any, Any]:
    own = np.arange(len(found))
    found[own, own + some.start] = -np.inf
    places = np.argpartition(-found, MOST, axis=1)[:, :MOST]
    shared = (themes[places] & themes[some][:, None, :]).any(axis=2)
    return shared, np.take_along_axis(found, places, axis=1)


def _themes(examples: Sequence[Example]) -> Any:
    names = sorted(frozenset[str]().union(*(one.themes for one in examples)))
    return np.array([[name in one.themes for name in names] for one in examples])


def _slices(count: int) -> Iterator[slice]:
    return (slice(start, start + _BLOCK) for start in range(0, count, _BLOCK))
