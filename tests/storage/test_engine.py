"""Connections keep a commit a commit; anything else is refused at the start."""

from __future__ import annotations

import sqlite3
import threading
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError, OperationalError

from services.hall import Hall
from storage import engine as engines
from storage.engine import StorageFault, make_engine
from storage.models import Case, Team

PRAGMAS = {
    "journal_mode": "wal",
    "synchronous": 2,
    "foreign_keys": 1,
    "secure_delete": 1,
    "busy_timeout": 10_000,
}


@pytest.mark.parametrize(("name", "wanted"), PRAGMAS.items())
def test_every_sqlite_connection_is_set_for_safety(
    sqlite_hall: Hall, name: str, wanted: object
) -> None:
    for sessions in (sqlite_hall.sessions.reading, sqlite_hall.sessions.writing):
        with sessions() as session:
            assert session.scalar(text(f"PRAGMA {name}")) == wanted


class StubbornConnection:
    """A connection whose file system cannot do write-ahead logging."""

    def execute(self, statement: str) -> Any:
        return self

    def fetchone(self) -> tuple[str]:
        return ("delete",)


def test_a_setting_that_does_not_hold_stops_the_start() -> None:
    with pytest.raises(StorageFault, match=r"refused journal_mode = wal.*local disk"):
        engines._settle_connection(StubbornConnection(), None)


def test_a_row_without_its_parent_is_refused(hall: Hall) -> None:
    with pytest.raises(IntegrityError), hall.sessions.writing() as session:
        session.add(Case(reference="C-1", team="Nowhere"))


def test_what_reading_changes_is_thrown_away(hall: Hall) -> None:
    with hall.sessions.reading() as session:
        session.add(Team(name="North", area="County"))
        session.flush()
    with hall.sessions.reading() as session:
        assert session.get(Team, "North") is None


def add_twice(hall: Hall) -> None:
    with hall.sessions.writing() as session:
        session.add(Team(name="North", area="County"))
        session.flush()
        session.execute(text("INSERT INTO team (name, area) VALUES ('North', 'Twice')"))


def test_a_fault_in_the_middle_leaves_nothing(hall: Hall) -> None:
    with pytest.raises(IntegrityError):
        add_twice(hall)
    with hall.sessions.reading() as session:
        assert session.get(Team, "North") is None


def test_a_writer_takes_the_lock_before_it_reads(sqlite_hall: Hall) -> None:
    file = sqlite_hall.sessions.engine.url.database
    with sqlite_hall.sessions.writing() as session:
        session.scalar(text("SELECT 1"))
        other = sqlite3.connect(str(file), timeout=0, isolation_level=None)
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")
        other.close()


def test_writers_that_read_first_wait_for_each_other(hall: Hall) -> None:
    faults: list[OperationalError] = []

    def write(number: int) -> None:
        try:
            with hall.sessions.writing() as session:
                session.scalar(text("SELECT count(*) FROM team"))
                session.add(Team(name=f"Team {number}", area="County"))
        except OperationalError as fault:
            faults.append(fault)

    threads = [threading.Thread(target=write, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with hall.sessions.reading() as session:
        assert session.scalar(text("SELECT count(*) FROM team")) == 8
    assert faults == []


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("mysql://somewhere/sayso", "DATABASE_URL names mysql"),
        ("not an address", "is not a database address"),
    ],
)
def test_another_kind_of_database_is_refused_with_the_remedy(url: str, sentence: str) -> None:
    with pytest.raises(StorageFault, match=f"{sentence}.*sqlite:///FILE or postgresql"):
        make_engine(url)


class LooseCursor:
    """A PostgreSQL whose commits may be lost."""

    def __enter__(self) -> LooseCursor:
        return self

    def __exit__(self, *fault: object) -> None:
        return None

    def execute(self, statement: str) -> None:
        assert "fsync" in statement

    def fetchone(self) -> tuple[str, str]:
        return "off", "on"


class LooseConnection:
    def cursor(self) -> LooseCursor:
        return LooseCursor()

    def rollback(self) -> None:
        return None


def test_a_postgresql_that_may_lose_commits_is_refused() -> None:
    with pytest.raises(StorageFault, match=r"fsync = off.*could be lost; set both to on"):
        engines._assert_durable(LooseConnection(), None)


def test_erased_words_are_not_left_in_the_file(sqlite_hall: Hall) -> None:
    with sqlite_hall.sessions.writing() as session:
        session.add(Team(name="Canarina Team", area="County"))
    with sqlite_hall.sessions.writing() as session:
        session.execute(text("DELETE FROM team"))
    file = Path(sqlite_hall.sessions.engine.url.database or "")
    other = sqlite3.connect(file)
    assert other.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0] == 0
    other.close()
    for part in file.parent.glob(f"{file.name}*"):
        assert b"Canarina Team" not in part.read_bytes()
