"""The closed lists of the questionnaire language: kinds, leans, modes, helpers, states."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """What sort of answer a question takes."""

    STATEMENT = "statement"
    SINGLE = "single"
    MULTIPLE = "multiple"
    FACES = "faces"
    SCALE = "scale"
    YES_NO = "yes_no"
    SHORT_TEXT = "short_text"
    LONG_TEXT = "long_text"
    NUMBER = "number"
    DATE = "date"
    HOUSES = "houses"


class Lean(StrEnum):
    """What a text question asks for; analysis reads it before it reads the words."""

    GOOD = "good"
    WORRY = "worry"
    OPEN = "open"


class Mode(StrEnum):
    """How the respondent chooses to be known (DESIGN section 5)."""

    LINKED = "linked"
    CONFIDENTIAL = "confidential"
    ANONYMOUS = "anonymous"


class RespondentRole(StrEnum):
    """Who may be asked."""

    CHILD = "child"
    YOUNG_PERSON = "young_person"
    PARENT = "parent"
    CARER = "carer"
    FAMILY_MEMBER = "family_member"
    PARTNER = "partner"
    STAFF = "staff"
    CHAIR = "chair"


class Helper(StrEnum):
    """Who sat with the respondent; recorded, never judged."""

    NOBODY = "nobody"
    FAMILY = "family"
    CARER = "carer"
    WORKER = "worker"
    OTHER = "other"


class Status(StrEnum):
    """Where a conversation stands."""

    ASKING = "asking"
    REVIEWING = "reviewing"
    PAUSED = "paused"
    STOPPING = "stopping"
    COMPLETED = "completed"
    PARTIAL = "partial"
    WITHDRAWN = "withdrawn"

    @property
    def ended(self) -> bool:
        """Whether no further input can be accepted."""
        return self in _ENDED


_ENDED = frozenset({Status.COMPLETED, Status.PARTIAL, Status.WITHDRAWN})


class Level(StrEnum):
    """How soon a person must look at a signal; the highest is first."""

    NOW = "now"
    TODAY = "today"
    SOON = "soon"
