"""The whole reading of a comment beside TextBlob's sentiment alone, in one run."""

from __future__ import annotations

from collections.abc import Iterator

from textblob import TextBlob

import analysis
from analysis import CommentIn
from benchmarks.comments import comments
from benchmarks.figures import Figure, seconds

_COUNT = 2000


def figures() -> Iterator[Figure]:
    """Measure both on the same comments."""
    model = analysis.baseline()
    texts = comments(_COUNT)
    told = [CommentIn(text=text) for text in texts]

    def plain() -> None:
        for text in texts:
            _ = TextBlob(text).sentiment

    def whole() -> None:
        analysis.analyse_all(told, model)

    blob, ours = _COUNT / seconds(plain), _COUNT / seconds(whole)
    yield Figure("TextBlob's sentiment alone", blob, "comments/s")
    yield Figure("sentiment, severity, themes and evidence", ours, "comments/s")
    yield Figure("the whole reading as a share of TextBlob's speed", ours / blob, "x")
