"""Finds out, by trying the answers that matter, whether a question can come up at all."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, combinations, product

from surveys.conditions import Comparison, Leaf, Selected, leaves
from surveys.kinds import Kind
from surveys.path import expand, walk
from surveys.questionnaire import Question
from surveys.reading import SCALE
from surveys.state import Value

MOST_TRIES = 20_000


class Tangled(ValueError):
    """So many answers decide together that they cannot all be tried."""


def can_be_asked(question: Question, questions: Sequence[Question]) -> bool:
    """Whether some answers lead to this question.

    Args:
        question: the one looked for.
        questions: all questions in order; conditions refer to earlier ones only.

    Raises:
        Tangled: more than ``MOST_TRIES`` ways of answering would have to be tried.
    """
    needed = _deciders(question, questions)
    among = [each for each in questions if each.id in needed or each is question]
    return any(
        asked.question is question for answers in ways(among) for asked in walk(among, answers)
    )


def ways(questions: Sequence[Question]) -> Iterator[Mapping[str, Value]]:
    """Yield ways of answering that between them take every path through these questions.

    Raises:
        Tangled: there are more than ``MOST_TRIES``.
    """
    tests = [leaf for each in questions if each.when for leaf in leaves(each.when)]
    deciding = {leaf.reference for leaf in tests}
    options = {
        asked.key: [None, *_values(asked.question, [t for t in tests if t.reference == asked.key])]
        for question in questions
        for asked in expand(question)
        if asked.key in deciding
    }
    if math.prod(len(values) for values in options.values()) > MOST_TRIES:
        raise Tangled
    for chosen in product(*options.values()):
        pairs = zip(options, chosen, strict=True)
        yield {key: value for key, value in pairs if value is not None}


def _deciders(question: Question, questions: Sequence[Question]) -> set[str]:
    """Return the ids of all questions that decide about this one, directly or not."""
    by_id = {each.id: each for each in questions}
    found: set[str] = set()
    waiting = [question]
    while waiting:
        condition = waiting.pop().when
        names = (
            {leaf.reference.partition(".")[0] for leaf in leaves(condition)} if condition else set()
        )
        waiting += [by_id[name] for name in names - found]
        found |= names
    return found


def _values(question: Question, tests: Sequence[Leaf]) -> list[Value]:
    """Return answers that between them make each test true and false, as far as may be."""
    if question.kind in {Kind.SCALE, Kind.NUMBER}:
        return _numbers(question, tests)
    if not question.choices:
        return ["anything"]
    if question.kind is Kind.MULTIPLE:
        return list(_ticks(question, {test.code for test in tests if isinstance(test, Selected)}))
    return [choice.code for choice in question.choices]


def _numbers(question: Question, tests: Sequence[Leaf]) -> list[Value]:
    scale = question.kind is Kind.SCALE
    low, high = SCALE if scale else (question.minimum, question.maximum)
    literals = [t.literal for t in tests if isinstance(t, Comparison)]
    near = {n + d for n in literals if isinstance(n, int | float) for d in (-1, -0.5, 0, 0.5, 1)}
    return [
        number
        for number in sorted(near | {bound for bound in (low, high) if bound is not None} | {0})
        if (low is None or number >= low)
        and (high is None or number <= high)
        and not (scale and number != int(number))
    ]


def _ticks(question: Question, named: set[str]) -> Iterator[Value]:
    """Yield every allowed combination of the codes that are tested, and of one that is not."""
    others = [each for each in question.choices if each.code not in named]
    tested = [each for each in question.choices if each.code in named]
    pool = [*tested, *others[:1]]
    most = question.max_choices or len(pool)
    sizes = range(1, min(most, len(pool)) + 1)
    for ticked in chain.from_iterable(combinations(pool, size) for size in sizes):
        if len(ticked) == 1 or not any(choice.alone for choice in ticked):
            yield tuple(choice.code for choice in ticked)
