"""Clears what a commit leaves behind in the database's own files of rows that are gone."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, Engine

from storage.base import Base


def sweep(engine: Engine, models: Iterable[type[Base]]) -> bool:
    """Clear traces of deleted and changed rows; return whether none is left in these files.

    On SQLite pages are overwritten as they are freed (``secure_delete``), yet older copies stay
    in the write-ahead file until it is emptied, which cannot be while another process reads. On
    PostgreSQL dead rows are vacuumed; its archive of write-ahead files is the server's own
    matter. Both need a connection outside any transaction.

    Args:
        engine: of the database.
        models: whose rows were deleted or changed.
    """
    tables = [model.__tablename__ for model in models]
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        return _SWEEPS[engine.dialect.name](connection, tables)


def _checkpoint(connection: Connection, tables: list[str]) -> bool:
    busy = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").scalar_one()
    return not busy


def _vacuum(connection: Connection, tables: list[str]) -> bool:
    names = ", ".join(f'"{name}"' for name in tables)
    connection.exec_driver_sql(f"VACUUM {names}")
    return True


_SWEEPS = {"sqlite": _checkpoint, "postgresql": _vacuum}
