"""Everything a respondent can do; each door turns its own events into these."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from surveys.kinds import Helper, Level, Mode


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer to the question it names, which makes late buttons and two tabs safe.

    Args:
        question: question key, ``id`` or ``id.part`` for one house.
        raw: text as typed, a choice code, or the codes of all ticked choices.
        typed: whether it stands in words of the language that was shown. It then means a choice
            only by its label there: Polish "no" is a yes, and not the code ``no``.
    """

    question: str
    raw: str | Sequence[str]
    typed: bool = False


@dataclass(frozen=True, slots=True)
class Skip:
    """Pass over a question; it stays on the path and is never counted as negative."""

    question: str


@dataclass(frozen=True, slots=True)
class Back:
    """Go to the question before the current one."""


@dataclass(frozen=True, slots=True)
class Edit:
    """Go to a question from the review page."""

    question: str


@dataclass(frozen=True, slots=True)
class ChooseIdentity:
    """How the respondent wants to be known."""

    mode: Mode


@dataclass(frozen=True, slots=True)
class SetHelper:
    """Who is helping."""

    helper: Helper


@dataclass(frozen=True, slots=True)
class Reveal:
    """An anonymous respondent wants to be known after all."""


@dataclass(frozen=True, slots=True)
class ChangeLanguage:
    """Go on in another language that the questionnaire has."""

    language: str


@dataclass(frozen=True, slots=True)
class Pause:
    """Leave and come back later."""


@dataclass(frozen=True, slots=True)
class Resume:
    """Come back, or decide not to stop after all."""


@dataclass(frozen=True, slots=True)
class Distress:
    """The respondent asks for a person (SOON, TODAY) or says they are not safe (NOW)."""

    level: Level


@dataclass(frozen=True, slots=True)
class Stop:
    """End here; the engine then asks: send what I said, or delete it."""


@dataclass(frozen=True, slots=True)
class Withdraw:
    """Delete what I said."""


@dataclass(frozen=True, slots=True)
class Confirm:
    """Send: the whole response from the review page, or a partial one after Stop."""


@dataclass(frozen=True, slots=True)
class Expire:
    """The draft's time is over; what was said becomes a partial response."""


Input = (
    Answer
    | Skip
    | Back
    | Edit
    | ChooseIdentity
    | SetHelper
    | Reveal
    | ChangeLanguage
    | Pause
    | Resume
    | Distress
    | Stop
    | Withdraw
    | Confirm
    | Expire
)
