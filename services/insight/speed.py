"""How many comments a second: Sayso, TextBlob and VADER on the same words in the same run."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from itertools import cycle, islice

from textblob import TextBlob
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

_LEAST = 200
_RUNS = 3


def per_second(texts: Sequence[str], sayso: Callable[[int], object]) -> dict[str, float]:
    """Return comments per second of each, the quickest of three runs.

    Few texts are read again and again, up to two hundred.

    Args:
        texts: the words of the comments, at least one.
        sayso: reads the comment at a place of ``texts`` as the product does.
    """
    vader = SentimentIntensityAnalyzer()
    places = list(islice(cycle(range(len(texts))), max(len(texts), _LEAST)))
    works: dict[str, Callable[[int], object]] = {
        "sayso": sayso,
        "textblob": lambda place: TextBlob(texts[place]).sentiment,
        "vader": lambda place: vader.polarity_scores(texts[place]),
    }
    return {
        name: len(places) / min(_seconds(work, places) for _ in range(_RUNS))
        for name, work in works.items()
    }


def _seconds(work: Callable[[int], object], places: Sequence[int]) -> float:
    start = time.perf_counter()
    for place in places:
        work(place)
    return time.perf_counter() - start
