"""A hall is wired from settings, and only over a database and keys that fit each other."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import event

from services.build import (
    DEMONSTRATION_DAY,
    DEMONSTRATION_ENV,
    build,
    demonstration_folder,
    is_demonstration,
    opened,
)
from services.hall import Hall
from services.upkeep.installation import upgrade_database
from settings import Settings
from storage.engine import StorageFault
from storage.keys import KeyFault, Keys, make_keys, write_keys


@pytest.fixture
def key_file(tmp_path: Path, keys: Keys) -> Path:
    write_keys(tmp_path / "keys.json", keys)
    return tmp_path / "keys.json"


def settings(tmp_path: Path, url: str, key_file: Path) -> Settings:
    return Settings.read(
        {"SAYSO_VAR": str(tmp_path), "DATABASE_URL": url, "SAYSO_KEY_FILE": str(key_file)}
    )


def test_a_hall_has_the_present_and_the_systems_own_chance(
    tmp_path: Path, database_url: str, key_file: Path
) -> None:
    with opened(settings(tmp_path, database_url, key_file)) as hall:
        assert abs(hall.clock() - datetime.now(UTC)) < timedelta(minutes=1)
        assert hall.clock().tzinfo is UTC
        with pytest.raises(NotImplementedError):
            hall.random.getstate()


def test_keys_that_did_not_seal_this_database_are_refused(
    tmp_path: Path, database_url: str, key_file: Path
) -> None:
    with opened(settings(tmp_path, database_url, key_file)):
        pass
    write_keys(key_file, make_keys())
    with pytest.raises(KeyFault, match="does not open this database"):
        build(settings(tmp_path, database_url, key_file))


def test_a_database_without_tables_is_refused(
    tmp_path: Path, empty_database_url: str, key_file: Path
) -> None:
    if empty_database_url.startswith("sqlite:///"):
        Path(empty_database_url.removeprefix("sqlite:///")).touch()
    with pytest.raises(StorageFault, match="has no tables yet"):
        build(settings(tmp_path, empty_database_url, key_file))


def test_the_demonstrations_clock_begins_at_its_day_and_belongs_to_its_folder_alone(
    tmp_path: Path, sqlite_url: str, key_file: Path
) -> None:
    url = f"sqlite:///{demonstration_folder(tmp_path) / 'sayso.db'}"
    upgrade_database(url)
    (demonstration_folder(tmp_path) / DEMONSTRATION_ENV).touch()
    with opened(settings(tmp_path, url, key_file)) as hall:
        assert timedelta() <= hall.clock() - DEMONSTRATION_DAY < timedelta(minutes=1)
        first = hall.clock()
        time.sleep(0.05)  # two looks may fall within one tick
        assert first < hall.clock()
    assert not is_demonstration(settings(tmp_path, sqlite_url, key_file))


def test_no_connection_stays_open_where_the_hall_cannot_be_made(
    tmp_path: Path, sqlite_url: str, key_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = []

    def refuse(hall: Hall) -> Hall:
        event.listen(hall.sessions.engine, "close", lambda *_: closed.append("connection"))
        raise StorageFault("no model")

    monkeypatch.setattr("services.build.in_use", refuse)
    with pytest.raises(StorageFault, match="no model"):
        build(settings(tmp_path, sqlite_url, key_file))
    assert closed
