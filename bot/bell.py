"""A bell between the parts of one process: something is there, or it is time to stop."""

from __future__ import annotations

import asyncio
from contextlib import suppress

IDLE_SECONDS = 1.0
"""How long to wait for a ring before looking anyway: another process may have left something."""


class Bell:
    """Rings when there is something to do."""

    def __init__(self) -> None:
        self._rung = asyncio.Event()
        self.stopped = False

    def ring(self) -> None:
        """Say that there is something to do."""
        self._rung.set()

    def stop(self) -> None:
        """Say that it is time to stop."""
        self.stopped = True
        self._rung.set()

    async def heard(self, seconds: float = IDLE_SECONDS) -> None:
        """Wait for a ring, or until it is time to look anyway."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._rung.wait(), seconds)
        self._rung.clear()
