"""The words of the conversation that are not a questionnaire's own, for every door."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from surveys.kinds import RespondentRole
from surveys.notices import Refuse

_SHELF = files(__name__)


class NoWording(LookupError):
    """There is no catalogue in that language, or no such phrase in it."""


@cache
def words(language: str) -> Mapping[str, str]:
    """Return the catalogue of a language: flat ids such as ``refuse.too_long`` to words.

    Raises:
        NoWording: there is no catalogue in this language.
    """
    if language not in languages():
        raise NoWording(f"there are no words in {language!r}; there are {', '.join(languages())}")
    catalogue: dict[str, str] = tomllib.loads((_SHELF / f"{language}.toml").read_text("utf-8"))
    return MappingProxyType(catalogue)


@cache
def languages() -> tuple[str, ...]:
    """Return the codes of the languages that have a catalogue."""
    names = (entry.name for entry in _SHELF.iterdir() if entry.name.endswith(".toml"))
    return tuple(sorted(name.removesuffix(".toml") for name in names))


def phrase(
    language: str, key: str, role: RespondentRole | None = None, **values: str | float
) -> str:
    """Return one phrase, filled in.

    Args:
        language: ISO 639 code of a catalogue.
        key: such as ``mode.linked.more``.
        role: who reads it; a phrase may have another wording for a child, under ``<key>.child``.
        values: what its placeholders stand for; numbers lose needless decimals.

    Raises:
        NoWording: no such catalogue or phrase.
    """
    catalogue = words(language)
    found = catalogue.get(f"{key}.{role}", catalogue.get(key))
    if found is None:
        raise NoWording(f"the words in {language!r} lack {key!r}")
    shown = {name: _number(value) for name, value in values.items()}
    return found.format_map(shown) if shown else found


def refusal(language: str, refuse: Refuse) -> str:
    """Return a refusal in words, with its remedy and the limit that was passed."""
    limit = "" if refuse.limit is None else refuse.limit
    return phrase(language, f"refuse.{refuse.reason}", limit=limit)


def _number(value: str | float) -> str:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value)
