"""What the engine says beside a question: a refusal, a stale answer, an offer of help."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from surveys.kinds import Level


class Reason(StrEnum):
    """Why an input was not taken; the words stand in the catalogue under ``refuse.<value>``."""

    EMPTY = "empty"
    TOO_LONG = "too_long"
    NOT_A_CHOICE = "not_a_choice"
    TOO_MANY_CHOICES = "too_many_choices"
    CONTRADICTION = "contradiction"
    NOT_A_NUMBER = "not_a_number"
    OUT_OF_RANGE = "out_of_range"
    NOT_A_DATE = "not_a_date"
    IN_THE_FUTURE = "in_the_future"
    NOT_HERE = "not_here"
    NO_WAY_BACK = "no_way_back"
    MODE_NOT_OFFERED = "mode_not_offered"
    MODE_MISSING = "mode_missing"
    LANGUAGE_MISSING = "language_missing"
    NOT_FINISHED = "not_finished"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Refuse:
    """The input was not taken; nothing was changed.

    Args:
        reason: why.
        question: key of the question it was for, None when it was for none.
        limit: the number that was passed (characters, choices, lowest or highest), if any.
    """

    reason: Reason
    question: str | None = None
    limit: float | None = None
    type: Literal["refuse"] = "refuse"


@dataclass(frozen=True, slots=True)
class Stale:
    """The answer was for a question that is not (or not yet) on the path; it was not taken.

    ``question`` is its key, or empty when the questionnaire has no such question.
    """

    question: str
    type: Literal["stale"] = "stale"


@dataclass(frozen=True, slots=True)
class Help:
    """The respondent said, or an answer showed, that they may need help now.

    Args:
        level: how soon a person must look.
        reveal: whether to offer telling us who they are: they chose to be anonymous, so
            nobody could come to them.
    """

    level: Level
    reveal: bool = False
    type: Literal["help"] = "help"


Notice = Annotated[Refuse | Stale | Help, Field(discriminator="type")]
