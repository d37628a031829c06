"""What a finished conversation leaves behind: one row per answer, choice and house."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from surveys.kinds import Kind, Lean


class AnswerState(StrEnum):
    """Whether the question was answered or passed over."""

    ANSWERED = "answered"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class AnswerValue:
    """One stored answer.

    Args:
        question: the question id, the same across questionnaires.
        part: choice code for multiple, house name for the houses, otherwise empty.
        state: answered or skipped.
        kind, lean: what the question was, for screening and analysis.
        code: the choice taken, or None.
        number: the number, scale value or None.
        text: the respondent's words, or None.
    """

    question: str
    part: str
    state: AnswerState
    kind: Kind
    lean: Lean | None = None
    code: str | None = None
    number: float | None = None
    text: str | None = None
