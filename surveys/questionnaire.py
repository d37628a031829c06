"""A questionnaire as it is written: what is asked, of whom, in which words and languages."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, PlainValidator, StringConstraints

from surveys.conditions import Condition
from surveys.dialect import parse
from surveys.kinds import House, Kind, Lean, Level, MeetingKind, Mode, Picture, RespondentRole

Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=40)]
Code = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_]*$", max_length=40)]
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}$")]
Source = Annotated[str, StringConstraints(pattern=r"^[A-Z][0-9]{1,2}[a-z]?$")]
Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Words = dict[Language, Line]
"""The same text in each language, by ISO 639 code."""


def _condition(written: object) -> Condition:
    if not isinstance(written, str):
        raise ValueError("a condition is written as text")  # noqa: TRY004 - pydantic wants it
    return parse(written)


class LanguageStatus(StrEnum):
    """Whether a speaker has reviewed the wording; a draft is labelled and never sent out."""

    DRAFT = "draft"
    REVIEWED = "reviewed"


class Timing(StrEnum):
    """When a questionnaire is asked."""

    BEFORE = "before"
    AFTER = "after"
    ANY_TIME = "any_time"


class Placement(StrEnum):
    """Where a question stands: on the path, or among the closing ones of the review page."""

    PATH = "path"
    REVIEW = "review"


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)


class ChoiceText(_Part):
    """One choice: the code that is stored, and its words.

    ``alone`` marks a choice such as "none of these", which excludes every other one.
    """

    code: Code
    label: Words
    picture: Picture | None = None
    alone: bool = False


class HouseText(_Part):
    """What one of the three houses asks for."""

    text: Words
    hint: Words = Field(default_factory=dict)


class SignalText(_Part):
    """A choice that tells us, by itself, that a person must look: category and how soon."""

    category: Id
    level: Level


class Ages(_Part):
    """Youngest and oldest age in whole years, both included; None where there is no bound."""

    youngest: int | None = Field(default=None, ge=0, le=120)
    oldest: int | None = Field(default=None, ge=0, le=120)


class Question(_Part):
    """One question as written; which fields a kind takes is checked in ``surveys.check``."""

    id: Id
    kind: Kind
    text: Words
    hint: Words = Field(default_factory=dict)
    more: Words = Field(default_factory=dict)
    choices: tuple[ChoiceText, ...] = ()
    houses: dict[House, HouseText] = Field(default_factory=dict)
    signals: dict[Code, SignalText] = Field(default_factory=dict)
    low: Words = Field(default_factory=dict)
    high: Words = Field(default_factory=dict)
    minimum: float | None = None
    maximum: float | None = None
    max_choices: int | None = Field(default=None, ge=1)
    max_length: int | None = Field(default=None, ge=1)
    not_future: bool = False
    lean: Lean | None = None
    picture: Picture | None = None
    place: Placement = Placement.PATH
    when: Annotated[Condition | None, PlainValidator(_condition)] = None


class Header(_Part):
    """What a questionnaire says about itself.

    Args:
        purpose: what the answers are for, for staff who choose a questionnaire.
        sources: rows of the councils' published frameworks that it answers, such as ``S2``.
        introduction: what a respondent reads first: who reads it, when, and what cannot be
            kept secret.
        meetings: kinds of meeting it is asked about; empty when it follows none.
        minutes: how long answering takes.
        modes: ways of being known that make sense here; fewer may be on offer.
        languages: the languages it is written in, each a draft or reviewed.
    """

    id: Id
    version: int = Field(ge=1)
    title: Words
    purpose: Words
    sources: tuple[Source, ...] = ()
    introduction: Words
    audience: tuple[RespondentRole, ...] = Field(min_length=1)
    ages: Ages = Ages()
    timing: Timing
    meetings: tuple[MeetingKind, ...] = ()
    minutes: int = Field(ge=1, le=60)
    modes: tuple[Mode, ...] = Field(default=tuple(Mode), min_length=1)
    languages: dict[Language, LanguageStatus] = Field(min_length=1)

    @property
    def telegram(self) -> bool:
        """Whether a Telegram link may lead here: never when everybody asked is under 16."""
        return self.ages.oldest is None or self.ages.oldest >= 16


class Questionnaire(Header):
    """A questionnaire at one version, checked; it never changes once released."""

    questions: tuple[Question, ...] = Field(min_length=1)

    def question(self, key: str) -> Question | None:
        """Return the question behind a key (``id`` or ``id.part``), None when there is none."""
        wanted = key.partition(".")[0]
        return next((question for question in self.questions if question.id == wanted), None)
