"""What a finished conversation leaves: rows for all that was asked on the last path."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from surveys.answers import AnswerState, AnswerValue
from surveys.kinds import Kind, Status
from surveys.path import Asked, find_path
from surveys.questionnaire import Questionnaire
from surveys.state import State, Value


def finish(questionnaire: Questionnaire, state: State) -> tuple[AnswerValue, ...]:
    """Return the answers to keep, in the order they were asked.

    Answers to questions off the final path are dropped; statements leave nothing. A whole
    response has a row for every question asked, closing ones included; a partial one only for
    what was answered or skipped, which may be nothing at all; a withdrawn one has none.

    Args:
        questionnaire: the version that the state was started with.
        state: where the conversation stands; usually one that has ended.
    """
    if state.status is Status.WITHDRAWN:
        return ()
    path = find_path(questionnaire, state)
    whole = state.status is Status.COMPLETED
    return tuple(
        row
        for asked in path.asked + path.closing
        if asked.kind is not Kind.STATEMENT
        and (whole or asked.key in state.answers or asked.key in state.skipped)
        for row in _rows(asked, state.answers.get(asked.key))
    )


def _rows(asked: Asked, value: Value | None) -> Iterator[AnswerValue]:
    if value is None:
        yield AnswerValue(
            asked.question.id, _part(asked), AnswerState.SKIPPED, asked.kind, asked.lean
        )
    elif isinstance(value, tuple):
        for code in value:
            yield _answered(asked, code, part=code)
    else:
        yield _answered(asked, value, part=_part(asked))


def _part(asked: Asked) -> str:
    return str(asked.house) if asked.house else ""


def _answered(asked: Asked, value: str | int | float, part: str) -> AnswerValue:
    question, kind, lean = asked.question.id, asked.kind, asked.lean
    code, number, text = _FIELDS.get(kind, _as_code)(value)
    return AnswerValue(question, part, AnswerState.ANSWERED, kind, lean, code, number, text)


Fields = tuple[str | None, float | None, str | None]


def _as_code(value: str | int | float) -> Fields:
    return str(value), None, None


def _as_number(value: str | int | float) -> Fields:
    return None, float(value), None


def _as_text(value: str | int | float) -> Fields:
    return None, None, str(value)


_FIELDS: dict[Kind, Callable[[str | int | float], Fields]] = {
    Kind.SCALE: _as_number,
    Kind.NUMBER: _as_number,
    Kind.SHORT_TEXT: _as_text,
    Kind.LONG_TEXT: _as_text,
    Kind.DATE: _as_text,
}
