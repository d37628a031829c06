"""Catalogues of phrases by id: read once, and compared with the English one they translate."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import NamedTuple

from babel.numbers import format_decimal

from surveys.faults import Fault, QuestionnaireFaults
from surveys.questionnaire import LanguageStatus
from surveys.tongues import ENGLISH, known
from surveys.translation_rules import LONGEST_LABEL, against

Catalogue = Mapping[str, str]


class Shelf(NamedTuple):
    """Where catalogues stand: a package and a folder in it, empty for the package itself."""

    package: str
    folder: str


class Found(NamedTuple):
    """A phrase, and the language that it is in."""

    text: str
    language: str


STATUS = "status"
"""The one id of a translated catalogue that is no phrase: draft, or reviewed by a speaker."""

_BUTTONS = ("button.", "helper.")


def catalogue(package: str, folder: str, language: str) -> Catalogue:
    """Return the phrases of one language, empty where nobody has begun to translate them.

    Args:
        package: the Python package that ships them, such as ``web``.
        folder: the folder in it, empty for the package itself.
        language: ISO 639 code.
    """
    written = _written(package, folder, language)
    return MappingProxyType({}) if isinstance(written, str) else written


def reviewed(package: str, folder: str, language: str) -> bool:
    """Return whether a person who speaks the language has checked a catalogue."""
    return language == ENGLISH or _status(package, folder, language) == LanguageStatus.REVIEWED


def found(shelves: Sequence[Shelf], language: str, keys: Sequence[str]) -> Found | None:
    """Return the first of some phrases that there is, in English where its language lacks it.

    Args:
        shelves: where to look, the door's own before what doors share.
        language: ISO 639 code.
        keys: ids, the fittest first, such as ``say.paused.child`` before ``say.paused``.
    """
    for spoken in dict.fromkeys((language, ENGLISH)):
        for shelf in shelves:
            words = catalogue(shelf.package, shelf.folder, spoken)
            for key in keys:
                if key in words:
                    return Found(words[key], spoken)
    return None


def filled(text: str, language: str, values: Mapping[str, str | float]) -> str:
    """Return a phrase with its placeholders filled; numbers as people write them there."""
    if not values:
        return text
    return text.format_map({name: _shown(value, language) for name, value in values.items()})


def _shown(value: str | float, language: str) -> str:
    if isinstance(value, str):
        return value
    return format_decimal(value, format="0.######", locale=language if known(language) else ENGLISH)


def languages(package: str, folder: str) -> tuple[str, ...]:
    """Return the codes of the languages in which there is a catalogue, English first."""
    names = (entry.name for entry in (files(package) / folder).iterdir())
    codes = {name.removesuffix(".toml") for name in names if name.endswith(".toml")}
    return (ENGLISH, *sorted(codes - {ENGLISH}))


def report(package: str, folder: str, language: str) -> QuestionnaireFaults | None:
    """Return what is wrong with a translated catalogue, None when it is in order."""
    written = _written(package, folder, language)
    if isinstance(written, str):
        found = [Fault("not_toml", "file", f"this is not TOML: {written}", "correct that line")]
    else:
        found = against(catalogue(package, folder, ENGLISH), written) + _long_buttons(written)
    if not known(language):
        remedy = "name it for an ISO 639 code, such as pl or ur"
        found.append(Fault("unknown_language", "file", f"{language!r} is no language", remedy))
    place = "/".join(part for part in (package.replace(".", "/"), folder) if part)
    return QuestionnaireFaults(f"{place}/{language}.toml", found) if found else None


@cache
def _written(package: str, folder: str, language: str) -> Catalogue | str:
    """Return the phrases, or why the file cannot be read."""
    try:
        table = _table(package, folder, language)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        return str(error)
    phrases = {key: str(text) for key, text in table.items() if key != STATUS}
    return MappingProxyType(phrases)


@cache
def _status(package: str, folder: str, language: str) -> str:
    return str(_table(package, folder, language).get(STATUS, LanguageStatus.DRAFT))


def _table(package: str, folder: str, language: str) -> Mapping[str, object]:
    file = files(package) / folder / f"{language}.toml"
    return tomllib.loads(file.read_text("utf-8")) if file.is_file() else {}


def _long_buttons(words: Catalogue) -> list[Fault]:
    return [
        Fault(
            "too_long_for_a_button",
            key,
            f"{len(text)} characters do not fit on a button of Telegram's",
            f"use {LONGEST_LABEL} or fewer",
        )
        for key, text in words.items()
        if key.startswith(_BUTTONS) and key != "helper.question" and len(text) > LONGEST_LABEL
    ]
