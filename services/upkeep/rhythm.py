"""When a job is due: every so often through day and night, or once a day by the London clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

_LONDON = ZoneInfo("Europe/London")
_DAY = timedelta(days=1)
_BEGIN = datetime(2000, 1, 1, tzinfo=UTC)

_UNSAFE_FROM, _UNSAFE_TO = time(1), time(2)
"""On two nights a year this hour of the London clock does not exist, or comes twice."""


@dataclass(frozen=True, slots=True)
class Every:
    """A slot begins each ``period``, counted in UTC, so that no change of the clocks matters."""

    period: timedelta

    def latest(self, now: datetime) -> datetime:
        """Return the beginning of the newest slot at an aware moment."""
        return _BEGIN + (now - _BEGIN) // self.period * self.period

    @property
    def longest_silence(self) -> timedelta:
        """How long after the last success something must be wrong."""
        return max(3 * self.period, timedelta(minutes=2))

    def __str__(self) -> str:
        return f"every {self.period.total_seconds():.0f} seconds"


@dataclass(frozen=True, slots=True)
class Daily:
    """A slot begins each day at a time of the London clock.

    Raises ValueError for a time from 01:00 to 02:00, when the clocks change.
    """

    at: time

    def __post_init__(self) -> None:
        if _UNSAFE_FROM <= self.at <= _UNSAFE_TO:
            raise ValueError(f"{self.at:%H:%M} is when the clocks change; choose another time.")

    def latest(self, now: datetime) -> datetime:
        """Return the beginning of the newest slot at an aware moment, in UTC."""
        today = now.astimezone(_LONDON).date()
        slot = datetime.combine(today, self.at, _LONDON)
        if slot > now:
            slot = datetime.combine(today - _DAY, self.at, _LONDON)
        return slot.astimezone(UTC)

    @property
    def longest_silence(self) -> timedelta:
        """How long after the last success something must be wrong."""
        return timedelta(hours=26)

    def __str__(self) -> str:
        return f"daily at {self.at:%H:%M} in London"


Rhythm = Every | Daily
