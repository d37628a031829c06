"""Conditions in words, for those who read a questionnaire on paper."""

from __future__ import annotations

from surveys.conditions import All, Answered, Any, Comparison, Condition, Not, Selected

_SYMBOLS = {
    "=": "is",
    "!=": "is not",
    "<": "is less than",
    "<=": "is at most",
    ">": "is more than",
    ">=": "is at least",
}


def in_words(condition: Condition) -> str:
    """Return a condition as part of a sentence, such as "`rag` is `red`"."""
    if isinstance(condition, Not):
        return _not(condition.inner)
    if isinstance(condition, All):
        return " and ".join(map(_part, condition.parts))
    if isinstance(condition, Any):
        return " or ".join(map(_part, condition.parts))
    if isinstance(condition, Comparison):
        return f"`{condition.reference}` {_SYMBOLS[condition.symbol]} `{condition.literal}`"
    if isinstance(condition, Selected):
        return f"`{condition.code}` is ticked in `{condition.reference}`"
    return f"`{condition.reference}` is answered"


def _part(condition: Condition) -> str:
    nested = isinstance(condition, All | Any)
    return f"({in_words(condition)})" if nested else in_words(condition)


def _not(inner: Condition) -> str:
    if isinstance(inner, Comparison) and inner.symbol == "=":
        return f"`{inner.reference}` is not `{inner.literal}`"
    if isinstance(inner, Selected):
        return f"`{inner.code}` is not ticked in `{inner.reference}`"
    if isinstance(inner, Answered):
        return f"`{inner.reference}` is not answered"
    return f"not ({in_words(inner)})"
