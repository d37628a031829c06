"""Fetches updates: each is committed to the inbox before Telegram is told that it arrived."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from telegram.error import (
    Conflict,
    EndPointNotFound,
    InvalidToken,
    RetryAfter,
    TelegramError,
)

from bot.bell import Bell
from bot.intake import arrivals
from bot.line import POLL_SECONDS, Line
from bot.updates import update_id
from services.hall import Hall
from services.respond import inbox

LOG = logging.getLogger(__name__)

_LONGEST_WAIT = 60.0
_UNUSABLE_PAUSE = 1.0


class Poller:
    """Polls until it is cancelled.

    Args:
        hall: the deployment.
        line: to Telegram.
        bells: rung after something was committed; a refusal may be waiting in the outbox.
        seconds: how long a poll may be held open.
    """

    def __init__(
        self, hall: Hall, line: Line, bells: tuple[Bell, ...], seconds: int = POLL_SECONDS
    ) -> None:
        self._hall, self._line, self._bells, self._seconds = hall, line, bells, seconds
        self._offset: int | None = None
        self._failures = 0
        self._conflict = False

    async def run(self) -> None:
        """Poll for ever; a token that is refused ends it."""
        while True:
            await self._again(self._poll)

    async def _poll(self) -> None:
        raws = await self._line.updates(self._offset, self._seconds)
        await self._commit(raws)
        self._failures, self._conflict = 0, False

    async def _commit(self, raws: Sequence[Any]) -> None:
        if not raws:
            return
        await asyncio.to_thread(inbox.accept, self._hall, list(arrivals(raws)))
        numbers = [number for raw in raws if (number := update_id(raw)) is not None]
        if numbers:
            self._offset = max(numbers) + 1
            for bell in self._bells:
                bell.ring()
        else:
            # Nothing here can be confirmed, so Telegram would hand it out again at once.
            LOG.warning("%d updates came without a usable number and were passed over", len(raws))
            await asyncio.sleep(_UNUSABLE_PAUSE)

    async def _again(self, poll: Callable[[], Awaitable[None]]) -> None:
        """Poll once; after a fault wait for as long as Telegram asks, or ever longer."""
        try:
            await poll()
        except (InvalidToken, EndPointNotFound):
            raise
        except RetryAfter as fault:
            await asyncio.sleep(seconds_of(fault))
        except Conflict:
            self._say_conflict()
            await asyncio.sleep(self._wait())
        except TelegramError as fault:
            LOG.warning("no updates: %s; trying again", type(fault).__name__)
            await asyncio.sleep(self._wait())
        except Exception:
            # The database is away or busy. Nothing was confirmed, so nothing is lost.
            LOG.exception("updates could not be kept; trying again")
            await asyncio.sleep(self._wait())

    def _wait(self) -> float:
        self._failures += 1
        return min(2.0 ** min(self._failures, 10) / 2, _LONGEST_WAIT)

    def _say_conflict(self) -> None:
        if not self._conflict:
            LOG.error(
                "another process fetches updates for this bot; stop it, or give it another token. "
                "Until then this one waits."
            )
        self._conflict = True


def seconds_of(fault: RetryAfter) -> float:
    """Return how long Telegram asks us to wait."""
    asked = fault.retry_after
    return float(asked) if isinstance(asked, int) else asked.total_seconds()
