"""A clock that stands still until a test moves it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

START = datetime(2026, 10, 15, 9, 0, tzinfo=UTC)


@dataclass
class Clock:
    """Called like a clock; ``advance`` moves it."""

    now: datetime = START

    def __call__(self) -> datetime:
        return self.now

    def advance(self, **by: float) -> None:
        """Move on by what ``timedelta`` takes: days, hours, minutes."""
        self.now += timedelta(**by)
