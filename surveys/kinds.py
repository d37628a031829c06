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


class MeetingKind(StrEnum):
    """The meetings, reviews and audits that a questionnaire can follow (DESIGN section 8)."""

    CLA_REVIEW = "cla_review"
    INITIAL_CP_CONFERENCE = "initial_cp_conference"
    REVIEW_CP_CONFERENCE = "review_cp_conference"
    CIN_REVIEW = "cin_review"
    EARLY_HELP_MEETING = "early_help_meeting"
    PATHWAY_PLAN_REVIEW = "pathway_plan_review"
    EDUCATION_PLAN = "education_plan"
    FOSTER_CARER_REVIEW = "foster_carer_review"
    FAMILY_GROUP_CONFERENCE = "family_group_conference"
    CASE_AUDIT = "case_audit"
    CASE_REVIEW = "case_review"
    PRACTICE_OBSERVATION = "practice_observation"
    LEARNING_REVIEW = "learning_review"
    SUCCESS_REVIEW = "success_review"
    FORUM = "forum"

    @property
    def label(self) -> str:
        """The kind as people call it."""
        words = self.value.replace("_cp_", "_child_protection_").replace("_", " ")
        return _KIND_LABELS.get(self.value, words.capitalize())


_KIND_LABELS = {
    "cla_review": "Looked-after child review",
    "cin_review": "Child in need review",
}


class House(StrEnum):
    """The rooms of the three houses, in the order they are asked."""

    WORRIES = "worries"
    GOOD = "good"
    WISHES = "wishes"


class Picture(StrEnum):
    """Every drawing that a questionnaire may ask for; the doors draw them."""

    FACE_VERY_BAD = "face_very_bad"
    FACE_BAD = "face_bad"
    FACE_OK = "face_ok"
    FACE_GOOD = "face_good"
    FACE_VERY_GOOD = "face_very_good"
    HOUSE_WORRIES = "house_worries"
    HOUSE_GOOD = "house_good"
    HOUSE_WISHES = "house_wishes"


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
