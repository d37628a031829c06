"""The command line answers at once, says what went wrong in a sentence, and ends with a status."""

from __future__ import annotations

import re
import resource
import sqlite3
import sys
from pathlib import Path

import click
import pytest
from sqlalchemy.exc import OperationalError

import cli
from commands import demo, serving
from tests.builders.canary import Canary
from tests.builders.operator import Operator, as_process

ENOUGH = 0.3
"""Seconds of the processor that help may take; other tests share the machine meanwhile."""


def test_help_answers_at_once(tmp_path: Path) -> None:
    def seconds() -> float:
        began = spent()
        assert as_process(tmp_path, {}, "--help").returncode == 0
        return spent() - began

    assert min(seconds() for _ in range(3)) < ENOUGH


def spent() -> float:
    """Return the processor's seconds that processes which we started have taken so far."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def test_help_loads_no_command(tmp_path: Path) -> None:
    done = as_process(tmp_path, {"PYTHONPROFILEIMPORTTIME": "1"}, "--help")
    loaded = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    assert "click" in loaded
    assert not {name for name in loaded if name.partition(".")[0] in {"commands", "sqlalchemy"}}


@pytest.fixture
def collecting(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Tell what is asked of the collector of garbage, and ask nothing of it."""
    asked: list[str] = []
    for name in ("disable", "freeze", "enable"):
        monkeypatch.setattr(cli.gc, name, lambda name=name: asked.append(name))
    return asked


def test_a_process_of_its_own_looks_for_no_garbage_while_it_loads(
    collecting: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["sayso", "keys", "--help"])
    with pytest.raises(SystemExit, match="0"):
        cli.main(prog_name="sayso")
    assert "Usage: sayso keys" in capsys.readouterr().out
    assert collecting == ["disable", "freeze", "enable"]


def test_within_another_program_that_one_s_garbage_is_left_to_it(
    operator: Operator, collecting: list[str]
) -> None:
    assert "Usage: sayso keys" in operator.is_told("keys", "--help")
    assert collecting == []


def test_help_names_every_command_and_what_it_does(operator: Operator) -> None:
    told = operator.is_told("--help")
    for name, entry in cli.COMMANDS.items():
        assert re.search(rf"^  {name} +{re.escape(entry.does)}", told, re.MULTILINE)


@pytest.mark.parametrize("name", cli.COMMANDS)
def test_every_entry_of_the_table_leads_to_its_command(name: str) -> None:
    command = cli.load(cli.COMMANDS[name].where)
    assert isinstance(command, click.Command)
    assert command.name == name
    assert command.help, "a command says what it does"


def test_the_server_that_a_demonstration_loads_late_is_there() -> None:
    assert cli.load(demo._WEB) is serving.run_web


@pytest.mark.parametrize(
    "arguments", [("frobnicate",), ("meetings",), ("invite",), ("meetings", "import")]
)
def test_wrong_usage_ends_with_status_2(operator: Operator, arguments: tuple[str, ...]) -> None:
    assert operator.runs(*arguments).exit_code == 2


def test_the_statuses_hold_for_a_real_process(tmp_path: Path) -> None:
    settings = {"SAYSO_VAR": str(tmp_path / "var")}
    assert as_process(tmp_path, settings, "survey", "list").returncode == 0
    refused = as_process(tmp_path, settings, "concerns", "list")
    assert (refused.returncode, refused.stdout) == (1, "")
    assert refused.stderr.startswith("Error: SAYSO_KEY_FILE is not set; name the file")
    assert as_process(tmp_path, settings, "survey").returncode == 2


def test_all_missing_settings_are_named_at_once(newcomer: Operator) -> None:
    told = newcomer.is_refused("serve")
    assert "SAYSO_KEY_FILE is not set" in told
    assert "SAYSO_SECRET_KEY is not set" in told


def test_a_missing_key_file_is_refused_with_the_remedy(operator: Operator) -> None:
    operator.settings["SAYSO_KEY_FILE"] = str(operator.folder / "none.json")
    told = operator.is_refused("concerns", "list")
    assert "There is no key file at" in told
    assert "restore it from its safe copy" in told


def test_a_wrong_key_file_is_refused_with_the_remedy(operator: Operator) -> None:
    operator.is_told("concerns", "list")
    other = str(operator.folder / "other.json")
    operator.settings["SAYSO_KEY_FILE"] = other
    operator.is_told("keys", "make")
    assert "does not open this database" in operator.is_refused("concerns", "list")


def test_a_broken_key_file_is_refused(operator: Operator) -> None:
    Path(operator.settings["SAYSO_KEY_FILE"]).write_text("{}")
    assert "is not a Sayso key file" in operator.is_refused("concerns", "list")


def test_a_missing_database_is_refused_and_not_made(operator: Operator) -> None:
    operator.settings["DATABASE_URL"] = f"sqlite:///{operator.folder / 'gone.db'}"
    assert "run 'sayso db upgrade' to make it" in operator.is_refused("concerns", "list")
    assert not (operator.folder / "gone.db").exists()


def test_an_unforeseen_fault_gets_a_number_and_keeps_its_words_to_itself(
    operator: Operator, monkeypatch: pytest.MonkeyPatch, canary: Canary
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError(canary.text)

    monkeypatch.setattr("commands.concerns.listed", broken)
    monkeypatch.setenv("SAYSO_VAR", operator.settings["SAYSO_VAR"])
    told = operator.is_refused("concerns", "list")
    (number,) = re.findall(r"E-[0-9a-f]{8}", told)
    log = (operator.folder / "var" / "sayso.log").read_text()
    assert number in log
    assert "ZeroDivisionError at" in log
    canary.assert_silent(told, log)


@pytest.mark.parametrize(
    ("problem", "told"),
    [("database is locked", "busy with another writer"), ("disk I/O error", "nothing was changed")],
)
def test_a_database_that_refuses_is_told_without_the_statement(
    operator: Operator, monkeypatch: pytest.MonkeyPatch, problem: str, told: str
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OperationalError("SELECT secret", {}, sqlite3.OperationalError(problem))

    monkeypatch.setattr("commands.concerns.listed", refuse)
    said = operator.is_refused("concerns", "list")
    assert told in said
    assert "SELECT" not in said


def test_a_file_that_cannot_be_read_is_named(
    operator: Operator, monkeypatch: pytest.MonkeyPatch
) -> None:
    def locked(self: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "read_bytes", locked)
    (operator.folder / "m.csv").write_text("x")
    assert operator.is_refused("meetings", "import", "m.csv") == (
        "Error: m.csv cannot be used: Permission denied.\n"
    )
