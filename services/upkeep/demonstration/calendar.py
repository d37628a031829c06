"""The demonstration's calendar: what happens, in its order, each at its moment."""

from __future__ import annotations

import heapq
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count


@dataclass
class Clock:
    """The demonstration's time, moved by whoever lives through it."""

    now: datetime

    def __call__(self) -> datetime:
        return self.now


@dataclass
class Calendar:
    """What is yet to happen; of two things at one moment the one put down first comes first."""

    clock: Clock
    _events: list[tuple[datetime, int, Callable[[], None]]] = field(default_factory=list)
    _places: count[int] = field(default_factory=count)

    def at(self, moment: datetime, happen: Callable[[], None]) -> None:
        """Let something happen at a moment."""
        heapq.heappush(self._events, (moment, next(self._places), happen))

    def live(self) -> None:
        """Let everything happen; time never goes back, so what takes long makes the next late."""
        while self._events:
            moment, _, happen = heapq.heappop(self._events)
            self.clock.now = max(self.clock.now, moment)
            happen()
