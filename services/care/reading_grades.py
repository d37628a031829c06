"""How hard each sentence for those who spoke is to read: a hint for whoever writes it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from analysis.readability import grade
from services.care.action_words import FOR_THOSE_WHO_SPOKE

_EASY = {"you_said": 6.0, "we_did": 8.0, "we_did_plain": 4.0}
"""The highest school grade that suits the readers of each. "You said" is read by everybody; a
child of eight to eleven reads grade four with ease, and most adults grade eight."""


@dataclass(frozen=True, slots=True)
class ReadingGrade:
    """The school grade of a sentence, and the highest that suits its readers."""

    value: float
    most: float

    @property
    def easy(self) -> bool:
        """Whether it suits them."""
        return self.value <= self.most


def grades_of(fields: Mapping[str, str]) -> Mapping[str, ReadingGrade]:
    """Return the grade of each sentence that holds words, by the name of its field."""
    found = ((name, grade(fields.get(name, ""))) for name in FOR_THOSE_WHO_SPOKE)
    return {name: ReadingGrade(value, _EASY[name]) for name, value in found if value is not None}
