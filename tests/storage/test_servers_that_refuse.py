"""Real databases that would lose a commit are refused at the first connection."""

from __future__ import annotations

import pytest

from storage import schema
from storage.engine import StorageFault, make_engine
from tests.builders.databases import Databases


def test_a_database_in_memory_is_refused() -> None:
    engine = make_engine("sqlite:///:memory:")
    with pytest.raises(StorageFault, match=r"refused journal_mode = wal \(it says memory\)"):
        engine.connect()


@pytest.mark.parametrize(("setting", "kept"), [("off", False), ("local", True), ("on", True)])
def test_a_postgresql_is_taken_only_where_commits_reach_its_disk(
    databases: dict[str, Databases], setting: str, kept: bool
) -> None:
    url = databases["postgresql"].fresh(with_tables=True)
    joint = "&" if "?" in url else "?"
    engine = make_engine(f"{url}{joint}options=-csynchronous_commit%3D{setting}")
    try:
        if kept:
            schema.check(engine)
        else:
            with pytest.raises(StorageFault, match=r"synchronous_commit = off.*set both to on"):
                schema.check(engine)
    finally:
        engine.dispose()
        databases["postgresql"].drop(url)
