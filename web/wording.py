"""The words of the web pages: what only pages need, and the shared catalogue for all else."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup, escape

from surveys.kinds import RespondentRole
from surveys.notices import Refuse
from surveys.wording import (
    ENGLISH,
    SHELF,
    NoWording,
    Shelf,
    Tongue,
    catalogue,
    filled,
    found,
    languages,
    tongue,
)

DEFAULT = ENGLISH
_OWN = Shelf("web", "words")
_SHELVES = (_OWN, SHELF)


def worded_in(language: str | None) -> str:
    """Return a language that pages outside a conversation can be in: English where it is none."""
    return language if language in languages() else DEFAULT


class Foreign(str):
    """Words in English on a page in another language: as HTML they say so, for screen readers.

    In an attribute or a title there is no room for that; ``Wording.plain`` gives them bare.
    """

    __slots__ = ()

    def __html__(self) -> str:
        """Return the words as HTML."""
        said = escape(str(self))
        return Markup('<span lang="en" dir="ltr">{}</span>').format(said)


@dataclass(frozen=True, slots=True)
class Wording:
    """The words in one language, for one kind of reader.

    Args:
        language: ISO 639 code, for the page's own declaration.
        reader: who reads it, None where that is not known.
    """

    language: str = DEFAULT
    reader: RespondentRole | None = None

    def __call__(self, phrase_id: str, **values: str | float) -> str:
        """Return the phrase with this id, filled in; in English where its language lacks it.

        Raises NoWording when there is none in English either.
        """
        there = found(_SHELVES, self.language, (f"{phrase_id}.{self.reader}", phrase_id))
        if there is None:
            raise NoWording(f"the words in {self.language!r} lack {phrase_id!r}")
        said = filled(there.text, there.language, values)
        return said if there.language == self.language else Foreign(said)

    def plain(self, phrase_id: str, **values: str | float) -> str:
        """Return a phrase for an attribute or a title, which can say nothing of its language."""
        return str(self(phrase_id, **values))

    def refusal(self, refuse: Refuse) -> str:
        """Return why an answer was not taken, and the remedy."""
        limit = "" if refuse.limit is None else refuse.limit
        return self(f"refuse.{refuse.reason}", limit=limit)

    def of_council(self, phrase_id: str, english: str) -> str:
        """Return what a council wrote in English, in the page's language if a phrase stands for it.

        Args:
            phrase_id: of that phrase; in English the council's own words hold.
            english: what the council wrote.
        """
        if self.language == ENGLISH:
            return english
        return catalogue(*_OWN, self.language).get(phrase_id) or Foreign(english)

    @property
    def draft_label(self) -> tuple[str, ...]:
        """Say that the words are a draft, in their language and in English."""
        own, english = self("language.draft"), Wording()("language.draft")
        return (own,) if own == english else (own, Foreign(english))

    @property
    def tongue(self) -> Tongue:
        """The page's language: its direction, and its name in itself."""
        return tongue(self.language)
