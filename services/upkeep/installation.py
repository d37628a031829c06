"""Setting a deployment up: its database and its key file, by plain address and path."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine, make_url

from services.refusal import Refused
from storage import schema
from storage.engine import StorageFault, make_engine
from storage.keys import make_keys, read_keys, write_keys


def database_file(url: str) -> Path | None:
    """Return the file of a SQLite database, None on another engine."""
    parsed = make_url(url)
    return Path(parsed.database or "") if parsed.get_backend_name() == "sqlite" else None


def open_database(url: str) -> Engine:
    """Return an engine; raises StorageFault for a SQLite file that is not there.

    Opening it would make an empty one, and hide that the address is wrong.
    """
    file = database_file(url)
    if file is not None and not file.exists():
        raise StorageFault(
            f"There is no database at {file}; run 'sayso db upgrade' to make it, "
            "or point DATABASE_URL at the right one."
        )
    return make_engine(url)


@contextmanager
def database(url: str) -> Iterator[Engine]:
    """Give an engine for one look; raises StorageFault as ``open_database`` does."""
    engine = open_database(url)
    try:
        yield engine
    finally:
        engine.dispose()


def upgrade_database(url: str) -> tuple[str, bool]:
    """Make the tables of this release or bring older ones up to it, all or nothing.

    Returns the revision, and whether anything had to be done.
    """
    file = database_file(url)
    if file is not None:
        file.parent.mkdir(parents=True, exist_ok=True)
    engine = make_engine(url)
    try:
        before = schema.current(engine)
        schema.upgrade(engine)
    finally:
        engine.dispose()
    return schema.head(), before != schema.head()


def check_database(url: str) -> str:
    """Return the revision; raises StorageFault when it is another release's, or damaged."""
    with database(url) as engine:
        schema.check(engine)
        faults = _damage(engine)
    if faults:
        raise StorageFault("\n".join(faults))
    return schema.head()


def make_key_file(file: Path) -> None:
    """Draw keys for a new installation; raises Refused rather than replace a file."""
    if file.exists():
        raise Refused(
            f"There is already a file at {file}, and replacing it could make everything that it "
            "sealed unreadable; use 'sayso keys rotate', or name another file."
        )
    write_keys(file, make_keys())


def rotate_key_file(file: Path) -> None:
    """Add a fresh key that seals from now on; raises KeyFault when the file cannot be used."""
    write_keys(file, read_keys(file).rotated())


def _damage(engine: Engine) -> tuple[str, ...]:
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
