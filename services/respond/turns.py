"""What a door is told after an input, and why a way in may be closed."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

from pydantic import TypeAdapter

from surveys.kinds import RespondentRole, Status
from surveys.outputs import Output, Retold


class ClosedReason(StrEnum):
    """Why there is no conversation here; expired, used and unknown are told alike."""

    UNKNOWN = "unknown"
    OTHER_BROWSER = "other_browser"
    TOO_MANY_TRIES = "too_many_tries"
    NOT_HERE = "not_here"


@dataclass(frozen=True, slots=True)
class Closed:
    """There is no conversation to be had with this key."""

    reason: ClosedReason


@dataclass(frozen=True, slots=True)
class Spoken:
    """A language to choose: its ISO 639 code, and whether a person has yet to check its words."""

    code: str
    draft: bool


@dataclass(frozen=True, slots=True)
class Preview:
    """What the first page may say before anything is opened.

    Args:
        title, introduction: in the language that was asked for, else in the invitation's.
        minutes: about how long it takes.
        languages: what it can be answered in.
        role: who is asked, so that the page speaks to a reader of that age.
        questionnaire: its id.
        resumable: whether something was already said under this key.
        telegram: whether the same link may be used on Telegram.
    """

    title: str
    introduction: str
    minutes: int
    language: str
    languages: tuple[Spoken, ...]
    role: RespondentRole
    questionnaire: str
    resumable: bool
    telegram: bool


@dataclass(frozen=True, slots=True)
class Turn:
    """What to show now.

    Args:
        outputs: in the order to be shown.
        language: of the conversation.
        progress: one-based place on today's path, and the path's length.
        status: where the conversation stands.
        role: who is asked; None, and the title empty, once the draft is gone.
        title: of the questionnaire, in that language.
        draft_id: the seat's draft, to which late buttons refer.
        resume_words: the four words, only in the answer to a Pause.
        heard: whether something said here waits for a person, who can help only somebody known.
        languages: what the conversation can be had in; empty once the draft is gone.
        retold: the conversation so far, as far as it may be shown again; on the web only.
    """

    outputs: tuple[Output, ...]
    language: str
    progress: tuple[int, int]
    status: Status
    role: RespondentRole | None
    title: str
    draft_id: UUID
    resume_words: str | None = None
    heard: bool = False
    languages: tuple[Spoken, ...] = ()
    retold: Retold = field(default_factory=Retold)

    def to_json(self) -> str:
        """Return the turn as JSON text, for the outbox."""
        return _ADAPTER.dump_json(self).decode()

    @staticmethod
    def from_json(text: str) -> Turn:
        """Read a turn back from JSON text."""
        return _ADAPTER.validate_json(text)


_ADAPTER: TypeAdapter[Turn] = TypeAdapter(Turn)
