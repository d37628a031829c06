"""What could be read of a questionnaire that is being checked."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from surveys.faults import Fault
from surveys.questionnaire import Header, Question


@dataclass(frozen=True, slots=True)
class Sheet:
    """A questionnaire under check.

    Args:
        questions: those that could be read, in order.
        languages: codes of the languages it claims to be written in; empty when the header
            could not be read, and then words are not checked against them.
        broken: ids of questions that could not be read, so that nothing else complains
            about not finding them.
        header: None when it could not be read.
    """

    questions: tuple[Question, ...]
    languages: tuple[str, ...]
    broken: frozenset[str]
    header: Header | None


Rule = Callable[[Sheet], Iterable[Fault]]


def place(question: Question, field: str) -> str:
    """Name a field of a question in a fault."""
    return f"questions.{question.id}.{field}"
