"""Looks a deployment over: what is in order, what is not, and how to mend it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from pydantic import SecretStr
from sqlalchemy.exc import DBAPIError

from services.hearing import Hearing
from services.refusal import Refused
from services.upkeep.installation import check_database, database, database_file
from storage import schema
from storage.engine import StorageFault, make_sessions
from storage.keys import KeyFault, read_keys
from surveys import library
from surveys.faults import QuestionnaireFaults

_LEAST_FREE = 500_000_000
"""Bytes. A year of a council's answers takes a tenth, but a full disk refuses every answer."""


class Deployment(Protocol):
    """What is looked over: the settings of a deployment."""

    @property
    def var(self) -> Path: ...
    @property
    def database_url(self) -> SecretStr: ...
    @property
    def base_url(self) -> str: ...
    @property
    def sentence_model(self) -> Path | None: ...
    @property
    def given_key_file(self) -> Path | None: ...
    @property
    def given_secret_key(self) -> SecretStr | None: ...


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at; ``fault`` says what and the remedy, None when in order."""

    what: str
    shown: str
    fault: str | None = None


def examine(settings: Deployment) -> Iterator[Finding]:
    """Yield a finding for each thing that must be in order before people can answer."""
    for what, look in _LOOKS.items():
        try:
            yield Finding(what, look(settings))
        except _FAULTS as fault:
            yield Finding(what, "", _sentence(fault))


_FAULTS = (DBAPIError, KeyFault, OSError, QuestionnaireFaults, Refused, StorageFault)


def _sentence(fault: Exception) -> str:
    if isinstance(fault, DBAPIError):
        return f"The database cannot be reached ({type(fault.orig).__name__}); check DATABASE_URL."
    return str(fault)


def _read(settings: Deployment) -> str:
    return f"{settings.base_url}, files under {settings.var}"


def _secret(settings: Deployment) -> str:
    if settings.given_secret_key is None:
        raise Refused("SAYSO_SECRET_KEY is not set; give it at least 32 random characters.")
    return "set"


def _key_file(settings: Deployment) -> Path:
    if settings.given_key_file is None:
        raise Refused("SAYSO_KEY_FILE is not set; name the file that holds the sealing keys.")
    return settings.given_key_file


def _keys(settings: Deployment) -> str:
    file = _key_file(settings)
    read_keys(file)
    if os.name == "posix" and file.stat().st_mode & 0o077:
        raise KeyFault(f"Others on this machine may read {file}; run 'chmod 600 {file}'.")
    return str(file)


def _database(settings: Deployment) -> str:
    url = settings.database_url.get_secret_value()
    return f"revision {check_database(url)}, undamaged, settings that keep a commit a commit"


def _proof(settings: Deployment) -> str:
    keys = read_keys(_key_file(settings))
    with database(settings.database_url.get_secret_value()) as engine:
        schema.check(engine)
        schema.prove_keys(make_sessions(engine, keys))
    return "the key file opens this database"


def _disk(settings: Deployment) -> str:
    place = database_file(settings.database_url.get_secret_value()) or settings.var
    there = next(folder for folder in (place, *place.absolute().parents) if folder.exists())
    free = shutil.disk_usage(there).free
    if free < _LEAST_FREE:
        raise StorageFault(
            f"Only {free // 1_000_000} MB are free at {there}; make room, "
            "or answers will be refused when the disk is full."
        )
    return f"{free // 1_000_000_000} GB free"


def _questionnaires(settings: Deployment) -> str:
    register = library.released()
    changed = [name for name, mark in register.items() if _fingerprint(name) != mark]
    if changed:
        raise Refused(
            f"{', '.join(changed)} changed after being released; restore the file, "
            "and put the change into a new version."
        )
    return f"{len(library.all_released())} released, unchanged"


def _fingerprint(name: str) -> str:
    questionnaire, _, version = name.partition("@")
    return library.fingerprint(library.source(questionnaire, int(version)))


def _sentence_model(settings: Deployment) -> str:
    if settings.sentence_model is None:
        return "not set; answers are screened by rules and the small trained screen"
    fault = Hearing(settings.sentence_model).fault()
    if fault is not None:
        raise Refused(fault)
    return f"{settings.sentence_model}, the one that the screen was trained with"


_LOOKS: dict[str, Callable[[Deployment], str]] = {
    "settings": _read,
    "signing secret": _secret,
    "key file": _keys,
    "database": _database,
    "keys and database": _proof,
    "disk": _disk,
    "questionnaires": _questionnaires,
    "sentence model": _sentence_model,
}
