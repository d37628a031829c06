"""How long the screen for disclosures takes for one answer, without and with a sentence model."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.comments import comments
from benchmarks.figures import Figure, seconds
from services.hearing import Hearing

_COUNT = 100
_MODEL = "SAYSO_SENTENCE_MODEL"


def figures() -> Iterator[Figure]:
    """Measure the screen alone, and with the model of the environment where one is named."""
    texts = comments(_COUNT)
    ways = {"Screening one answer": Hearing()}
    if folder := os.environ.get(_MODEL):
        ways["Screening one answer with the sentence model"] = Hearing(Path(folder))
    for name, hearing in ways.items():
        hearing.prepare()
        yield Figure(name, _milliseconds(hearing, texts), "ms")


def _milliseconds(hearing: Hearing, texts: Sequence[str]) -> float:
    def work() -> None:
        for text in texts:
            hearing.signals("long_text", None, text)

    return seconds(work) / len(texts) * 1000
