"""Themes that the codebook may lack: what comments share in which no theme was found.

A suggestion is only words and examples; whether it becomes a theme is for people to decide.
"""

from __future__ import annotations

import random
import warnings
from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from analysis.summing import Array
from analysis.tokens import STOP, tokens

FEWEST_COMMENTS = 60
"""Fewer comments give topics that differ from sample to sample; 300 are stable enough."""
_MOST_TOPICS = 12
_A_TOPIC_PER = 20
"""At most one topic for so many comments."""
_SHOWN, _COMPARED, _EXAMPLES = 6, 10, 3
_TELLING = 0.1
"""A word tells of a topic if it has so much of the weight of its heaviest one."""
_SAMPLES, _SHARE = 4, 0.8
_MAINLY = 0.5
"""A comment belongs to a topic that makes up at least so much of it."""
_SHORTEST = 3
_ROUNDS = 400


@dataclass(frozen=True, slots=True, repr=False)
class Loose:
    """A comment in which no theme was found.

    Args:
        key: given back with the examples.
        origin: its response; comments of one response count once.
        text: with everything struck that could name somebody.
    """

    key: Hashable
    origin: Hashable
    text: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What a good many comments share.

    Args:
        words: the most telling first.
        responses: how many speak mainly of it.
        examples: keys of the most typical comments, each of another response.
    """

    words: tuple[str, ...]
    responses: int
    examples: tuple[Hashable, ...]


def suggestions(
    comments: Sequence[Loose], chance: random.Random, least: int = 5
) -> tuple[Suggestion, ...]:
    """Return what comments without a theme speak of, what most speak of first.

    Topics are found by non-negative factors of their words (Lee and Seung 1999). Their number is
    the one at which samples of the comments give the most alike topics (Greene, O'Callaghan and
    Cunningham 2014).

    Args:
        comments: those in which neither people nor the machine found a theme.
        chance: draws the samples.
        least: responses in which a word must stand to be counted, and of which a suggestion must
            be made, so that it tells nobody's own words.
    """
    weighed, names = _weighed(comments, least)
    rows = [row for row in range(len(comments)) if weighed[row].nnz]
    if len(rows) < FEWEST_COMMENTS or not names:
        return ()
    weighed, told = weighed[rows], [comments[row] for row in rows]
    most = min(_MOST_TOPICS, len(told) // _A_TOPIC_PER, len(names) // 2)
    topics = max(range(2, most + 1), key=lambda each: _alike(weighed, each, chance), default=0)
    if not topics:
        return ()
    shares, words = _topics(weighed, topics)
    found = (_suggestion(told, names, shares, words, each) for each in range(topics))
    return tuple(
        sorted(
            (one for one in found if one.responses >= least),
            key=lambda one: (-one.responses, one.words),
        )
    )


def _suggestion(
    comments: Sequence[Loose], names: Sequence[str], shares: Array, words: Array, topic: int
) -> Suggestion:
    mainly = shares[:, topic] >= _MAINLY * np.maximum(shares.sum(axis=1), 1e-12)
    typical = [place for place in np.argsort(-shares[:, topic]).tolist() if mainly[place]]
    first_of = {comments[place].origin: comments[place].key for place in reversed(typical)}
    in_order = dict.fromkeys(comments[place].origin for place in typical)
    telling = _most_telling(words[topic])
    return Suggestion(
        words=tuple(
            names[place] for place in sorted(telling, key=lambda each: -words[topic, each])[:_SHOWN]
        ),
        responses=len(in_order),
        examples=tuple(first_of[origin] for origin in list(in_order)[:_EXAMPLES]),
    )


def _weighed(comments: Sequence[Loose], least: int) -> tuple[Any, tuple[str, ...]]:
    """Return a row for each comment, and the words that the columns stand for."""
    # Late: loading it takes a second, and only suggesting needs it.
    from sklearn.feature_extraction.text import (  # noqa: PLC0415 - see the line above
        ENGLISH_STOP_WORDS,
        TfidfTransformer,
    )

    said = [_words(one.text) - ENGLISH_STOP_WORDS for one in comments]
    by_origin: dict[Hashable, set[str]] = {}
    for one, words in zip(comments, said, strict=True):
        by_origin.setdefault(one.origin, set()).update(words)
    counted = Counter(word for words in by_origin.values() for word in words)
    names = tuple(sorted(word for word, times in counted.items() if times >= least))
    rows = _matrix(
        [[names.index(word) for word in words if word in names] for words in said], names
    )
    return (TfidfTransformer().fit_transform(rows) if names else rows), names


def _matrix(places: Sequence[Sequence[int]], names: Sequence[str]) -> Any:
    # Late: loading it takes longer than most commands run.
    from scipy.sparse import csr_matrix  # noqa: PLC0415 - see the line above

    ends = np.cumsum([0, *map(len, places)])
    flat = np.array([place for one in places for place in one], dtype=np.intp)
    return csr_matrix((np.ones(len(flat)), flat, ends), shape=(len(places), len(names)))


def _words(text: str) -> set[str]:
    return {word for word, _, _ in tokens(text) if word != STOP and len(word) >= _SHORTEST}


def _topics(rows: Any, number: int) -> tuple[Array, Array]:
    """Return how much each comment speaks of each topic, and how much each word belongs to it."""
    # Late: loading it takes a second, and only suggesting needs it.
    from sklearn.decomposition import NMF  # noqa: PLC0415 - see the line above

    factors = NMF(number, init="nndsvd", max_iter=_ROUNDS, tol=1e-3, random_state=0)
    with warnings.catch_warnings():
        # Too many topics for few comments go on moving a little; such a number is not chosen.
        warnings.simplefilter("ignore")
        shares: Array = factors.fit_transform(rows)
    return shares, factors.components_


def _alike(rows: Any, number: int, chance: random.Random) -> float:
    """Return how alike the topics of samples are to those of all comments, from 0 to 1."""
    _, whole = _topics(rows, number)
    told = [_most_telling(each) for each in whole]
    return sum(_likeness(told, rows, number, chance) for _ in range(_SAMPLES)) / _SAMPLES


def _likeness(
    told: Sequence[frozenset[int]], rows: Any, number: int, chance: random.Random
) -> float:
    # Late: loading it takes longer than most commands run.
    from scipy.optimize import linear_sum_assignment  # noqa: PLC0415 - see the line above

    drawn = sorted(chance.sample(range(rows.shape[0]), int(_SHARE * rows.shape[0])))
    others = [_most_telling(each) for each in _topics(rows[drawn], number)[1]]
    shared = np.array(
        [[len(one & other) / max(1, len(one | other)) for other in others] for one in told]
    )
    pairs = linear_sum_assignment(-shared)
    return float(shared[pairs].mean())


def _most_telling(weights: Array) -> frozenset[int]:
    heaviest = np.argsort(-weights)[:_COMPARED].tolist()
    return frozenset(word for word in heaviest if weights[word] >= _TELLING * weights.max())
