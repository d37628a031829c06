"""Words for Telegram: finds the phrase, fills it in, and escapes it for HTML in this one place."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from surveys.kinds import RespondentRole
from surveys.wording import SHELF, NoWording, Shelf, catalogue, filled, found

_OWN = Shelf("bot", "words")
_SHELVES = (_OWN, SHELF)


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

        One that its language lacks comes in English. Raises surveys.wording.NoWording when
        neither catalogue has it.
        """
        there = found(_SHELVES, self.language, (f"{entry}.{self.role}", entry))
        if there is None:
            raise NoWording(f"the words in {self.language!r} lack {entry!r}")
        return filled(there.text, there.language, values)

    def line(self, entry: str, **values: str | float) -> str:
        """Return a phrase escaped for Telegram's HTML."""
        return safe(self(entry, **values))

    def synonyms(self, code: str) -> tuple[str, ...]:
        """Return what else people type for a choice code such as ``yes``.

        Only in their own language: what is a no in English may be a yes in another.
        """
        listed = catalogue(*_OWN, self.language).get(f"typed.{code}", "").split(",")
        return tuple(word.strip() for word in listed if word.strip())


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
