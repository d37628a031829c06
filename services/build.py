"""Wires one deployment: from its settings to the hall that every use case is handed."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Engine, make_url

from analysis import baseline
from services.hall import Hall
from settings import Settings
from storage import schema
from storage.engine import StorageFault, make_engine, make_sessions
from storage.keys import read_keys

DEMONSTRATION_DAY = datetime(2026, 10, 15, 9, 0, tzinfo=UTC)
"""Ten in the morning in London: the present of the demonstration, whenever it is run."""

DEMONSTRATION_ENV = "demo.env"
"""File beside the demonstration's database that holds its settings."""


def build(settings: Settings, clock: Callable[[], datetime] | None = None) -> Hall:
    """Return the hall of a deployment whose database and keys were found to be in order.

    Args:
        settings: of this deployment.
        clock: None for the clock that belongs to the database: the present, or the
            demonstration's own day.

    Raises:
        SettingsFaults: the key file is not set.
        KeyFault: the key file is missing, broken or not the one of this database.
        StorageFault: the database is missing, or not of this release.
    """
    keys = read_keys(settings.key_file)
    engine = open_database(settings)
    sessions = make_sessions(engine, keys)
    try:
        schema.check(engine)
        schema.prove_keys(sessions)
    except BaseException:
        engine.dispose()
        raise
    return Hall(
        sessions=sessions,
        keys=keys,
        clock=clock or _clock(settings),
        random=random.SystemRandom(),
        models=baseline(),
        council=settings.council,
    )


@contextmanager
def opened(settings: Settings) -> Iterator[Hall]:
    """Give the hall and let go of the database at the end."""
    hall = build(settings)
    try:
        yield hall
    finally:
        hall.sessions.engine.dispose()


def open_database(settings: Settings) -> Engine:
    """Return an engine; raises StorageFault for a SQLite file that is not there.

    Opening it would make an empty one, and hide that the address is wrong.
    """
    file = database_file(settings)
    if file is not None and not file.exists():
        raise StorageFault(
            f"There is no database at {file}; run 'sayso db upgrade' to make it, "
            "or point DATABASE_URL at the right one."
        )
    return make_engine(settings.database_url.get_secret_value())


def database_file(settings: Settings) -> Path | None:
    """Return the file of a SQLite database, None on another engine."""
    url = make_url(settings.database_url.get_secret_value())
    return Path(url.database or "") if url.get_backend_name() == "sqlite" else None


def demonstration_folder(settings: Settings) -> Path:
    """Return the folder that holds the demonstration's database and keys, and nothing else."""
    return settings.var / "demo"


def is_demonstration(settings: Settings) -> bool:
    """Return whether the database is the demonstration's, known by where it is."""
    file = database_file(settings)
    return file is not None and file.parent.resolve() == demonstration_folder(settings).resolve()


def _clock(settings: Settings) -> Callable[[], datetime]:
    return (lambda: DEMONSTRATION_DAY) if is_demonstration(settings) else present


def present() -> datetime:
    """Return the present moment."""
    return datetime.now(UTC)
