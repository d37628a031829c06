"""Structured safeguarding triggers: choices that by themselves call for a person."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from surveys.kinds import Level
from surveys.questionnaire import Questionnaire
from surveys.state import Value

_HIGHEST_FIRST = tuple(Level)


@dataclass(frozen=True, slots=True)
class Trigger:
    """What a choice signals (such as ``not_safe``) and how soon a person must look."""

    category: str
    level: Level


def triggers(
    questionnaire: Questionnaire, question_key: str, value: Value | None
) -> tuple[Trigger, ...]:
    """Return the triggers of an answer; none for words, which are screened elsewhere.

    Args:
        questionnaire: what was asked.
        question_key: the key the answer was given to.
        value: the parsed answer; None for a skipped question, which signals nothing.
    """
    question = questionnaire.question(question_key)
    if question is None or value is None:
        return ()
    codes = value if isinstance(value, tuple) else (str(value),)
    signals = (question.signals.get(code) for code in codes)
    return tuple(Trigger(signal.category, signal.level) for signal in signals if signal)


def highest(found: Iterable[Trigger]) -> Level | None:
    """Return the most urgent level, None when there is no trigger."""
    return min((each.level for each in found), key=_HIGHEST_FIRST.index, default=None)
