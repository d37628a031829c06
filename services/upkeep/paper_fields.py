"""What there is to type in from one paper, in the order and the words of the paper."""

from __future__ import annotations

from dataclasses import dataclass

from services.upkeep.paper_desk import Open
from surveys.kinds import Kind, RespondentRole
from surveys.paper import AT_WORK, Wording, numbered, only_if
from surveys.path import Asked, expand
from surveys.questionnaire import Placement
from surveys.showing import choices, text
from surveys.tongues import tongue

_CONTROLS = {
    Kind.SINGLE: "one",
    Kind.YES_NO: "one",
    Kind.FACES: "one",
    Kind.MULTIPLE: "many",
    Kind.LONG_TEXT: "box",
}
_HINTS = {
    Kind.SCALE: "The number that is circled, 0 to 10.",
    Kind.DATE: "Day first, for example 03/10/2026.",
    Kind.NUMBER: "In digits.",
}


@dataclass(frozen=True, slots=True)
class Field:
    """One thing to type in.

    Args:
        key, name: of the question, and of its field on a page.
        control: ``one`` and ``many`` of choices, ``box`` for long words, ``line`` for all else.
        label: as on the paper, with its number.
        hint: how to type it.
        condition: for whom it was, in the words of the paper.
        choices: code and label.
        closing: whether it is among the last things.
    """

    key: str
    name: str
    control: str
    label: str
    hint: str
    condition: str
    choices: tuple[tuple[str, str], ...]
    closing: bool


def fields(paper: Open) -> tuple[Field, ...]:
    """Return every field in the order of the paper."""
    questionnaire, role = paper.held.questionnaire, paper.held.role
    language = "en" if "en" in questionnaire.languages else paper.held.state.language
    numbers, words = numbered(questionnaire), Wording("en", role)
    return tuple(
        _field(
            asked,
            numbers.get(question.id),
            only_if(question, questionnaire, numbers, words),
            language,
        )
        for question in questionnaire.questions
        if question.kind is not Kind.STATEMENT
        for asked in expand(question)
    )


def languages(paper: Open) -> tuple[tuple[str, str], ...]:
    """Return what the paper may be written in: code and name."""
    return tuple((code, tongue(code).name) for code in paper.held.questionnaire.languages)


def asks_helper(role: RespondentRole) -> bool:
    """Return whether the paper asks who helped."""
    return role not in AT_WORK


def _field(asked: Asked, number: int | None, condition: str, language: str) -> Field:
    control = _CONTROLS.get(asked.kind, "line")
    offered = choices(asked, language) if control in {"one", "many"} else ()
    return Field(
        key=asked.key,
        name=f"q-{asked.key.replace('.', '-')}",
        control=control,
        label=f"{number}. {text(asked, language)}",
        hint=_HINTS.get(asked.kind, ""),
        condition=condition,
        choices=tuple((choice.code, choice.label) for choice in offered),
        closing=asked.question.place is Placement.REVIEW,
    )
