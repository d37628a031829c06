"""A pretended Telegram in memory: chats, updates until they are confirmed, messages and buttons."""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

_LONGEST_TEXT = 4096
_LONGEST_DATA = 64
_TAGS = frozenset({"b", "i", "blockquote"})


class Refused(Exception):
    """The Bot API answers with an error: HTTP status, description, and seconds to wait."""

    def __init__(self, status: int, description: str, retry_after: int | None = None) -> None:
        super().__init__(description)
        self.status = status
        self.description = description
        self.retry_after = retry_after


@dataclass(slots=True)
class Posted:
    """A message that the bot sent, as it stands in the chat now."""

    number: int
    chat_id: int
    text: str
    markup: dict[str, Any]
    protected: bool
    changed: int = 0

    @property
    def buttons(self) -> list[tuple[str, str]]:
        """Labels and data of its buttons, in reading order."""
        rows = self.markup.get("inline_keyboard", [])
        return [(button["text"], button["callback_data"]) for row in rows for button in row]


@dataclass
class Telegram:
    """What Telegram would know; every method may be called from any thread.

    Args:
        next_update: number of the first update. It follows the clock, so that two runs on one
            database do not use the same numbers.
    """

    next_update: int = field(default_factory=lambda: int(time.time() * 100))
    updates: list[Any] = field(default_factory=list)
    posted: list[Posted] = field(default_factory=list)
    seen_taps: list[str] = field(default_factory=list)
    confirmed: int = 0
    changed: threading.Condition = field(default_factory=threading.Condition)
    _changes: int = 0

    # What a person does

    def say(self, chat_id: int, text: str) -> int:
        """Type a text in a private chat; return the update's number."""
        return self.push({"message": {**self._head(chat_id), "text": text}})

    def tap(self, chat_id: int, number: int, data: str) -> int:
        """Tap a button of a message; return the update's number."""
        with self.changed:
            message = self._message(chat_id, number)
            shown = {**self._head(chat_id), "message_id": number, "text": message.text}
            if message.markup:
                shown["reply_markup"] = {
                    "inline_keyboard": [list(row) for row in message.markup["inline_keyboard"]]
                }
        sender = {"id": chat_id, "is_bot": False, "first_name": "Somebody"}
        return self.push(
            {
                "callback_query": {
                    "id": str(self.next_update),
                    "from": sender,
                    "message": shown,
                    "chat_instance": "1",
                    "data": data,
                }
            }
        )

    def push(self, update: Any) -> int:
        """Let any update come in, however malformed; one without a number is given the next."""
        with self.changed:
            number = self.next_update
            self.next_update += 1
            if isinstance(update, Mapping):
                update = {"update_id": number, **update}
            self.updates.append(update)
            self.changed.notify_all()
            return number

    def screen(self, chat_id: int, after: int = 0) -> list[Posted]:
        """Return the messages of a chat that came or changed after a point, in that order."""
        with self.changed:
            found = [p for p in self.posted if p.chat_id == chat_id and p.changed > after]
            return sorted(found, key=lambda message: message.changed)

    # What a bot asks for

    def fetch(self, offset: int, limit: int, seconds: float) -> list[Any]:
        """Return updates from ``offset`` on, forgetting all before it; wait if there are none."""
        deadline = time.monotonic() + seconds
        with self.changed:
            if offset > 0:
                self.confirmed = max(self.confirmed, offset)
                self.updates = [u for u in self.updates if not _before(u, offset)]
            while not self.updates and (left := deadline - time.monotonic()) > 0:
                self.changed.wait(left)
            return self.updates[:limit]

    def post(self, chat_id: int, text: str, markup: dict[str, Any], protected: bool) -> Posted:
        """Put a message into a chat; raises Refused where Telegram would."""
        _check_text(text)
        _check_markup(markup)
        with self.changed:
            self._changes += 1
            number = len(self.posted) + 1
            message = Posted(number, chat_id, text, markup, protected, self._changes)
            self.posted.append(message)
            self.changed.notify_all()
            return message

    def change(self, chat_id: int, number: int, markup: dict[str, Any]) -> Posted:
        """Change the buttons of a message; raises Refused where Telegram would."""
        _check_markup(markup)
        with self.changed:
            message = self._message(chat_id, number)
            if message.markup == markup:
                raise Refused(400, "Bad Request: message is not modified")
            self._changes += 1
            message.markup, message.changed = markup, self._changes
            self.changed.notify_all()
            return message

    def see(self, callback_id: str) -> None:
        """Note that the bot has taken notice of a tap."""
        with self.changed:
            self.seen_taps.append(callback_id)
            self.changed.notify_all()

    def _message(self, chat_id: int, number: int) -> Posted:
        found = next((p for p in self.posted if (p.chat_id, p.number) == (chat_id, number)), None)
        if found is None:
            raise Refused(400, "Bad Request: message to edit not found")
        return found

    def _head(self, chat_id: int) -> dict[str, Any]:
        return {
            "message_id": self.next_update,
            "date": int(time.time()),
            "chat": {"id": chat_id, "type": "private", "first_name": "Somebody"},
        }


def _before(update: Any, offset: int) -> bool:
    number = update.get("update_id") if isinstance(update, Mapping) else None
    return isinstance(number, int) and number < offset


class _Tags(HTMLParser):
    """Refuses what Telegram's parser would refuse."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _TAGS:
            raise Refused(400, f"Bad Request: can't parse entities: unsupported start tag {tag!r}")
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            raise Refused(400, "Bad Request: can't parse entities: unmatched end tag")

    def handle_data(self, data: str) -> None:
        self.text += data


def plain(html: str) -> str:
    """Return a message as it is read; raises Refused for HTML that Telegram does not take."""
    tags = _Tags()
    tags.feed(html)
    tags.close()
    if tags.open:
        raise Refused(400, "Bad Request: can't parse entities: tag is not closed")
    return tags.text


def _check_text(text: str) -> None:
    shown = plain(text)
    if not shown.strip():
        raise Refused(400, "Bad Request: message text is empty")
    if len(shown.encode("utf-16-le")) // 2 > _LONGEST_TEXT:
        raise Refused(400, "Bad Request: message is too long")


def _check_markup(markup: dict[str, Any]) -> None:
    for row in markup.get("inline_keyboard", []):
        for button in row:
            if not 0 < len(button["callback_data"].encode()) <= _LONGEST_DATA:
                raise Refused(400, "Bad Request: BUTTON_DATA_INVALID")
