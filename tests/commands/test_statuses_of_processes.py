"""Each way to be refused, in a process of its own: a sentence, a status, and no traceback."""

from __future__ import annotations

import os
import re
import shlex
import sqlite3
import subprocess
import sys
from pathlib import Path

from tests.builders.attendances import row, sheet
from tests.builders.operator import Operator, as_process


def refused(operator: Operator, *arguments: str, status: int = 1) -> str:
    """Run a command as a process and return the sentence it is refused with."""
    done = as_process(operator.folder, operator.settings, *arguments, seconds=170)
    assert (done.returncode, done.stdout) == (status, ""), done.stderr
    assert "Traceback" not in done.stderr
    assert "did not foresee" not in done.stderr
    return done.stderr


def at_revision(operator: Operator, revision: str) -> None:
    file = operator.settings["DATABASE_URL"].removeprefix("sqlite:///")
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE alembic_version SET version_num = ?", [revision])
    connection.close()


def test_a_missing_key_file(operator: Operator) -> None:
    operator.settings["SAYSO_KEY_FILE"] = "gone.json"
    told = refused(operator, "concerns", "list")
    assert told.startswith("Error: There is no key file at ")
    assert told.count("\n") == 1


def test_the_key_file_of_another_installation(operator: Operator) -> None:
    operator.is_told("concerns", "list")
    operator.settings["SAYSO_KEY_FILE"] = "other.json"
    operator.is_told("keys", "make")
    assert refused(operator, "concerns", "list") == (
        "Error: The key file does not open this database; point SAYSO_KEY_FILE at the file "
        "that was in use when the data was stored.\n"
    )


def test_an_older_database_is_sent_to_the_upgrade(operator: Operator) -> None:
    at_revision(operator, "0001")
    told = refused(operator, "concerns", "list")
    assert re.fullmatch(
        r"Error: The database is at revision 0001, but this release needs \d{4}; "
        r"run 'sayso db upgrade'\.\n",
        told,
    )


def test_a_newer_database_is_not_touched(operator: Operator) -> None:
    at_revision(operator, "9999")
    sentence = (
        "Error: The database is at revision 9999, which this release does not know; "
        "install the release that made it, or restore a copy from before.\n"
    )
    assert refused(operator, "db", "upgrade") == sentence
    assert operator.is_refused("db", "check") == sentence
    assert operator.is_refused("staff", "list") == sentence


def test_a_file_that_is_no_database(operator: Operator) -> None:
    (operator.folder / "notes.txt").write_text("not a database " * 500)
    operator.settings["DATABASE_URL"] = f"sqlite:///{operator.folder / 'notes.txt'}"
    told = refused(operator, "db", "check")
    assert "The database refused (DatabaseError), and nothing was changed" in told


def test_a_server_that_is_not_there_and_no_word_of_its_password(operator: Operator) -> None:
    operator.settings["DATABASE_URL"] = "postgresql://sayso:swordfish@127.0.0.1:1/sayso"
    told = refused(operator, "db", "check")
    assert "run 'sayso doctor'" in told
    assert "swordfish" not in told + (operator.folder / "var" / "sayso.log").read_text()


def test_a_malformed_file_leaves_its_contacts_out_of_what_is_said(operator: Operator) -> None:
    wrong = row(kind="party", channel="sms", contact="07700 900461 x")
    (operator.folder / "m.csv").write_bytes(sheet(wrong))
    told = refused(operator, "meetings", "import", "m.csv")
    assert told.startswith("Error: m.csv has 2 faults, so nothing was taken from it.\nRow 2, ")
    assert "900461" not in told


def test_a_file_that_is_not_there_is_wrong_usage(operator: Operator) -> None:
    result = operator.runs("meetings", "import", "gone.csv")
    assert result.exit_code == 2
    assert "'gone.csv' does not exist" in result.stderr


def test_an_unknown_command_is_wrong_usage(operator: Operator) -> None:
    assert "No such command 'frobnicate'" in refused(operator, "frobnicate", status=2)


def test_a_reader_that_goes_away_is_no_fault_of_ours(operator: Operator) -> None:
    sayso = shlex.quote(str(Path(sys.executable).with_name("sayso")))
    done = subprocess.run(
        ["/bin/sh", "-c", f"{sayso} survey list --json | true"],
        env={"PATH": os.environ["PATH"], **operator.settings},
        cwd=operator.folder,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.stderr == ""
    assert not (operator.folder / "var" / "sayso.log").exists()
