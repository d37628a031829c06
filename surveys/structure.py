"""Reads a questionnaire file's text into its parts, and words what does not fit their shape."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from surveys.faults import Fault, QuestionnaireFaults

Table = dict[str, Any]

_REMEDIES = {
    "missing": "add it",
    "extra_forbidden": "take it out or correct its spelling",
    "enum": "use one of the names that are listed",
    "literal_error": "use one of the names that are listed",
    "string_pattern_mismatch": "use small letters, digits and _ only, beginning with a letter",
    "string_too_short": "write some words",
    "string_too_long": "shorten it",
    "value_error": "write it like ${felt_safe} = 'no' and not(answered(${listened}))",
}


def read_toml(text: str, source: str) -> Table:
    """Read TOML; raises QuestionnaireFaults with line and column when it is not TOML."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        fault = Fault("not_toml", "file", f"this is not TOML: {error}", "correct that line")
        raise QuestionnaireFaults(source, [fault]) from error


def split(table: Table) -> tuple[Table, list[Table], list[Fault]]:
    """Part a questionnaire's table into its header and its questions.

    Shared lists of choices are put where a question names them: ``choices = "yes_no"`` stands
    for the list ``[[lists.yes_no]]`` of the same file.

    Returns:
        The header, the questions, and a fault for whatever had to be left aside.
    """
    header = {key: value for key, value in table.items() if key not in {"lists", "questions"}}
    lists, written = table.get("lists", {}), table.get("questions", [])
    faults: list[Fault] = []
    questions = [
        _with_choices(question_place(number, question), question, lists, faults)
        for number, question in enumerate(written if isinstance(written, list) else [])
        if isinstance(question, dict)
    ]
    if not questions:
        faults.append(Fault("no_questions", "questions", "nothing is asked", "add [[questions]]"))
    return header, questions, faults


def _with_choices(place: str, question: Table, lists: object, faults: list[Fault]) -> Table:
    name = question.get("choices")
    if not isinstance(name, str):
        return question
    if isinstance(lists, dict) and name in lists:
        return {**question, "choices": lists[name]}
    remedy = f"add [[lists.{name}]] or write the choices here"
    faults.append(Fault("unknown_list", f"{place}.choices", f"there is no list {name!r}", remedy))
    return {key: value for key, value in question.items() if key != "choices"}


def question_place(number: int, question: Mapping[str, Any]) -> str:
    """Name a question in a fault: by its id, or by its number from 1 when it has none."""
    return f"questions.{question.get('id', number + 1)}"


def validate(model: type[BaseModel], table: Table, place: str) -> tuple[Any, list[Fault]]:
    """Return the model made from a table, or None and every fault of its shape."""
    try:
        return model.model_validate(table), []
    except ValidationError as error:
        return None, [_worded(details, place) for details in error.errors(include_url=False)]


def _worded(details: ErrorDetails, place: str) -> Fault:
    where = ".".join([place, *(_place_part(part) for part in details["loc"])]).lstrip(".")
    remedy = _REMEDIES.get(details["type"], "correct it")
    return Fault(details["type"], where, details["msg"].removeprefix("Value error, "), remedy)


def _place_part(part: int | str) -> str:
    return str(part + 1) if isinstance(part, int) else part
