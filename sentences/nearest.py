"""Directions as they are kept, and those that lie nearest to one."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Sequence
from typing import TypeVar

import numpy as np

from sentences.encoder import Numbers

Key = TypeVar("Key")

_KEPT = np.dtype("<f2")
"""Half the room of what the encoder gives; it moves no nearness by more than a thousandth."""


def packed(direction: Numbers) -> str:
    """Return a direction as letters that ``unpacked`` reads."""
    return base64.b64encode(direction.astype(_KEPT).tobytes()).decode("ascii")


def unpacked(texts: Sequence[str]) -> Numbers:
    """Return the directions that ``packed`` wrote, a row each; all are of one model."""
    kept = np.frombuffer(b"".join(map(base64.b64decode, texts)), dtype=_KEPT)
    return kept.reshape(len(texts), -1).astype(np.float32)


def nearest(
    direction: Numbers,
    batches: Iterable[tuple[Sequence[Key], Numbers]],
    most: int,
    least: float,
) -> tuple[Key, ...]:
    """Return the keys of those that point most alike, the nearest first.

    Args:
        direction: of length one, that the others are held against.
        batches: keys, and their directions of length one in rows; no batch is kept.
        most: how many at most.
        least: the cosine from which on something is near, from -1 to +1.
    """
    found: list[tuple[float, Key]] = []
    for keys, directions in batches:
        scores = directions @ direction
        best = np.argsort(-scores, kind="stable")[:most]
        found += [(float(scores[at]), keys[at]) for at in best if scores[at] >= least]
        found = sorted(found, key=lambda one: -one[0])[:most]
    return tuple(key for _, key in found)
