"""Reads Telegram's raw updates: keeps the few fields we need, and sets aside what is not one."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from bot.taps import Verb, read

_LARGEST = 2**63 - 1


class UpdateKind(StrEnum):
    """What came in; with the update's id this is all that is kept of the last five."""

    TEXT = "text"
    TAP = "tap"
    MEDIA = "media"
    EDITED = "edited"
    GROUP = "group"
    OTHER = "other"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True, repr=False)
class Event:
    """What a person did in a private chat; no name, no account, nothing else of the update.

    Args:
        chat_id: the chat.
        text: words typed, for a text.
        data: what the button carried, for a tap.
        callback_id: what Telegram wants to hear back after a tap.
        message_id: the message whose button was tapped.
        ticked: choice codes that were ticked on that message.
    """

    chat_id: int
    text: str | None = None
    data: str | None = None
    callback_id: str | None = None
    message_id: int | None = None
    ticked: tuple[str, ...] = ()

    def to_json(self) -> str:
        """Return the event as ASCII JSON, in which even half a surrogate pair survives."""
        return json.dumps({name: value for name, value in asdict(self).items() if value})

    @staticmethod
    def from_json(text: str) -> Event:
        """Read an event back."""
        fields = json.loads(text)
        return Event(**{**fields, "ticked": tuple(fields.get("ticked", ()))})


@dataclass(frozen=True, slots=True, repr=False)
class Update:
    """One update, sorted.

    Args:
        update_id: Telegram's number.
        kind: what it is.
        chat_id: where a refusal may go, None where none is due.
        event: what to work on, for texts and taps alone.
    """

    update_id: int
    kind: UpdateKind
    chat_id: int | None = None
    event: Event | None = None


class _Malformed(Exception):
    """The update lacks what the Bot API promises."""


def update_id(raw: object) -> int | None:
    """Return the number of a raw update, None when it has none that can be confirmed."""
    number = raw.get("update_id") if isinstance(raw, Mapping) else None
    if isinstance(number, bool) or not isinstance(number, int):
        return None
    return number if 0 <= number <= _LARGEST else None


def read_update(raw: Mapping[str, Any], number: int) -> Update:
    """Sort one raw update whose number is known; whatever is wrong with it, nothing is raised."""
    found = next((kind for kind in _READERS if kind in raw), None)
    if found is None:
        return Update(number, UpdateKind.OTHER)
    try:
        return _READERS[found](number, _mapping(raw[found]))
    except _Malformed:
        return Update(number, UpdateKind.BROKEN)


def _message(number: int, message: Mapping[str, Any]) -> Update:
    chat_id, private = _chat(message)
    _integer(message.get("date"))
    text = message.get("text")
    if not private:
        asked = isinstance(text, str) and text.startswith("/")
        return Update(number, UpdateKind.GROUP, chat_id if asked else None)
    if text is None:
        return Update(number, UpdateKind.MEDIA, chat_id if _MEDIA & message.keys() else None)
    return Update(number, UpdateKind.TEXT, chat_id, Event(chat_id, text=_string(text)))


def _edited(number: int, message: Mapping[str, Any]) -> Update:
    chat_id, private = _chat(message)
    return Update(number, UpdateKind.EDITED, chat_id if private else None)


def _tap(number: int, query: Mapping[str, Any]) -> Update:
    message = _mapping(query.get("message"))
    chat_id, private = _chat(message)
    if not private:
        return Update(number, UpdateKind.GROUP)
    event = Event(
        chat_id,
        data=_string(query.get("data")),
        callback_id=_string(query.get("id")),
        message_id=_integer(message.get("message_id")),
        ticked=_ticked(message),
    )
    return Update(number, UpdateKind.TAP, chat_id, event)


def _ticked(message: Mapping[str, Any]) -> tuple[str, ...]:
    """Read the ticks off the message's own keyboard, which is where they are kept."""
    if "reply_markup" not in message:
        return ()
    rows = _sequence(_mapping(message["reply_markup"]).get("inline_keyboard"))
    buttons = (_mapping(button) for row in rows for button in _sequence(row))
    taps = (read(str(button.get("callback_data", ""))) for button in buttons)
    return tuple(tap.code for tap in taps if tap is not None and tap.verb is Verb.UNTICK)


def _chat(message: Mapping[str, Any]) -> tuple[int, bool]:
    chat = _mapping(message.get("chat"))
    return _integer(chat.get("id")), _string(chat.get("type")) == "private"


def _mapping(value: object) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise _Malformed
    return value


def _sequence(value: object) -> list[Any]:
    if not isinstance(value, list):
        raise _Malformed
    return value


def _string(value: object) -> str:
    if not isinstance(value, str):
        raise _Malformed
    return value


def _integer(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or abs(value) > _LARGEST:
        raise _Malformed
    return value


_MEDIA = frozenset(
    {
        "animation", "audio", "contact", "dice", "document", "location", "paid_media", "photo",
        "poll", "sticker", "story", "venue", "video", "video_note", "voice",
    }
)  # fmt: skip
"""What people send on purpose; other messages without text are Telegram's own notes."""

_READERS: dict[str, Callable[[int, Mapping[str, Any]], Update]] = {
    "message": _message,
    "edited_message": _edited,
    "callback_query": _tap,
}

WANTED = tuple(_READERS)
"""The kinds of update that we ask Telegram for."""
