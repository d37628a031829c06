"""What many tests begin with, made once in each process and copied for whoever wants it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any, TypeVar

from services.hall import Hall
from storage.keys import Keys

T = TypeVar("T")
Whose = TypeVar("Whose")

_KEPT: dict[Callable[..., Any], tuple[Keys, Any, bytes]] = {}


def prepared(hall: Hall, prepare: Callable[[Hall], T]) -> T:
    """Bring a hall on SQLite in which nothing was done to where a preparation leaves one.

    Args:
        hall: of this test alone; each gets a copy of the whole database.
        prepare: does it, and returns what nobody can change; called once for the same keys.
    """
    hall.sessions.engine.dispose()
    return prepared_file(hall.sessions.engine.url.database, hall.keys, hall, prepare)


def prepared_file(file: str, keys: Keys, whose: Whose, prepare: Callable[[Whose], T]) -> T:
    """Do the same to a SQLite file that nobody has open, with what prepares it."""
    if prepare not in _KEPT or _KEPT[prepare][0] is not keys:
        value = prepare(whose)
        with closing(sqlite3.connect(file)) as connection:
            _KEPT[prepare] = keys, value, connection.serialize()
    else:
        for ending in ("-wal", "-shm"):
            Path(file + ending).unlink(missing_ok=True)
        Path(file).write_bytes(_KEPT[prepare][2])
    return _KEPT[prepare][1]
