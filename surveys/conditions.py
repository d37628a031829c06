"""Conditions on earlier answers: a small expression tree, evaluated against what was said."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from surveys.state import Value

Answers = Mapping[str, Value]
Literal = str | int | float

_ORDERINGS: dict[str, Callable[[float, float], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


@dataclass(frozen=True, slots=True)
class Comparison:
    """``${reference} symbol literal``.

    An unanswered question equals nothing and is neither more nor less than anything, so only
    ``!=`` holds for it (as in XLSForm, where it compares as the empty string).
    """

    reference: str
    symbol: str
    literal: Literal

    def holds(self, answers: Answers) -> bool:
        """Whether the stored answer stands in this relation to the literal."""
        value = answers.get(self.reference)
        if self.symbol == "=":
            return value == self.literal
        if self.symbol == "!=":
            return value != self.literal
        if isinstance(value, int | float) and isinstance(self.literal, int | float):
            return _ORDERINGS[self.symbol](value, self.literal)
        return False


@dataclass(frozen=True, slots=True)
class Selected:
    """``selected(${reference}, 'code')``: the code is the choice, or among those ticked."""

    reference: str
    code: str

    def holds(self, answers: Answers) -> bool:
        """Whether the code was chosen."""
        value = answers.get(self.reference)
        return self.code in value if isinstance(value, tuple) else value == self.code


@dataclass(frozen=True, slots=True)
class Answered:
    """``answered(${reference})``: answered and not skipped."""

    reference: str

    def holds(self, answers: Answers) -> bool:
        """Whether there is an answer."""
        return self.reference in answers


@dataclass(frozen=True, slots=True)
class Not:
    """``not(...)``."""

    inner: Condition

    def holds(self, answers: Answers) -> bool:
        """Whether the inner condition fails."""
        return not self.inner.holds(answers)


@dataclass(frozen=True, slots=True)
class All:
    """``... and ...``."""

    parts: tuple[Condition, ...]

    def holds(self, answers: Answers) -> bool:
        """Whether every part holds."""
        return all(part.holds(answers) for part in self.parts)


@dataclass(frozen=True, slots=True)
class Any:
    """``... or ...``."""

    parts: tuple[Condition, ...]

    def holds(self, answers: Answers) -> bool:
        """Whether at least one part holds."""
        return any(part.holds(answers) for part in self.parts)


Leaf = Comparison | Selected | Answered
Condition = Leaf | Not | All | Any


def leaves(condition: Condition) -> Iterator[Leaf]:
    """Yield every part that looks at an answer, left to right."""
    if isinstance(condition, Not):
        yield from leaves(condition.inner)
    elif isinstance(condition, All | Any):
        for part in condition.parts:
            yield from leaves(part)
    else:
        yield condition
