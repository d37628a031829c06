"""Setting a deployment up from nothing, and looking it over."""

from __future__ import annotations

import json
import sqlite3
import stat
from pathlib import Path

import pytest

from storage.keys import Keys, Ring, make_keys, read_keys, write_keys
from tests.builders.operator import SECRET, Operator
from tests.builders.sentence_model import write_model


@pytest.fixture
def starter(newcomer: Operator) -> Operator:
    """Somebody who has named a key file and a secret."""
    newcomer.settings |= {
        "SAYSO_KEY_FILE": str(newcomer.folder / "safe" / "keys.json"),
        "SAYSO_SECRET_KEY": SECRET,
    }
    return newcomer


def findings(operator: Operator) -> dict[str, str | None]:
    told = json.loads(operator.runs("doctor", "--json").stdout)
    return {finding["what"]: finding["fault"] for finding in told}


def test_three_commands_set_a_deployment_up(starter: Operator) -> None:
    starter.is_told("keys", "make")
    assert "is now at revision" in starter.is_told("db", "upgrade")
    assert "in order" in starter.is_told("db", "check")
    told = starter.is_told("doctor")
    assert {line.split()[0] for line in told.splitlines()} == {"ok"}


def test_a_key_file_is_for_its_owner_alone_and_is_never_replaced(starter: Operator) -> None:
    starter.is_told("keys", "make")
    file = Path(starter.settings["SAYSO_KEY_FILE"])
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    before = file.read_bytes()
    assert "There is already a file at" in starter.is_refused("keys", "make")
    assert file.read_bytes() == before


def test_a_rotated_key_file_has_one_more_key_and_still_opens_the_database(
    operator: Operator,
) -> None:
    operator.is_told("concerns", "list")
    operator.is_told("keys", "rotate")
    assert set(read_keys(operator.folder / "keys.json").rings[Ring.DATA]) == {1, 2}
    operator.is_told("concerns", "list")


def test_after_a_rotation_the_fresh_key_opens_everything_alone(operator: Operator) -> None:
    operator.is_told("concerns", "list")
    assert "2 sealed afresh." in operator.is_told("keys", "rotate")
    file = operator.folder / "keys.json"
    keys = read_keys(file)
    write_keys(file, Keys({ring: {2: held[2]} for ring, held in keys.rings.items()}, keys.hashing))
    operator.is_told("concerns", "list")
    told = operator.is_told("keys", "reseal")
    assert told == "Everything is sealed with the newest key.\n"


def test_a_key_only_added_leaves_the_rest_for_later(operator: Operator) -> None:
    operator.is_told("concerns", "list")
    assert "sealed afresh" not in operator.is_told("keys", "rotate", "--only-add")
    assert operator.is_told("keys", "reseal") == "2 sealed afresh.\n"


def test_keys_are_not_rotated_for_a_database_that_they_do_not_open(operator: Operator) -> None:
    operator.is_told("concerns", "list")
    write_keys(operator.folder / "keys.json", make_keys())
    assert "does not open this database" in operator.is_refused("keys", "rotate")
    assert set(read_keys(operator.folder / "keys.json").rings[Ring.DATA]) == {1}


def test_an_upgrade_of_what_is_up_to_date_says_so(operator: Operator) -> None:
    assert "was already at revision" in operator.is_told("db", "upgrade")


def test_a_database_without_tables_is_refused_with_the_remedy(operator: Operator) -> None:
    empty = operator.folder / "empty.db"
    sqlite3.connect(empty).close()
    empty.touch()
    operator.settings["DATABASE_URL"] = f"sqlite:///{empty}"
    assert "has no tables yet" in operator.is_refused("db", "check")


def test_rows_that_lost_what_they_point_at_are_found(operator: Operator) -> None:
    file = operator.settings["DATABASE_URL"].removeprefix("sqlite:///")
    with sqlite3.connect(file) as connection:
        connection.execute("INSERT INTO case_alias VALUES ('a', 'OLD-1', 'b')")
    connection.close()
    assert "1 rows point at rows that are gone" in operator.is_refused("db", "check")


def test_the_doctor_names_every_fault_with_its_remedy(newcomer: Operator) -> None:
    result = newcomer.runs("doctor")
    assert result.exit_code == 1
    faults = [line for line in result.stdout.splitlines() if line.startswith("FAULT")]
    assert [line.split("  ")[1].partition(":")[0] for line in faults] == [
        "signing secret",
        "key file",
        "database",
        "keys and database",
    ]


def test_the_doctor_sees_a_key_file_that_others_may_read(operator: Operator) -> None:
    file = operator.folder / "keys.json"
    file.chmod(0o644)
    fault = findings(operator)["key file"]
    assert fault == f"Others on this machine may read {file}; run 'chmod 600 {file}'."


def test_the_doctor_sees_a_sentence_model_that_is_not_the_one(operator: Operator) -> None:
    assert findings(operator)["sentence model"] is None
    operator.settings["SAYSO_SENTENCE_MODEL"] = str(write_model(operator.folder / "model"))
    assert "for which the screen was trained" in str(findings(operator)["sentence model"])


def test_the_doctor_sees_a_full_disk(operator: Operator, monkeypatch: pytest.MonkeyPatch) -> None:
    full = type("Usage", (), {"free": 3_000_000})
    monkeypatch.setattr("services.upkeep.health.shutil.disk_usage", lambda place: full)
    assert "Only 3 MB are free" in str(findings(operator)["disk"])


def test_the_doctor_sees_a_questionnaire_that_changed_after_its_release(
    operator: Operator, monkeypatch: pytest.MonkeyPatch
) -> None:
    register = {"child_after_review@1": "0" * 64}
    monkeypatch.setattr("services.upkeep.health.library.released", lambda: register)
    assert "child_after_review@1 changed after being released" in str(
        findings(operator)["questionnaires"]
    )


def test_a_fault_in_the_settings_is_told_before_anything_is_looked_at(
    operator: Operator,
) -> None:
    operator.settings |= {"PORT": "lots", "DATABASE_URL": "oracle://x"}
    told = operator.is_refused("doctor")
    assert "PORT is not a port" in told
    assert "DATABASE_URL is not the address" in told
