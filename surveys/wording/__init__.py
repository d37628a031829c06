"""The words of the conversation that are not a questionnaire's own, for every door."""

from __future__ import annotations

from collections.abc import Mapping

from surveys import catalogues
from surveys.catalogues import Shelf, catalogue, filled, found
from surveys.kinds import RespondentRole
from surveys.notices import Refuse
from surveys.tongues import ENGLISH, Tongue, tongue

__all__ = [
    "ENGLISH",
    "SHELF",
    "NoWording",
    "Shelf",
    "Tongue",
    "catalogue",
    "filled",
    "found",
    "languages",
    "phrase",
    "refusal",
    "tongue",
    "words",
]

SHELF = Shelf("surveys.wording", "")


class NoWording(LookupError):
    """There is no catalogue in that language, or no such phrase in any."""


def words(language: str) -> Mapping[str, str]:
    """Return the catalogue of a language: flat ids such as ``refuse.too_long`` to words.

    Raises:
        NoWording: there is no catalogue in this language.
    """
    if language not in languages():
        raise NoWording(f"there are no words in {language!r}; there are {', '.join(languages())}")
    return catalogue(*SHELF, language)


def languages() -> tuple[str, ...]:
    """Return the codes of the languages that have a catalogue, English first."""
    return catalogues.languages(*SHELF)


def phrase(
    language: str, key: str, role: RespondentRole | None = None, **values: str | float
) -> str:
    """Return one phrase, filled in; in English where its language lacks it.

    Args:
        language: ISO 639 code.
        key: such as ``mode.linked.more``.
        role: who reads it; a phrase may have another wording for a child, under ``<key>.child``.
        values: what its placeholders stand for; numbers lose needless decimals.

    Raises:
        NoWording: there is no such phrase, not even in English.
    """
    there = found((SHELF,), language, (f"{key}.{role}", key))
    if there is None:
        raise NoWording(f"the words in {language!r} lack {key!r}")
    return filled(there.text, there.language, values)


def refusal(language: str, refuse: Refuse) -> str:
    """Return a refusal in words, with its remedy and the limit that was passed."""
    limit = "" if refuse.limit is None else refuse.limit
    return phrase(language, f"refuse.{refuse.reason}", limit=limit)
