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


def take_lists(table: Table) -> tuple[Table, list[Fault]]:
    """Put each shared list of choices where a question names it.

    ``choices = "yes_no"`` stands for the list ``[[lists.yes_no]]`` of the same file.

    Returns:
        The table without its lists, and a fault for each list that is named but not there.
    """
    lists = table.get("lists", {})
    faults: list[Fault] = []
    questions: list[Any] = []
    for number, question in enumerate(_tables(table.get("questions"))):
        name = question.get("choices")
        if not isinstance(name, str):
            questions.append(question)
        elif isinstance(lists, dict) and name in lists:
            questions.append({**question, "choices": lists[name]})
        else:
            place = f"{question_place(number, question)}.choices"
            remedy = "add [[lists." + name + "]] or write the choices here"
            faults.append(Fault("unknown_list", place, f"there is no list {name!r}", remedy))
            questions.append({key: value for key, value in question.items() if key != "choices"})
    rest = {key: value for key, value in table.items() if key not in {"lists", "questions"}}
    return ({**rest, "questions": questions} if questions else rest), faults


def _tables(questions: object) -> list[Table]:
    if not isinstance(questions, list):
        return []
    return [question for question in questions if isinstance(question, dict)]


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
    return Fault(details["type"], where, details["msg"], remedy)


def _place_part(part: int | str) -> str:
    return str(part + 1) if isinstance(part, int) else part
