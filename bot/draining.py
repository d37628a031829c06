"""Works through the inbox: one update at a time, in the order of its chat, off the event loop."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable

from sqlalchemy.exc import SQLAlchemyError

from bot.bell import Bell
from bot.desk import Aftermath, Desk
from bot.line import Line
from bot.replies import Reply, View
from bot.updates import Event
from bot.working import work
from services.respond import inbox
from services.respond.converse import Busy
from services.respond.inbox import Claimed
from services.upkeep.claims import worker

LOG = logging.getLogger(__name__)

_CHATS_AT_ONCE = 20
_MOST_TRIES = 5
_AWAY_SECONDS = 1.0


class Drain:
    """Drains the inbox until it is told to stop; what is begun is finished first.

    Args:
        desk: what is at hand.
        line: to Telegram, for spinning buttons and ticks.
        came: rings when something has come in.
        replied: to be rung when something may be waiting in the outbox.
    """

    def __init__(self, desk: Desk, line: Line, came: Bell, replied: Bell) -> None:
        self._desk, self._line, self._came, self._replied = desk, line, came, replied
        self._courtesies: set[asyncio.Task[None]] = set()

    async def run(self) -> None:
        """Work until the bell is stopped."""
        while not self._came.stopped:
            if not await self._round():
                await self._came.heard()
        await asyncio.gather(*self._courtesies)

    async def _round(self) -> bool:
        """Work on what is due; return whether there was anything."""
        try:
            claimed = await asyncio.to_thread(
                inbox.claim, self._desk.hall, worker(), _CHATS_AT_ONCE
            )
        except SQLAlchemyError:
            LOG.exception("the inbox cannot be read; trying again")
            return False
        for number, update in enumerate(claimed):
            if self._came.stopped:
                await self._put_back(claimed[number:])
                break
            await self._one(update)
        return bool(claimed)

    async def _one(self, claimed: Claimed) -> None:
        try:
            aftermath = await asyncio.to_thread(work, self._desk, claimed)
        except (SQLAlchemyError, Busy):
            LOG.exception("update %d waits for the database", claimed.update_id)
            await asyncio.sleep(_AWAY_SECONDS)
            await self._put_back((claimed,))
        except Exception:
            LOG.exception("update %d failed at try %d", claimed.update_id, claimed.tries)
            await self._fail(claimed)
        else:
            self._replied.ring()
            self._courtesy(aftermath)

    async def _fail(self, claimed: Claimed) -> None:
        """Try again a little later; after several tries tell the person that it was not kept."""
        if claimed.tries < _MOST_TRIES:
            await asyncio.sleep(2.0 ** (claimed.tries - 3))
            await self._put_back((claimed,))
            return
        chat_id = Event.from_json(claimed.payload).chat_id
        reply = Reply(chat_id, view=View.NOTE, note="refuse.unwell").to_json()
        await self._surely(inbox.set_aside, claimed.update_id, reply)
        self._replied.ring()

    async def _put_back(self, updates: tuple[Claimed, ...]) -> None:
        for update in updates:
            await self._surely(inbox.release, update.update_id)

    async def _surely(self, write: Callable[..., None], *what: object) -> None:
        """Write as soon as the database takes it."""
        while not self._came.stopped:
            try:
                await asyncio.to_thread(write, self._desk.hall, *what)
            except SQLAlchemyError:
                await asyncio.sleep(_AWAY_SECONDS)
            else:
                return

    def _courtesy(self, aftermath: Aftermath) -> None:
        """Stop a button from spinning, beside the work, since Telegram may be slow."""
        if aftermath.callback_id is not None:
            task = asyncio.create_task(self._be_kind(aftermath, aftermath.callback_id))
            self._courtesies.add(task)
            task.add_done_callback(self._courtesies.discard)

    async def _be_kind(self, aftermath: Aftermath, callback_id: str) -> None:
        if aftermath.place is not None:
            shown = await self._line.change_buttons(*aftermath.place, aftermath.keyboard)
            if not shown:
                self._desk.ticks.drop(aftermath.place)
        await self._line.stop_spinning(callback_id)
