"""Quotes: words that a respondent let us print, and the column they illustrate."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Strand(StrEnum):
    """The three columns of a summary (Signs of Safety)."""

    WORKING_WELL = "working_well"
    WORRIED = "worried"
    NEEDS_TO_HAPPEN = "needs_to_happen"


@dataclass(frozen=True, slots=True)
class Quote:
    """Words a respondent let us print.

    Args:
        reference: id of the answer; a snapshot keeps this, not the words.
        text: already redacted; None when erased since, printed as "[withdrawn]".
        role: respondent role.
        strand: the column it illustrates.
        confirmed: a person marked it quotable and the respondent agreed; others are not printed.
        themes, feeling: what the coding that holds found in it; empty where nobody has coded it.
    """

    reference: str
    text: str | None
    role: str
    strand: Strand
    confirmed: bool
    themes: tuple[str, ...] = ()
    feeling: str = ""
