"""The bot as a process: polls, works and sends until it is told to stop, then ends cleanly."""

from __future__ import annotations

import asyncio
import logging
import signal
from contextlib import suppress
from typing import Protocol

from pydantic import SecretStr
from sqlalchemy.exc import SQLAlchemyError
from telegram.error import EndPointNotFound, InvalidToken, TelegramError

from bot.bell import Bell
from bot.desk import Desk
from bot.draining import Drain
from bot.line import POLL_SECONDS, Line
from bot.polling import Poller
from bot.posting import KINDS, Post
from services.hall import Hall
from services.respond import inbox
from services.upkeep import outbox

LOG = logging.getLogger(__name__)

_SWEEP_SECONDS = 3600.0
_FIRST_WAIT, _LONGEST_WAIT = 1.0, 60.0


class BotFault(Exception):
    """The bot cannot run; the message says why and what to do."""


class BotSettings(Protocol):
    """The settings of a deployment that the bot needs."""

    @property
    def base_url(self) -> str: ...
    @property
    def telegram_api_url(self) -> str: ...
    @property
    def bot_token(self) -> SecretStr: ...


def run(hall: Hall, settings: BotSettings) -> None:
    """Run the bot until SIGTERM or Ctrl-C.

    Raises:
        SettingsFaults: there is no token.
        BotFault: Telegram refuses the token.
    """
    token = settings.bot_token.get_secret_value()
    asyncio.run(_until_signal(hall, settings.base_url, Line(settings.telegram_api_url, token)))


async def _until_signal(hall: Hall, base_url: str, line: Line) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    await serve(hall, base_url, line, stop)


async def serve(
    hall: Hall, base_url: str, line: Line, stop: asyncio.Event, seconds: int = POLL_SECONDS
) -> None:
    """Run the bot until ``stop`` is set; what is begun is finished first.

    Args:
        hall: the deployment.
        base_url: of the web form, for those who are under 16.
        line: to Telegram; opened and closed here.
        stop: set it to end.
        seconds: how long Telegram may hold a poll open.

    Raises:
        BotFault: Telegram refuses the token.
    """
    try:
        if await _reached(line, stop):
            await asyncio.to_thread(inbox.recover, hall)
            await asyncio.to_thread(outbox.recover, hall, KINDS)
            await _work(hall, base_url, line, stop, seconds)
    except (InvalidToken, EndPointNotFound):
        raise BotFault(
            "Telegram does not know this bot's token; get the right one from @BotFather "
            "and set TELEGRAM_BOT_TOKEN."
        ) from None
    finally:
        await line.close()


async def _reached(line: Line, stop: asyncio.Event) -> bool:
    """Reach Telegram, however long it takes; return False when told to stop before."""
    wait = _FIRST_WAIT
    while not stop.is_set():
        try:
            await line.open()
        except InvalidToken:
            raise
        except TelegramError as fault:
            LOG.warning("Telegram cannot be reached: %s; trying again", type(fault).__name__)
            with suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), wait)
            wait = min(2 * wait, _LONGEST_WAIT)
        else:
            return True
    return False


async def _work(hall: Hall, base_url: str, line: Line, stop: asyncio.Event, seconds: int) -> None:
    came, replied = Bell(), Bell()
    fetching = [
        asyncio.create_task(Poller(hall, line, (came, replied), seconds).run()),
        asyncio.create_task(_sweep(hall)),
    ]
    drain = asyncio.create_task(Drain(Desk(hall, base_url), line, came, replied).run())
    post = asyncio.create_task(Post(hall, line, replied).run())
    ending = asyncio.create_task(stop.wait())
    LOG.info("the bot is running")
    first, _ = await asyncio.wait(
        (*fetching, drain, post, ending), return_when=asyncio.FIRST_COMPLETED
    )
    for task in (*fetching, ending):
        task.cancel()
    # First no more work, then the replies to what was worked on.
    came.stop()
    await asyncio.wait((drain,))
    replied.stop()
    await asyncio.wait((post,))
    LOG.info("the bot has stopped")
    for task in first:
        task.result()


async def _sweep(hall: Hall) -> None:
    """Forget the numbers of old updates from time to time."""
    while True:
        with suppress(SQLAlchemyError):
            await asyncio.to_thread(inbox.forget, hall)
        await asyncio.sleep(_SWEEP_SECONDS)
