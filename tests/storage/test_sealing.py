"""Words are sealed the moment their row joins a session, and open only in their own cell."""

from __future__ import annotations

from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import select, text, update

from services.hall import Hall
from storage.base import Base
from storage.engine import make_sessions
from storage.keys import KeyFault, make_keys
from storage.models import Case, KnownName, Team
from storage.schema import prove_keys
from storage.sealed import Sealed, sealed_attributes

NAME = "Canarina Featherstone"


def named(hall: Hall, name: str = NAME, reference: str = "C-1") -> KnownName:
    with hall.sessions.writing() as session:
        if session.get(Team, "North") is None:
            session.add(Team(name="North", area="County"))
            session.flush()
        case = Case(reference=reference, team="North")
        session.add(case)
        session.flush()
        found = KnownName(case_id=case.id, name=name)
        session.add(found)
    return found


def test_words_come_back_from_the_database_as_they_were(hall: Hall) -> None:
    row = named(hall)
    with hall.sessions.reading() as session:
        assert session.get_one(KnownName, row.id).name == NAME


def test_the_database_holds_no_plain_words(hall: Hall) -> None:
    named(hall)
    with hall.sessions.reading() as session:
        (box,) = session.scalars(text("SELECT name_s FROM known_name"))
    assert b"Canarina" not in bytes(box)


def test_the_files_of_the_database_hold_no_plain_words(sqlite_hall: Hall) -> None:
    named(sqlite_hall)
    file = Path(sqlite_hall.sessions.engine.url.database or "")
    for part in file.parent.glob(f"{file.name}*"):
        assert b"Canarina" not in part.read_bytes()


def test_words_can_be_read_before_the_row_is_stored() -> None:
    assert KnownName(case_id=uuid4(), name=NAME).name == NAME


def test_a_changed_word_is_sealed_anew(hall: Hall) -> None:
    row = named(hall)
    with hall.sessions.writing() as session:
        session.get_one(KnownName, row.id).name = "Other"
    with hall.sessions.reading() as session:
        assert session.get_one(KnownName, row.id).name == "Other"


def test_a_box_copied_to_another_row_does_not_open(hall: Hall) -> None:
    first, second = named(hall), named(hall, "Other", "C-2")
    with hall.sessions.writing() as session:
        box = session.scalar(select(KnownName.name_s).where(KnownName.id == first.id))
        session.execute(update(KnownName).where(KnownName.id == second.id).values(name_s=box))
    with hall.sessions.reading() as session, pytest.raises(KeyFault):
        _ = session.get_one(KnownName, second.id).name


def test_a_row_without_a_session_does_not_open(hall: Hall) -> None:
    with hall.sessions.reading() as session:
        found = session.get(KnownName, named(hall).id)
        assert found is not None
        session.expunge(found)
    with pytest.raises(RuntimeError, match="while its row has a session"):
        _ = found.name


def test_another_key_file_is_found_out_at_start(hall: Hall) -> None:
    prove_keys(hall.sessions)
    prove_keys(hall.sessions)
    with pytest.raises(KeyFault, match="does not open this database"):
        prove_keys(make_sessions(hall.sessions.engine, make_keys()))


def test_a_rotated_key_file_still_fits(hall: Hall) -> None:
    prove_keys(hall.sessions)
    prove_keys(make_sessions(hall.sessions.engine, hall.keys.rotated()))


def test_every_column_of_sealed_words_has_its_attribute() -> None:
    for mapper in Base.registry.mappers:
        columns = {name for name in mapper.columns.keys() if name.endswith("_s")}  # noqa: SIM118
        sealed = {found.column for found in sealed_attributes(mapper.class_).values()}
        assert columns == sealed, mapper.class_.__name__


def test_the_class_shows_the_attribute_itself() -> None:
    assert isinstance(KnownName.name, Sealed)
    assert KnownName.name.column == "name_s"
