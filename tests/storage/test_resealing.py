"""After a rotation the newest key opens everything alone, and nobody is kept from the words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select, update

from services.hall import Hall
from services.insight.progress import unwatched
from services.upkeep.installation import rotate_key_file
from services.upkeep.rotation import reseal_all
from storage.base import Base
from storage.engine import make_sessions
from storage.keys import KeyFault, Keys, Ring, make_keys, read_keys, write_keys
from storage.models import KeyProof, Recipient
from storage.resealing import left, reseal, sealed_cells
from storage.schema import prove_keys
from storage.sealed import place
from tests.builders.colleagues import colleague
from tests.builders.letters import ADDRESS, invite_by_letter
from tests.builders.worries import worry


def furnish(hall: Hall) -> None:
    """Keep contacts, sealed links, drafts, concerns, letters and staff."""
    prove_keys(hall.sessions)
    invite_by_letter(hall), invite_by_letter(hall)
    worry(hall)
    colleague(hall)


def under(hall: Hall, keys: Keys) -> Hall:
    return replace(hall, keys=keys, sessions=make_sessions(hall.sessions.engine, keys))


def only(keys: Keys, number: int) -> Keys:
    """Return the keys without all but one of each ring."""
    return Keys({ring: {number: held[number]} for ring, held in keys.rings.items()}, keys.hashing)


def words(hall: Hall, keys: Keys) -> dict[tuple[str, str, str], str]:
    """Open every sealed cell of the database."""
    found = {}
    with hall.sessions.reading() as session:
        for cells in sealed_cells():
            name, column = cells.table.name, cells.sealed.column
            for row, box in session.execute(select(cells.key, cells.boxes)):
                if box is not None:
                    opened = keys.open(cells.sealed.ring, box, place(name, column, row))
                    found[name, column, str(row)] = opened
    return found


def test_everything_is_sealed_with_the_newest_key_and_says_the_same(hall: Hall) -> None:
    furnish(hall)
    before = words(hall, hall.keys)
    rotated = under(hall, hall.keys.rotated())

    assert reseal_all(rotated, unwatched) == len(before)

    assert left(rotated.sessions, rotated.keys) == 0
    newest = only(rotated.keys, 2)
    assert words(hall, newest) == before
    prove_keys(make_sessions(hall.sessions.engine, newest))
    assert {"recipient", "invitation", "draft", "concern", "outbox", "staff", "key_proof"} <= {
        table for table, _, _ in before
    }
    assert reseal_all(rotated, unwatched) == 0


def test_broken_off_it_goes_on_where_it_stopped(sqlite_hall: Hall) -> None:
    furnish(sqlite_hall)
    rotated = under(sqlite_hall, sqlite_hall.keys.rotated())
    whole = left(rotated.sessions, rotated.keys)
    run = reseal(rotated.sessions, rotated.keys, 1)
    done = sum(next(run) for _ in range(3))
    run.close()
    assert left(rotated.sessions, rotated.keys) == whole - done
    assert reseal_all(rotated, unwatched) == whole - done


def test_a_row_of_a_key_that_is_lost_is_told_and_the_rest_is_as_it_was(
    sqlite_hall: Hall,
) -> None:
    furnish(sqlite_hall)
    lost = under(sqlite_hall, make_keys().rotated())
    with pytest.raises(KeyFault, match="does not open this database"):
        reseal_all(lost, unwatched)
    assert words(sqlite_hall, sqlite_hall.keys)


def test_every_column_of_sealed_words_is_known_to_the_rotation() -> None:
    named = {
        (table.name, column.name)
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if column.name.endswith("_s")
    }
    assert {(cells.table.name, cells.sealed.column) for cells in sealed_cells()} == named


def test_a_process_that_runs_on_reads_what_was_sealed_afresh(
    sqlite_hall: Hall, tmp_path: Path
) -> None:
    file = tmp_path / "keys.json"
    write_keys(file, sqlite_hall.keys)
    running = under(sqlite_hall, read_keys(file))
    furnish(running)
    rotate_key_file(file)
    reseal_all(under(sqlite_hall, read_keys(file)), unwatched)
    with running.sessions.reading() as session:
        assert {row.contact for row in contacts(session.scalars(select(Recipient)))} == {ADDRESS}
    file.unlink()
    with running.sessions.reading() as session, pytest.raises(KeyFault):
        _ = contacts(session.scalars(select(Recipient)))[0].contact


def contacts(rows: Iterable[Recipient]) -> list[Recipient]:
    return [row for row in rows if row.contact_s is not None]


@pytest.mark.parametrize("wrong", ["data", "link", "hashing"])
def test_keys_of_which_one_is_wrong_are_refused_at_the_start(sqlite_hall: Hall, wrong: str) -> None:
    prove_keys(sqlite_hall.sessions)
    held, strange = sqlite_hall.keys, make_keys()
    rings = {ring: (strange if ring.value == wrong else held).rings[ring] for ring in Ring}
    mixed = Keys(rings, (strange if wrong == "hashing" else held).hashing)
    with pytest.raises(KeyFault, match="does not open this database"):
        prove_keys(make_sessions(sqlite_hall.sessions.engine, mixed))


def test_a_database_of_an_older_release_gets_the_proofs_that_it_lacks(hall: Hall) -> None:
    prove_keys(hall.sessions)
    with hall.sessions.writing() as session:
        session.execute(update(KeyProof).values(link_proof_s=None, hashing_proof=None))
    prove_keys(hall.sessions)
    with hall.sessions.reading() as session:
        proof = session.scalars(select(KeyProof)).one()
        assert proof.link_proof is not None
        assert proof.hashing_proof is not None
