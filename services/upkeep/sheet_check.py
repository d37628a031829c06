"""What was typed from one paper: read as the engine would, all faults at once, words never lost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from analysis.cleaning import clean_text
from services.upkeep import cells
from surveys.conditions import leaves
from surveys.kinds import Kind
from surveys.notices import Refuse
from surveys.path import Asked, expand, walk
from surveys.questionnaire import Question, Questionnaire
from surveys.reading import read
from surveys.state import Value

Raw = str | tuple[str, ...]
_OLDEST = timedelta(days=366)
_WORDS = frozenset({Kind.SHORT_TEXT, Kind.LONG_TEXT})


@dataclass(frozen=True, slots=True, repr=False)
class Checked:
    """What was typed, held against the questionnaire.

    Args:
        path: all that is asked of somebody who answered so, in order, closing questions too.
        given: cleaned, by question key; what was left empty is not in it.
        refused: what cannot be taken, by question key.
        astray: words written beside questions that were for others; they would be lost.
        left_out: marks beside questions that were for others; they are not counted.
    """

    path: tuple[Asked, ...]
    given: Mapping[str, Raw]
    refused: Mapping[str, Refuse]
    astray: tuple[str, ...]
    left_out: tuple[str, ...]


def check_sheet(questionnaire: Questionnaire, typed: Mapping[str, Raw], now: datetime) -> Checked:
    """Read all that was typed; nothing is kept.

    Args:
        questionnaire: the version that is printed on the paper.
        typed: text as typed, or the codes of what is ticked, by question key.
        now: aware moment, for dates that must not lie in the future.
    """
    every = [asked for question in questionnaire.questions for asked in expand(question)]
    given = {asked.key: raw for asked in every if (raw := _clean(typed.get(asked.key, "")))}
    found = {asked.key: read(asked, given[asked.key], now) for asked in every if asked.key in given}
    refused = {key: value for key, value in found.items() if isinstance(value, Refuse)}
    values: dict[str, Value] = {
        key: value for key, value in found.items() if not isinstance(value, Refuse)
    }
    path = tuple(walk(questionnaire.questions, values))
    on_path = {asked.key for asked in path}
    off = [each for each in every if each.key in given and each.key not in on_path]
    astray = tuple(
        each.key for each in off if each.kind in _WORDS and not _waits(each.question, refused)
    )
    left_out = tuple(each.key for each in off if each.kind not in _WORDS)
    return Checked(path, given, refused, astray, left_out)


def _clean(raw: Raw) -> Raw:
    if isinstance(raw, str):
        text = clean_text(raw)
        return text if text.strip() else ""
    return tuple(filter(None, map(clean_text, raw)))


def _waits(question: Question, refused: Mapping[str, Refuse]) -> bool:
    """Return whether it is for an answer that is itself refused to say if this was asked."""
    tests = leaves(question.when) if question.when else ()
    return any(leaf.reference in refused for leaf in tests)


def read_day(written: str, today: date) -> tuple[date | None, str]:
    """Return the day on which a paper came back, or None and what is wrong with it.

    Args:
        written: as typed.
        today: in London.
    """
    if not written.strip():
        return None, "Say on which day the paper came back, such as 03/10/2026."
    try:
        day = cells.day(written.strip())
    except cells.CellFault:
        return None, "Write the day as 03/10/2026, day first."
    if day > today:
        return None, "That day has not come yet; check the date."
    if day < today - _OLDEST:
        return None, "That is more than a year ago; check the date."
    return day, ""
