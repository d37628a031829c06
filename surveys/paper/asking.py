"""One question as it stands on paper: its words, and what there is to tick, circle or write on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from surveys.kinds import Kind, Level
from surveys.paper.words import Wording
from surveys.path import Asked, expand
from surveys.questionnaire import Question
from surveys.reading import SCALE
from surveys.showing import choices, text

Block = dict[str, Any]
"""What the template sets: plain values under names that it knows."""

_SHORT_LINES, _LONG_LINES, _HOUSE_LINES = 2, 6, 5
_URGENT = frozenset({Level.NOW, Level.TODAY})
_MOST_IN_ONE_ROW = 4
_IN_ONE_ROW = 28
"""Letters that the labels of a row may have together."""


def block(question: Question, number: int | None, condition: str, words: Wording) -> Block:
    """Return a question for the template.

    Args:
        question: as written.
        number: on this paper, None for a statement.
        condition: for whom it is, in words; empty for everybody.
        words: for the reader.
    """
    language = words.language
    urgent = any(signal.level in _URGENT for signal in question.signals.values())
    return {
        "type": "question",
        "number": "" if number is None else str(number),
        "text": question.text[language],
        "hint": question.hint.get(language, ""),
        "more": question.more.get(language, ""),
        "condition": condition,
        "warning": words("do_not_wait") if urgent else "",
        "controls": [_CONTROLS[question.kind](each, words) for each in expand(question)],
    }


def _ticks(asked: Asked, words: Wording) -> Block:
    offered = choices(asked, words.language)
    labels = [choice.label for choice in offered]
    pictured = all(choice.picture for choice in offered)
    row = len(labels) <= _MOST_IN_ONE_ROW and sum(map(len, labels)) <= _IN_ONE_ROW
    return {
        "type": "faces" if pictured else "row" if row else "ticks",
        "say": _how_many(asked.question, words),
        "or": words("or"),
        "choices": [
            {
                "label": choice.label,
                "picture": choice.picture or "",
                "alt": words("drawing", label=choice.label),
                "alone": choice.alone and len(labels) > 1,
            }
            for choice in offered
        ],
    }


def _how_many(question: Question, words: Wording) -> str:
    if question.max_choices is not None:
        return words("tick_up_to", limit=question.max_choices)
    if question.hint or question.kind is Kind.YES_NO:
        return ""
    return words("tick_many" if question.kind is Kind.MULTIPLE else "tick_one")


def _scale(asked: Asked, words: Wording) -> Block:
    low, high = SCALE
    language = words.language
    return {
        "type": "scale",
        "say": words("circle"),
        "numbers": [str(step) for step in range(low, high + 1)],
        "low": asked.question.low.get(language, ""),
        "high": asked.question.high.get(language, ""),
    }


def _lines(count: int) -> Callable[[Asked, Wording], Block]:
    def lines(asked: Asked, words: Wording) -> Block:
        if asked.house is None:
            return {"type": "lines", "lines": count}
        told = asked.question.houses[asked.house]
        return {
            "type": "house",
            "picture": f"house_{asked.house}",
            "text": text(asked, words.language),
            "alt": words("drawing", label=text(asked, words.language)),
            "hint": told.hint.get(words.language, ""),
            "lines": _HOUSE_LINES,
        }

    return lines


def _amount(asked: Asked, words: Wording) -> Block:
    low, high = asked.question.minimum, asked.question.maximum
    if low is None or high is None:
        return {"type": "number", "say": ""}
    return {"type": "number", "say": words("number_between", low=low, high=high)}


def _day(_: Asked, words: Wording) -> Block:
    return {"type": "date", "parts": [[words("day"), 2], [words("month"), 2], [words("year"), 4]]}


_CONTROLS: dict[Kind, Callable[[Asked, Wording], Block]] = {
    Kind.STATEMENT: lambda _, __: {"type": "nothing"},
    Kind.SINGLE: _ticks,
    Kind.MULTIPLE: _ticks,
    Kind.FACES: _ticks,
    Kind.YES_NO: _ticks,
    Kind.SCALE: _scale,
    Kind.SHORT_TEXT: _lines(_SHORT_LINES),
    Kind.LONG_TEXT: _lines(_LONG_LINES),
    Kind.HOUSES: _lines(_HOUSE_LINES),
    Kind.NUMBER: _amount,
    Kind.DATE: _day,
}
