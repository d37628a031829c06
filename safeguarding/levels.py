"""How soon a person must look at a signal, and what it is about."""

from __future__ import annotations

from enum import StrEnum


class Level(StrEnum):
    """How soon a person must look; NOW is first."""

    NOW = "now"
    TODAY = "today"
    SOON = "soon"


class Category(StrEnum):
    """What a signal is about; a trigger of a questionnaire names one of these."""

    PHYSICAL_HARM = "physical_harm"
    SEXUAL_HARM = "sexual_harm"
    EMOTIONAL_HARM = "emotional_harm"
    NEGLECT = "neglect"
    SELF_HARM = "self_harm"
    SUICIDE = "suicide"
    DOMESTIC_ABUSE = "domestic_abuse"
    EXPLOITATION = "exploitation"
    BULLYING = "bullying"
    MISSING = "missing"
    NOT_SAFE = "not_safe"
    ASKED_FOR_HELP = "asked_for_help"
    UNCLASSIFIED = "unclassified"
