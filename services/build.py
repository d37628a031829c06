"""Wires one deployment: from its settings to the hall that every use case is handed."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from analysis import baseline
from services.council import Council
from services.hall import Hall
from services.hearing import Hearing
from services.insight.teaching import in_use
from services.upkeep.installation import database_file, open_database
from settings import Settings
from storage import schema
from storage.engine import make_sessions
from storage.keys import read_keys

DEMONSTRATION_DAY = datetime(2026, 10, 15, 9, 0, tzinfo=UTC)
"""Ten in the morning in London: the present of the demonstration, whenever it is run."""

DEMONSTRATION_ENV = "demo.env"
"""File beside the demonstration's database that holds its settings."""


def build(settings: Settings) -> Hall:
    """Return the hall of a deployment whose database and keys were found to be in order.

    Raises:
        SettingsFaults: the key file is not set.
        KeyFault: the key file is missing, broken or not the one of this database.
        StorageFault: the database is missing, or not of this release.
    """
    url = settings.database_url.get_secret_value()
    clock = _since_it_was_built(settings) if is_demonstration(settings) else present
    hall = wire(url, settings.key_file, settings.council, clock, random.SystemRandom())
    return replace(hall, hearing=Hearing(settings.sentence_model))


def wire(
    url: str,
    key_file: Path,
    council: Council,
    clock: Callable[[], datetime],
    chance: random.Random,
) -> Hall:
    """Return a hall from plain values; raises KeyFault and StorageFault as ``build`` does.

    Args:
        url: of the database.
        key_file: of the sealing keys.
        council: the one served.
        clock: returns the present as an aware moment.
        chance: source of tokens and codes; the system's own but for the demonstration.
    """
    keys = read_keys(key_file)
    engine = open_database(url)
    sessions = make_sessions(engine, keys)
    try:
        schema.check(engine)
        schema.prove_keys(sessions)
        return in_use(Hall(sessions, keys, clock, chance, baseline(), council))
    except BaseException:
        engine.dispose()
        raise


@contextmanager
def opened(settings: Settings) -> Iterator[Hall]:
    """Give the hall and let go of the database at the end."""
    hall = build(settings)
    try:
        yield hall
    finally:
        hall.sessions.engine.dispose()


def demonstration_folder(var: Path) -> Path:
    """Return the folder that holds the demonstration's database and keys, and nothing else."""
    return var / "demo"


def is_demonstration(settings: Settings) -> bool:
    """Return whether the database is the demonstration's, known by where it is."""
    file = database_file(settings.database_url.get_secret_value())
    return (
        file is not None and file.parent.resolve() == demonstration_folder(settings.var).resolve()
    )


def present() -> datetime:
    """Return the present moment."""
    return datetime.now(UTC)


def _since_it_was_built(settings: Settings) -> Callable[[], datetime]:
    """Return the demonstration's clock: it begins at the same moment whenever it is built.

    It goes on from there, so that clocks on concerns run and idle pages go blank.
    """
    built = (demonstration_folder(settings.var) / DEMONSTRATION_ENV).stat().st_mtime
    ahead = DEMONSTRATION_DAY - datetime.fromtimestamp(built, UTC)
    return lambda: present() + ahead
