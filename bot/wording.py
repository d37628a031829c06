"""Words for Telegram: finds the phrase, fills it in, and escapes it for HTML in this one place."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from html import escape
from importlib.resources import files

from surveys.kinds import RespondentRole
from surveys.wording import phrase

_SHELF = files("bot") / "words"


@cache
def _own(language: str) -> Mapping[str, str]:
    catalogue: dict[str, str] = tomllib.loads((_SHELF / f"{language}.toml").read_text("utf-8"))
    return catalogue


@dataclass(frozen=True, slots=True)
class Words:
    """The bot's words for one reader.

    Args:
        language: ISO 639 code.
        role: who reads, so that a child gets a child's wording; None while that is unknown.
    """

    language: str = "en"
    role: RespondentRole | None = None

    def __call__(self, entry: str, **values: str | float) -> str:
        """Return a phrase as plain text, for a button; the bot's own comes before the shared.

        Raises surveys.wording.NoWording when neither catalogue has it.
        """
        own = _own(self.language)
        found = own.get(f"{entry}.{self.role}", own.get(entry))
        if found is None:
            return phrase(self.language, entry, self.role, **values)
        return found.format_map(values) if values else found

    def line(self, entry: str, **values: str | float) -> str:
        """Return a phrase escaped for Telegram's HTML."""
        return safe(self(entry, **values))

    def synonyms(self, code: str) -> tuple[str, ...]:
        """Return what else people type for a choice code such as ``yes``."""
        listed = _own(self.language).get(f"typed.{code}", "")
        return tuple(word.strip() for word in listed.split(",")) if listed else ()


def safe(text: str) -> str:
    """Escape foreign or catalogue text for Telegram's HTML."""
    return escape(text, quote=False)


def bold(text: str) -> str:
    """Return the text escaped and bold."""
    return f"<b>{safe(text)}</b>"


def small(text: str) -> str:
    """Return the text escaped and in italics, for what stands beside the question."""
    return f"<i>{safe(text)}</i>"


def paragraphs(*parts: str) -> str:
    """Join the parts that are not empty, with a blank line between them."""
    return "\n\n".join(part for part in parts if part)
