"""The ticks on a message's keyboard, also while the screen lags behind a quick finger."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field

_FRESH_SECONDS = 3.0
_MOST = 1000

Place = tuple[int, int]
"""Chat and message."""


@dataclass(slots=True)
class Ticks:
    """Remembers for a moment what was ticked last.

    The ticks themselves live on the message, so nothing is lost when this is. But a second tap
    made before the first one shows would bring the keyboard as it was, and undo the first.

    Args:
        monotonic: seconds that never go back.
    """

    monotonic: Callable[[], float] = time.monotonic
    _last: dict[Place, tuple[float, frozenset[str]]] = field(default_factory=dict)

    def at(self, place: Place, shown: frozenset[str]) -> frozenset[str]:
        """Return what is ticked, where the tap came with the ticks in ``shown``."""
        when, ticked = self._last.get(place, (0.0, shown))
        return ticked if self.monotonic() - when < _FRESH_SECONDS else shown

    def keep(self, place: Place, ticked: frozenset[str]) -> None:
        """Note what is ticked now."""
        if len(self._last) >= _MOST:
            self._last.clear()
        self._last[place] = (self.monotonic(), ticked)

    def drop(self, place: Place) -> None:
        """Forget a message, for one that could not be changed on the screen."""
        self._last.pop(place, None)


def toggled(ticked: frozenset[str], code: str, alone: frozenset[str]) -> frozenset[str]:
    """Return the ticks after a tap on one choice.

    Args:
        ticked: codes ticked before.
        code: the choice tapped.
        alone: codes that exclude all others, such as "none of these".
    """
    if code in ticked:
        return ticked - {code}
    return frozenset({code}) if code in alone else (ticked - alone) | {code}
