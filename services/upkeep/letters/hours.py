"""When people may be written to: by day, by the London clock."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

_LONDON = ZoneInfo("Europe/London")
_FROM, _TO = time(8), time(21)
"""A message in the night wakes people, and is looked at by others. The hour in which the clocks
change lies in the night too."""


def is_decent(moment: datetime) -> bool:
    """Return whether somebody may be written to at an aware moment."""
    return _FROM <= moment.astimezone(_LONDON).time() < _TO


def next_decent(moment: datetime) -> datetime:
    """Return the moment itself by day, otherwise the next morning's first, in UTC."""
    if is_decent(moment):
        return moment
    local = moment.astimezone(_LONDON)
    day = local.date() if local.time() < _FROM else local.date() + timedelta(days=1)
    return datetime.combine(day, _FROM, _LONDON).astimezone(UTC)
