"""Looks a deployment over: what is in order, what is not, and how to mend it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from services.build import database_file, is_demonstration, open_database
from settings import Settings, SettingsFaults
from storage import schema
from storage.engine import StorageFault, make_sessions
from storage.keys import KeyFault, read_keys
from surveys import library
from surveys.faults import QuestionnaireFaults

_LEAST_FREE = 500_000_000
"""Bytes. A year of a council's answers takes a tenth, but a full disk refuses every answer."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at; ``fault`` says what and the remedy, None when in order."""

    what: str
    shown: str
    fault: str | None = None


_FAULTS = (
    DBAPIError,
    KeyFault,
    OSError,
    QuestionnaireFaults,
    SettingsFaults,
    StorageFault,
    library.NotInLibrary,
)


def examine(settings: Settings) -> Iterator[Finding]:
    """Yield a finding for each thing that must be in order before people can answer."""
    for what, look in _LOOKS.items():
        try:
            yield Finding(what, look(settings))
        except _FAULTS as fault:
            yield Finding(what, "", _sentence(fault))


def database_faults(engine: Engine) -> tuple[str, ...]:
    """Return what SQLite finds damaged in its file; nothing on another engine."""
    if engine.dialect.name != "sqlite":
        return ()
    with engine.connect() as connection:
        found = [row[0] for row in connection.exec_driver_sql("PRAGMA quick_check(5)")]
        orphans = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    faults = [f"The database file is damaged ({line})." for line in found if line != "ok"]
    if orphans:
        faults.append(f"{len(orphans)} rows point at rows that are gone.")
    return tuple(f"{fault} Restore it from a copy." for fault in faults)


def _sentence(fault: Exception) -> str:
    if isinstance(fault, DBAPIError):
        return f"The database cannot be reached ({type(fault.orig).__name__}); check DATABASE_URL."
    return str(fault)


def _secret(settings: Settings) -> str:
    _ = settings.secret_key
    return "set"


def _keys(settings: Settings) -> str:
    mode = settings.key_file.stat().st_mode & 0o077 if settings.key_file.exists() else 0
    read_keys(settings.key_file)
    if mode and os.name == "posix":
        raise KeyFault(
            f"Others on this machine may read {settings.key_file}; "
            f"run 'chmod 600 {settings.key_file}'."
        )
    return str(settings.key_file)


def _schema(settings: Settings) -> str:
    with _engine(settings) as engine:
        schema.check(engine)
        faults = database_faults(engine)
    if faults:
        raise StorageFault(" ".join(faults))
    name = "the demonstration's" if is_demonstration(settings) else engine.dialect.name
    return f"{name}, revision {schema.head()}, lasting settings asserted"


def _proof(settings: Settings) -> str:
    with _engine(settings) as engine:
        schema.check(engine)
        schema.prove_keys(make_sessions(engine, read_keys(settings.key_file)))
    return "the key file opens this database"


def _disk(settings: Settings) -> str:
    file = database_file(settings)
    place = (file or settings.var).absolute()
    while not place.exists():
        place = place.parent
    free = shutil.disk_usage(place).free
    if free < _LEAST_FREE:
        raise StorageFault(
            f"Only {free // 1_000_000} MB are free at {place}; make room, "
            "or answers will be refused when the disk is full."
        )
    return f"{free // 1_000_000_000} GB free"


def _questionnaires(settings: Settings) -> str:
    changed = [
        name
        for name, sealed in library.released().items()
        if library.fingerprint(_text(name)) != sealed
    ]
    if changed:
        raise StorageFault(
            f"{', '.join(changed)} changed after being released; restore the file, "
            "and put the change into a new version."
        )
    return f"{len(library.all_released())} released, unchanged"


def _text(name: str) -> str:
    questionnaire, _, version = name.partition("@")
    return library.source(questionnaire, int(version))


@contextmanager
def _engine(settings: Settings) -> Iterator[Engine]:
    engine = open_database(settings)
    try:
        yield engine
    finally:
        engine.dispose()


_LOOKS: dict[str, Callable[[Settings], str]] = {
    "settings": lambda settings: f"{settings.base_url}, files under {settings.var}",
    "signing secret": _secret,
    "key file": _keys,
    "database": _schema,
    "keys and database": _proof,
    "disk": _disk,
    "questionnaires": _questionnaires,
}
