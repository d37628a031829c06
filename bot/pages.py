"""A page of words and buttons, and how it is cut into messages that Telegram takes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.keyboards import Rows

LIMIT = 4000
"""Telegram takes 4,096 UTF-16 units; a little room is left for its way of counting."""

_LONGEST_QUOTE = 600


@dataclass(frozen=True, slots=True)
class Message:
    """One message: HTML as Telegram reads it, and the buttons under it."""

    html: str
    keyboard: Rows = ()


@dataclass(frozen=True, slots=True)
class Page:
    """What is to be shown at once: paragraphs of HTML, and the buttons under the last."""

    parts: tuple[str, ...]
    keyboard: Rows = ()

    def after(self, *parts: str) -> Page:
        """Return the page with paragraphs put before its own; empty ones are left out."""
        return Page((*(part for part in parts if part), *self.parts), self.keyboard)

    def messages(self) -> tuple[Message, ...]:
        """Return the page as few messages, cut between paragraphs."""
        *first, last = _packed(self.parts)
        return (*(Message(html) for html in first), Message(last, self.keyboard))


def quoted(text: str) -> str:
    """Return somebody's words, shortened where they are only shown as a reminder."""
    return text if len(text) <= _LONGEST_QUOTE else text[:_LONGEST_QUOTE].rstrip() + "…"


def _packed(parts: Iterable[str]) -> list[str]:
    packed = [""]
    for part in parts:
        joined = f"{packed[-1]}\n\n{part}" if packed[-1] else part
        if _length(joined) <= LIMIT:
            packed[-1] = joined
        else:
            packed.append(part)
    return [text for text in packed if text]


def _length(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
