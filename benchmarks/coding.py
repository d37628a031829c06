"""The whole reading of a comment beside TextBlob's sentiment alone, in one run."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

from textblob import TextBlob

import analysis
from analysis import CommentIn, Example, Model
from analysis.model import taught_model
from analysis.training import train
from benchmarks.comments import comments
from benchmarks.figures import Figure, seconds

_COUNT = 2000
_TIMES = 5


def figures() -> Iterator[Figure]:
    """Measure TextBlob, the analyser that was taught nothing and one that was, in turns."""
    model = analysis.baseline()
    texts = comments(_COUNT)
    told = [CommentIn(text=text) for text in texts]
    taught = _taught(model, told)

    def plain() -> None:
        for text in texts:
            _ = TextBlob(text).sentiment

    works = (
        plain,
        lambda: analysis.analyse_all(told, model),
        lambda: analysis.analyse_all(told, taught),
    )
    # In turns, so that whatever else the machine does slows all of them alike.
    rounds = [[seconds(work, 1) for work in works] for _ in range(_TIMES)]
    blob, ours, learned = (_COUNT / min(times) for times in zip(*rounds, strict=True))
    yield Figure("TextBlob's sentiment alone", blob, "comments/s")
    yield Figure("sentiment, severity, themes and evidence", ours, "comments/s")
    yield Figure("the whole reading as a share of TextBlob's speed", ours / blob, "x")
    yield Figure("the same by an analyser that learned", learned, "comments/s")
    yield Figure("that one as a share of TextBlob's speed", learned / blob, "x")


def _taught(model: Model, told: Sequence[CommentIn]) -> Model:
    """Return an analyser that learned what the other says, for its speed alone."""
    read = zip(told, analysis.analyse_all(told, model), strict=True)
    examples = [
        Example(one, said.guess, frozenset(hit.theme for hit in said.themes)) for one, said in read
    ]
    chance = random.Random(2026)  # noqa: S311 - no secret is drawn
    return taught_model(model, train(examples, model, "benchmark", chance))
