"""What the list of responses is narrowed to, as its address says."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import TypeVar

from services.insight.reading_room import Wanted
from surveys.kinds import RespondentRole

Choice = TypeVar("Choice", bound=StrEnum)

FILTERS = ("unread", "role", "questionnaire", "month", "team", "theme", "concern", "foreign")
_MONTHS = 12


def wanted(asked: Mapping[str, str]) -> Wanted:
    """Return what an address asks for; what is none of the choices narrows nothing."""
    return Wanted(
        unread=asked.get("unread") == "yes",
        role=_one_of(RespondentRole, asked.get("role", "")),
        questionnaire=asked.get("questionnaire") or None,
        days=month_days(asked.get("month", "")),
        team=asked.get("team") or None,
        theme=asked.get("theme") or None,
        concern=asked.get("concern") == "yes",
        foreign=asked.get("foreign") == "yes",
    )


def kept(asked: Mapping[str, str]) -> dict[str, str]:
    """Return the filters of an address, to go on to other pages of the list."""
    return {name: asked[name] for name in FILTERS if asked.get(name)}


def months(days: tuple[date, date] | None) -> tuple[tuple[str, date], ...]:
    """Return the months of a stretch of days, the newest first, each with its first day."""
    if days is None:
        return ()
    oldest, newest = (day.year * _MONTHS + day.month - 1 for day in days)
    found = (date(at // _MONTHS, at % _MONTHS + 1, 1) for at in range(newest, oldest - 1, -1))
    return tuple((f"{first:%Y-%m}", first) for first in found)


def month_days(month: str) -> tuple[date, date] | None:
    """Return a month's first day and the day after its last; None for what is no month."""
    try:
        first = date.fromisoformat(f"{month}-01")
    except ValueError:
        return None
    at = first.year * _MONTHS + first.month
    if at // _MONTHS > date.max.year:
        return None
    return first, date(at // _MONTHS, at % _MONTHS + 1, 1)


def _one_of(choices: type[Choice], text: str) -> Choice | None:
    return choices(text) if text in list(choices) else None
