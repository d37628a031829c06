"""Themes that the codebook may lack: what comments share in which no theme was found.

A suggestion is only words and examples; whether it becomes a theme is for people to decide.
"""

from __future__ import annotations

import random
import warnings
from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analysis.cohesion import cohesion, share
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
_TOGETHER = 0.14
"""Topics of a lower cohesion are what the others left over: words of any subject.

Measured: one new subject in 5 to 60 of a hundred comments of the demonstration comes to 0.3 to 1;
themes of patients' feedback that were taken out of their codebook to 0.12 to 0.18; what was left
over to 0 to 0.13.
"""
_RARER = 2.0
"""A topic of one word tells something if other comments have that word so many times less often."""
_SHORTEST = 3
_ROUNDS = 400
_OF_ANY_SUBJECT = """
bad best better bit come did didn didnt do does doesn doesnt doing don dont get gets getting give
going gone good got great just know let like little lot made make maybe nice ok okay put really
said say saying says tell thing things think thought told use used want wanted wants way went
"""
"""Words that tell of nothing, beside those that scikit-learn lists."""


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
    comments: Sequence[Loose],
    chance: random.Random,
    least: int = 5,
    others: Iterable[str] = (),
) -> tuple[Suggestion, ...]:
    """Return what comments without a theme speak of, what most speak of first.

    Topics are found by non-negative factors of their words (Lee and Seung 1999). Their number is
    the one at which samples of the comments give the most alike topics (Greene, O'Callaghan and
    Cunningham 2014). However many share a topic, it is one only if its words belong together.

    Args:
        comments: those in which neither people nor the machine found a theme.
        chance: draws the samples.
        least: responses in which a word must stand to be counted, and of which a suggestion must
            be made, so that it tells nobody's own words.
        others: comments in which a theme was found.
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
    apart = [_words(text) for text in others]
    found = []
    for topic in range(topics):
        telling = _most_telling(words[topic])
        shown = sorted(telling, key=lambda each: -words[topic, each])[:_SHOWN]
        there = weighed[:, shown].toarray() > 0
        if _tells(there, names[shown[0]], apart):
            mainly = shares[:, topic] >= _MAINLY * np.maximum(shares.sum(axis=1), 1e-12)
            typical = np.where(mainly & there.any(axis=1), shares[:, topic], 0.0)
            found.append(_suggestion(told, typical, tuple(names[each] for each in shown)))
    return tuple(
        sorted(
            (one for one in found if one.responses >= least),
            key=lambda one: (-one.responses, one.words),
        )
    )


def _tells(there: NDArray[np.bool_], first: str, apart: list[set[str]]) -> bool:
    """Return whether words make a theme: those that belong together, or one that others lack."""
    if there.shape[1] > 1:
        return cohesion(there) >= _TOGETHER
    return bool(there.mean() >= _RARER * share(first, apart))


def _suggestion(comments: Sequence[Loose], typical: Array, words: tuple[str, ...]) -> Suggestion:
    places = [place for place in np.argsort(-typical).tolist() if typical[place] > 0]
    first_of = {comments[place].origin: comments[place].key for place in reversed(places)}
    in_order = dict.fromkeys(comments[place].origin for place in places)
    return Suggestion(
        words=words,
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

    little = ENGLISH_STOP_WORDS.union(_OF_ANY_SUBJECT.split())
    said = [_words(one.text) - little for one in comments]
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
