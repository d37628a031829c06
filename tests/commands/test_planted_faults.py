"""The doctor finds each fault that is planted, names the remedy, and goes on to the rest."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from storage.keys import make_keys, write_keys
from tests.builders.operator import Operator


def database(operator: Operator) -> Path:
    return Path(operator.settings["DATABASE_URL"].removeprefix("sqlite:///"))


def run(operator: Operator, statement: str) -> None:
    with sqlite3.connect(database(operator)) as connection:
        connection.execute(statement)
    connection.close()


def key_file(operator: Operator) -> Path:
    return Path(operator.settings["SAYSO_KEY_FILE"])


def scribble(operator: Operator) -> None:
    """Overwrite the middle of the file, after all of it has left the log."""
    run(operator, "PRAGMA journal_mode = DELETE")
    data = bytearray(database(operator).read_bytes())
    data[8192 : len(data) // 2] = b"\x55" * (len(data) // 2 - 8192)
    database(operator).write_bytes(data)


PLANTED: dict[str, tuple[Callable[[Operator], object], set[str], str]] = {
    "a key file cut short": (
        lambda operator: key_file(operator).write_bytes(key_file(operator).read_bytes()[:50]),
        {"key file", "keys and database"},
        "restore it from its safe copy",
    ),
    "the key file of another installation": (
        lambda operator: write_keys(key_file(operator), make_keys()),
        {"keys and database"},
        "point SAYSO_KEY_FILE at the file",
    ),
    "no key file": (
        lambda operator: key_file(operator).unlink(),
        {"key file", "keys and database"},
        "restore it from its safe copy",
    ),
    "no database": (
        lambda operator: database(operator).unlink(),
        {"database", "keys and database"},
        "run 'sayso db upgrade' to make it",
    ),
    "something else in its place": (
        lambda operator: database(operator).write_text("minutes of a meeting " * 400),
        {"database", "keys and database"},
        "check DATABASE_URL",
    ),
    "a newer database": (
        lambda operator: run(operator, "UPDATE alembic_version SET version_num = '9999'"),
        {"database", "keys and database"},
        "install the release that made it",
    ),
    "an older database": (
        lambda operator: run(operator, "UPDATE alembic_version SET version_num = '0001'"),
        {"database", "keys and database"},
        "run 'sayso db upgrade'",
    ),
    "rows without their parents": (
        lambda operator: run(operator, "INSERT INTO case_alias VALUES ('a', 'OLD-1', 'b')"),
        {"database"},
        "Restore it from a copy",
    ),
    "a short secret": (
        lambda operator: operator.settings.pop("SAYSO_SECRET_KEY"),
        {"signing secret"},
        "give it at least 32 random characters",
    ),
}


@pytest.mark.parametrize("fault", PLANTED)
def test_a_planted_fault_is_found_with_its_remedy(operator: Operator, fault: str) -> None:
    operator.is_told("doctor")
    plant, places, remedy = PLANTED[fault]
    plant(operator)
    result = operator.runs("doctor", "--json")
    found = {each["what"]: each["fault"] for each in json.loads(result.stdout) if each["fault"]}
    assert (result.exit_code, set(found)) == (1, places)
    assert all(remedy in sentence for sentence in found.values())


def test_a_damaged_database_is_found_and_no_traceback_shows(operator: Operator) -> None:
    operator.is_told("doctor")
    scribble(operator)
    result = operator.runs("doctor")
    assert result.exit_code == 1
    assert "FAULT  database: The database" in result.stdout
    assert "Traceback" not in result.output
