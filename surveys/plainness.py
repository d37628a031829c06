"""How hard a questionnaire is to read, and which of its texts are hardest."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Sequence
from functools import cache

from surveys.kinds import RespondentRole
from surveys.sheet import Sheet
from surveys.word_rules import Written, words_of

MEASURED = "en"
"""The one language that the Flesch-Kincaid formula was made for."""

AT_WORK = frozenset({RespondentRole.PARTNER, RespondentRole.STAFF, RespondentRole.CHAIR})
_SHORT = 3
"""Words up to which a text is too short for the formula to say anything."""


def grade_needed(audience: Iterable[RespondentRole]) -> int:
    """Return the reading grade that the least practised of some readers need."""
    readers = set(audience)
    if RespondentRole.CHILD in readers:
        return 4
    return 8 if readers <= AT_WORK else 6


def texts(sheet: Sheet) -> tuple[tuple[str, str], ...]:
    """Return everything that a respondent reads in English, each text with its place."""
    written: list[Written] = []
    if sheet.header is not None:
        written.append(("introduction", sheet.header.introduction))
    written += [each for question in sheet.questions for each in words_of(question)]
    return tuple((where, words[MEASURED]) for where, words in written if words.get(MEASURED))


def grade(written: Iterable[str]) -> float:
    """Return the Flesch-Kincaid grade of texts read one after another."""
    return _measure(" ".join(map(_sentence, written)))


def hardest(written: Sequence[tuple[str, str]], most: int) -> list[str]:
    """Return the places of the hardest texts, the hardest first."""
    long = [(where, text) for where, text in written if len(text.split()) > _SHORT]
    ranked = sorted(long, key=lambda each: grade([each[1]]), reverse=True)
    return [where for where, _ in ranked[:most]]


def _sentence(text: str) -> str:
    text = text.strip()
    return text if text[-1:] in {".", "?", "!"} else f"{text}."


@cache
def _measure(text: str) -> float:
    # It brings pkg_resources, which takes a third of a second that no other command should wait.
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "pkg_resources is deprecated", UserWarning)
        import textstat  # noqa: PLC0415 - see above
    return float(textstat.flesch_kincaid_grade(text))
