"""Sends what waits in the outbox for Telegram: at once, in order, and never sooner than asked."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy.exc import SQLAlchemyError
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    RetryAfter,
    TelegramError,
)

from bot.bell import Bell
from bot.line import Line
from bot.messages import messages
from bot.polling import seconds_of
from bot.replies import Reply
from services.hall import Hall
from services.upkeep import outbox
from services.upkeep.claims import worker
from services.upkeep.outbox import Fault, Parcel
from storage.kinds import Channel

LOG = logging.getLogger(__name__)

KINDS = (Channel.TELEGRAM,)
_AT_ONCE = 5
"""Few enough that all are sent before their claim runs out."""

_AWAY_SECONDS = 1.0
_LONGEST_WAIT = timedelta(minutes=5)


class Post:
    """Sends until it is told to stop; what is begun is finished first.

    One message is under way at a time, so that a process that is killed repeats at most one.

    Args:
        hall: the deployment.
        line: to Telegram.
        replied: rings when something may be waiting.
    """

    def __init__(self, hall: Hall, line: Line, replied: Bell) -> None:
        self._hall, self._line, self._replied = hall, line, replied
        self._quiet_until = 0.0
        self._held: dict[int, datetime] = {}

    async def run(self) -> None:
        """Send until the bell is stopped; a token that is refused ends it."""
        while not self._replied.stopped:
            if not await self._round():
                await self._replied.heard()
        await self._round()

    async def _round(self) -> bool:
        """Send what is due; return whether there was anything."""
        if time.monotonic() < self._quiet_until:
            return False
        try:
            parcels = await asyncio.to_thread(outbox.claim, self._hall, KINDS, worker(), _AT_ONCE)
        except SQLAlchemyError:
            LOG.exception("the outbox cannot be read; trying again")
            return False
        for parcel in parcels:
            await self._one(parcel)
        return bool(parcels)

    async def _one(self, parcel: Parcel) -> None:
        """Send one parcel, unless its chat or everybody has to wait."""
        try:
            reply = Reply.from_json(parcel.payload)
        except ValueError:
            LOG.exception("parcel %s cannot be read and is given up", parcel.id)
            await self._write(outbox.give_up, parcel, Fault.UNREADABLE)
            return
        until = self._wait_of(reply.chat_id) or await self._deliver(parcel, reply)
        if until is not None:
            self._held[reply.chat_id] = until
            await self._write(outbox.postpone, parcel, until)

    def _wait_of(self, chat_id: int) -> datetime | None:
        """Return until when nothing may go to a chat; what waits for it must go first."""
        now, left = self._hall.clock(), self._quiet_until - time.monotonic()
        if left > 0:
            return now + timedelta(seconds=left)
        until = self._held.pop(chat_id, now)
        return until if until > now else None

    async def _deliver(self, parcel: Parcel, reply: Reply) -> datetime | None:
        """Send one parcel; return when to try again, None when it is done with."""
        try:
            for message in messages(reply, self._hall.council):
                await self._line.send(reply.chat_id, message)
        except InvalidToken:
            raise
        except RetryAfter as fault:
            return self._be_quiet(seconds_of(fault))
        except (Forbidden, BadRequest, ChatMigrated) as fault:
            await self._refused(parcel, fault)
        except TelegramError as fault:
            LOG.warning("parcel %s not sent: %s", parcel.id, type(fault).__name__)
            return self._hall.clock() + min(timedelta(seconds=2**parcel.tries / 2), _LONGEST_WAIT)
        except Exception:
            LOG.exception("parcel %s cannot be worded and is given up", parcel.id)
            await self._write(outbox.give_up, parcel, Fault.UNREADABLE)
        else:
            await self._write(outbox.delivered, parcel)
        return None

    async def _refused(self, parcel: Parcel, fault: TelegramError) -> None:
        blocked = isinstance(fault, Forbidden)
        LOG.warning("parcel %s given up: %s", parcel.id, type(fault).__name__)
        why = Fault.BLOCKED if blocked else Fault.REFUSED
        await self._write(outbox.give_up, parcel, why)

    def _be_quiet(self, seconds: float) -> datetime:
        """Send nothing to anybody for as long as Telegram asks."""
        LOG.warning("Telegram asks for %g seconds of quiet", seconds)
        self._quiet_until = max(self._quiet_until, time.monotonic() + seconds)
        return self._hall.clock() + timedelta(seconds=seconds)

    async def _write(self, write: Callable[..., None], parcel: Parcel, *what: object) -> None:
        """Write as soon as the database takes it: what was sent must not be sent again."""
        while True:
            try:
                await asyncio.to_thread(write, self._hall, parcel.id, *what)
            except SQLAlchemyError:
                LOG.exception("parcel %s waits for the database", parcel.id)
                await asyncio.sleep(_AWAY_SECONDS)
            else:
                return
