"""The line to Telegram: the few calls that Sayso makes, over python-telegram-bot's HTTP."""

from __future__ import annotations

import os
import warnings
from collections.abc import Sequence
from typing import Any

from telegram import Bot, BotCommand, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.constants import ParseMode
from telegram.error import TelegramError
from telegram.request import HTTPXRequest
from telegram.warnings import PTBUserWarning

from bot.keyboards import Rows
from bot.pages import Message
from bot.updates import WANTED
from bot.wording import Words

POLL_SECONDS = 25
"""How long Telegram may hold a poll open while there is nothing new."""

_PATIENCE = 10.0
"""Seconds for any other answer."""

_THIS_MACHINE = ("http://127.0.0.1", "http://localhost", "http://[::1]")
_COMMANDS = ("help", "skip", "back", "pause", "resume", "stop", "privacy", "language", "delete")

# Without this python-telegram-bot warns at each "try again later".
os.environ.setdefault("PTB_TIMEDELTA", "true")
# Bot.get_updates dies on one malformed update, so the raw call is meant.
warnings.filterwarnings("ignore", message="Please use 'Bot.getUpdates'", category=PTBUserWarning)


class Line:
    """A connection to one bot's account.

    Args:
        api_url: address of the Bot API, without a slash at the end.
        token: of the bot.
    """

    def __init__(self, api_url: str, token: str) -> None:
        # What stays on this machine must not go by way of a proxy.
        route = {"trust_env": not api_url.startswith(_THIS_MACHINE)}
        self._bot = Bot(
            token,
            base_url=f"{api_url}/bot",
            request=HTTPXRequest(16, read_timeout=_PATIENCE, httpx_kwargs=route),
            get_updates_request=HTTPXRequest(1, httpx_kwargs=route),
        )

    async def open(self) -> None:
        """Check the token, take polling over from any webhook, and set the list of commands."""
        await self._bot.initialize()
        await self._bot.delete_webhook()
        words = Words()
        await self._bot.set_my_commands(
            [BotCommand(name, words(f"command.{name}")) for name in _COMMANDS]
        )

    async def close(self) -> None:
        """Close the connections."""
        await self._bot.shutdown()

    async def updates(self, offset: int | None, seconds: int = POLL_SECONDS) -> list[Any]:
        """Return raw updates from ``offset`` on; asking so confirms all before it."""
        wanted = {"timeout": seconds, "allowed_updates": list(WANTED), "limit": 100}
        found = await self._bot.do_api_request(
            "getUpdates",
            api_kwargs=wanted if offset is None else {**wanted, "offset": offset},
            read_timeout=seconds + _PATIENCE,
        )
        return found if isinstance(found, list) else []

    async def send(self, chat_id: int, message: Message) -> None:
        """Send one message; it cannot be forwarded or saved from the chat."""
        await self._bot.send_message(
            chat_id,
            message.html,
            parse_mode=ParseMode.HTML,
            reply_markup=_markup(message.keyboard),
            protect_content=True,
        )

    async def stop_spinning(self, callback_id: str) -> bool:
        """Tell Telegram that a tap has been seen; return whether it took it."""
        try:
            return await self._bot.answer_callback_query(callback_id)
        except TelegramError:
            return False

    async def change_buttons(self, chat_id: int, message_id: int, keyboard: Rows) -> bool:
        """Change the buttons of a message; return whether they are shown."""
        try:
            await self._bot.edit_message_reply_markup(
                chat_id, message_id, reply_markup=_markup(keyboard)
            )
        except TelegramError as fault:
            return "not modified" in str(fault).lower()
        return True


def _markup(keyboard: Rows) -> InlineKeyboardMarkup | None:
    if not keyboard:
        return None
    return InlineKeyboardMarkup([_row(row) for row in keyboard])


def _row(row: Sequence[Any]) -> list[InlineKeyboardButton]:
    return [InlineKeyboardButton(button.label, callback_data=button.data) for button in row]
