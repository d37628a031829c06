"""How many comments a second: Sayso, TextBlob and VADER on the same words in the same run."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from itertools import cycle, islice

from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

_LEAST, _MOST = 200, 2_000
_RUNS = 3


Work = Callable[[Sequence[int]], object]


def per_second(texts: Sequence[str], sayso: Work) -> dict[str, float]:
    """Return comments per second of each, the quickest of three runs.

    Few texts are read again and again, up to two hundred; of many, two thousand from all over.

    Args:
        texts: the words of the comments, at least one.
        sayso: reads the comments at places of ``texts`` as the product does.
    """
    # Late, because it draws in a toolkit that costs every command more than a second.
    from textblob import TextBlob  # noqa: PLC0415 - see the line above

    vader = SentimentIntensityAnalyzer()
    spread = range(0, len(texts), -(-len(texts) // _MOST))
    places = list(islice(cycle(spread), max(len(spread), _LEAST)))
    works: dict[str, Work] = {
        "sayso": sayso,
        "textblob": lambda places: [TextBlob(texts[place]).sentiment for place in places],
        "vader": lambda places: [vader.polarity_scores(texts[place]) for place in places],
    }
    # In turns, so that whatever else the machine does slows all of them alike.
    rounds = [{name: _seconds(work, places) for name, work in works.items()} for _ in range(_RUNS)]
    return {name: len(places) / min(one[name] for one in rounds) for name in works}


def _seconds(work: Work, places: Sequence[int]) -> float:
    start = time.perf_counter()
    work(places)
    return time.perf_counter() - start
