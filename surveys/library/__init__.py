"""The questionnaires that come with Sayso: one TOML file for each version, released ones listed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from surveys import translations
from surveys.check import check, check_table
from surveys.faults import QuestionnaireFaults
from surveys.questionnaire import Questionnaire
from surveys.structure import Table, read_toml

_SHELF = files(__name__)


class NotInLibrary(LookupError):
    """There is no such released questionnaire; the message lists those there are."""


def parse(text: str, source: str) -> Questionnaire:
    """Read a questionnaire from TOML.

    Args:
        text: the file's text.
        source: its name, for messages.

    Raises:
        QuestionnaireFaults: every fault that was found, each with place and remedy.
    """
    return check(text, source)


def load(name: str, version: int | None = None) -> Questionnaire:
    """Return a released questionnaire, in every language that is whole.

    Args:
        name: its id, such as ``child_after_review``.
        version: None for the newest one released.

    Raises:
        NotInLibrary: it is not there.
    """
    return _parsed(*_existing(name, version))


def source(name: str, version: int | None = None) -> str:
    """Return the TOML text of a released questionnaire; raises NotInLibrary."""
    return _text(*_existing(name, version))


def table(name: str, version: int | None = None) -> Table:
    """Return a released questionnaire as TOML has it, in English alone; raises NotInLibrary."""
    return _table(*_existing(name, version))


def translation_reports(name: str, version: int | None = None) -> tuple[QuestionnaireFaults, ...]:
    """Return what is wrong with the translations of a released questionnaire, file by file."""
    return _translation_reports(*_existing(name, version))


def understood(text: str, name: str, version: int) -> Questionnaire:
    """Return a questionnaire from the text that was kept when it was asked.

    If that is the text on this shelf, it comes in every language that is whole.
    """
    if released().get(f"{name}@{version}") == fingerprint(text):
        return _parsed(name, version)
    return parse(text, f"{name}@{version}")


def before(name: str, version: int) -> Questionnaire | None:
    """Return the version of a questionnaire that was released before one, None for the first."""
    older = [each for other, each in _released() if other == name and each < version]
    return load(name, max(older)) if older else None


def all_released() -> tuple[Questionnaire, ...]:
    """Return every released questionnaire at its newest version, by id."""
    return tuple(load(name) for name in sorted({name for name, _ in _released()}))


def fingerprint(text: str) -> str:
    """Return the SHA-256 of a questionnaire's text, by which a change would show."""
    return hashlib.sha256(text.encode()).hexdigest()


def released() -> Mapping[str, str]:
    """Return the register: ``id@version`` to the fingerprint it was released with."""
    register: dict[str, str] = json.loads((_SHELF / "released.json").read_text("utf-8"))
    return register


@cache
def _released() -> frozenset[tuple[str, int]]:
    split = (entry.partition("@") for entry in released())
    return frozenset((name, int(version)) for name, _, version in split)


def _existing(name: str, version: int | None) -> tuple[str, int]:
    versions = {each for other, each in _released() if other == name}
    wanted = max(versions, default=0) if version is None else version
    if wanted not in versions:
        there = ", ".join(sorted(released()))
        asked = name if version is None else f"{name}@{version}"
        raise NotInLibrary(f"There is no questionnaire {asked}. Released are: {there}.")
    return name, wanted


def _text(name: str, version: int) -> str:
    # Read as bytes: a text-mode read would turn line ends and so change the fingerprint.
    return (_SHELF / _source(name, version)).read_bytes().decode("utf-8")


@cache
def _translation_reports(name: str, version: int) -> tuple[QuestionnaireFaults, ...]:
    return translations.reports(name, version, _table(name, version))


@cache
def _parsed(name: str, version: int) -> Questionnaire:
    whole = translations.overlaid(name, version, _table(name, version))
    return check_table(whole, _source(name, version))


def _table(name: str, version: int) -> Table:
    return read_toml(_text(name, version), _source(name, version))


def _source(name: str, version: int) -> str:
    return f"{name}.v{version}.toml"
