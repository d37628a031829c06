"""What the engine wants shown: wording of the questionnaire, and message ids for all else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from surveys.kinds import Helper, Kind, Mode
from surveys.notices import Help, Refuse, Stale
from surveys.state import Value


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that can be tapped: stored code, label, picture name (faces) or None."""

    code: str
    label: str
    picture: str | None = None
    alone: bool = False


@dataclass(frozen=True, slots=True)
class Ask:
    """One question, worded in the respondent's language.

    Args:
        question: question key to send back with the answer.
        kind: decides the control; the three houses come as LONG_TEXT with a picture.
        text: the question itself.
        hint: one line of help, may be empty.
        more: explanation to fold out, may be empty.
        choices: for single, multiple, faces, yes_no and scale (0 to 10 as codes).
        low, high: what both ends of a scale mean, else empty; for numbers the bounds.
        picture: name of Sayso's own drawing to show beside it, or None.
        max_length: characters accepted, for text kinds.
        max_choices: how many may be ticked, for multiple; None when there is no limit.
        answered: whether the draft holds an answer.
        skipped: whether it was passed over.
        value: that answer, or None when there is none or it must not be shown again.
        position, total: one-based place on today's path, or among the closing questions, and
            how many there are.
        closing: whether it is one of the closing questions of the review page.
    """

    question: str
    kind: Kind
    text: str
    hint: str = ""
    more: str = ""
    choices: tuple[Choice, ...] = ()
    low: str = ""
    high: str = ""
    picture: str | None = None
    max_length: int | None = None
    max_choices: int | None = None
    answered: bool = False
    skipped: bool = False
    value: Value | None = None
    position: int = 1
    total: int = 1
    closing: bool = False
    type: Literal["ask"] = "ask"


@dataclass(frozen=True, slots=True)
class Say:
    """A message of the catalogue, under ``say.<message>``."""

    message: str
    type: Literal["say"] = "say"


@dataclass(frozen=True, slots=True)
class ReviewItem:
    """A line of the review page: the question's text and the answer in words.

    ``shown`` is None when skipped, or when the answer must not be shown again.
    """

    question: str
    text: str
    shown: str | None
    skipped: bool


@dataclass(frozen=True, slots=True)
class Review:
    """The one page at the end: what you said, the closing questions, how to be known.

    ``chosen`` and ``helper`` are None until they were said.
    """

    items: tuple[ReviewItem, ...]
    closing: tuple[Ask, ...]
    modes: tuple[Mode, ...]
    chosen: Mode | None
    helper: Helper | None = None
    type: Literal["review"] = "review"


@dataclass(frozen=True, slots=True)
class Completed:
    """The response is whole, or partial when the respondent stopped or time ran out."""

    partial: bool = False
    type: Literal["completed"] = "completed"


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """The draft is to be deleted."""

    type: Literal["withdrawn"] = "withdrawn"


@dataclass(frozen=True, slots=True)
class Said:
    """A question that was passed, and what was said to it.

    Args:
        question: question key, by which the answer can be changed.
        text: the question itself.
        shown: the answer in words; None when skipped, or when it must not be shown again.
        skipped: whether it was passed over.
        statement: whether it only said something, so that there is no answer.
        picture: the face that was chosen, or None.
    """

    question: str
    text: str
    shown: str | None
    skipped: bool
    statement: bool = False
    picture: str | None = None


@dataclass(frozen=True, slots=True)
class Retold:
    """The conversation so far, for a face that keeps it on the screen.

    Args:
        said: in the order of the path; the question that is asked now is not among it.
        kept_back: whether there are answers from before a break, which are not shown again.
    """

    said: tuple[Said, ...] = ()
    kept_back: bool = False


Output = Annotated[
    Ask | Say | Refuse | Stale | Review | Help | Completed | Withdrawn,
    Field(discriminator="type"),
]
