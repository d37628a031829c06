"""Engines and sessions: the settings that keep a commit a commit, asserted at start."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.orm import Session, sessionmaker

from storage.keys import Keys

_BUSY_SECONDS = 10
_PRAGMAS = {
    "journal_mode": "wal",
    "synchronous": 2,
    "foreign_keys": 1,
    "secure_delete": 1,
    "busy_timeout": _BUSY_SECONDS * 1000,
}


class StorageFault(Exception):
    """The database cannot be used as it is; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Sessions:
    """Sessions for one database: a reading and a writing kind, one transaction each."""

    _read: sessionmaker[Session]
    _write: sessionmaker[Session]
    engine: Engine

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Give a session whose work is thrown away."""
        with self._read() as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """Give a session that commits at the end and rolls back on any exception.

        On SQLite the write lock is taken at the start, since a transaction that reads first
        and then writes fails at once when another writer came between.
        """
        with self._write.begin() as session:
            yield session


def make_engine(url: str) -> Engine:
    """Open an engine for SQLite or PostgreSQL; raises StorageFault for any other address."""
    try:
        parsed = make_url(url)
    except ArgumentError:
        raise StorageFault(f"DATABASE_URL is not a database address; {_REMEDY}") from None
    makers = {"sqlite": _sqlite, "postgresql": _postgresql}
    maker = makers.get(parsed.get_backend_name())
    if maker is None:
        raise StorageFault(f"DATABASE_URL names {parsed.get_backend_name()}; {_REMEDY}")
    return maker(url)


_REMEDY = "use sqlite:///FILE or postgresql+psycopg://USER@HOST/NAME."


def make_sessions(engine: Engine, keys: Keys) -> Sessions:
    """Return sessions that carry the keys for sealed attributes."""
    info = {"keys": keys}
    write = engine.execution_options(sayso_write=True)
    return Sessions(
        sessionmaker(_seeing_one_moment(engine), info=info, expire_on_commit=False),
        sessionmaker(write, info=info, expire_on_commit=False),
        engine,
    )


def _seeing_one_moment(engine: Engine) -> Engine:
    """Return the engine for reading: all that one session reads is of one moment.

    On SQLite a transaction is that already; PostgreSQL has to be told, or a draft and the mark
    of the input that ended it could come from either side of another's commit.
    """
    if engine.dialect.name == "sqlite":
        return engine
    return engine.execution_options(isolation_level="REPEATABLE READ")


def _sqlite(url: str) -> Engine:
    engine = create_engine(
        url,
        connect_args={"isolation_level": None, "timeout": _BUSY_SECONDS},
        hide_parameters=True,
    )
    event.listen(engine, "connect", _settle_connection)
    event.listen(engine, "begin", _begin)
    return engine


def _postgresql(url: str) -> Engine:
    parsed = make_url(url).set(drivername="postgresql+psycopg")
    engine = create_engine(parsed, pool_pre_ping=True, hide_parameters=True)
    event.listen(engine, "connect", _assert_durable)
    return engine


def _settle_connection(connection: Any, record: object) -> None:
    for name, wanted in _PRAGMAS.items():
        connection.execute(f"PRAGMA {name} = {wanted}")
        found = connection.execute(f"PRAGMA {name}").fetchone()[0]
        if found != wanted:
            raise StorageFault(
                f"SQLite refused {name} = {wanted} (it says {found}), so answers would not be "
                "safe; keep the database on a local disk, not on a network share."
            )


def _assert_durable(connection: Any, record: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('fsync'), current_setting('synchronous_commit')")
        fsync, commit = cursor.fetchone()
    connection.rollback()
    if fsync != "on" or commit == "off":
        raise StorageFault(
            f"PostgreSQL runs with fsync = {fsync} and synchronous_commit = {commit}, so a "
            "committed answer could be lost; set both to on."
        )


def _begin(connection: Connection) -> None:
    write = connection.get_execution_options().get("sayso_write", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")
