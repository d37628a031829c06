"""Sealed words survive however a row is handled, and open nowhere but in their own cell."""

from __future__ import annotations

import pytest
from sqlalchemy import delete, func, select, text

from services.hall import OPERATOR, Hall
from services.staff import accounts
from storage.engine import make_sessions
from storage.keys import KeyFault
from storage.kinds import StaffRole
from storage.models import Case, KnownName, Recipient, Staff, Team
from surveys.kinds import RespondentRole

CONTACT = "canarina@example.org"


def person(hall: Hall, contact: str | None = CONTACT) -> Recipient:
    with hall.sessions.writing() as session:
        found = Recipient(
            reference="P-1", role=RespondentRole.PARENT, language="en", contact=contact
        )
        session.add(found)
    return found


def contact(hall: Hall) -> str | None:
    with hall.sessions.reading() as session:
        return session.scalars(select(Recipient)).one().contact


def test_nothing_stays_nothing(hall: Hall) -> None:
    person(hall, None)
    assert contact(hall) is None


def test_words_taken_back_before_the_row_is_stored_are_not_stored(hall: Hall) -> None:
    found = Recipient(reference="P-1", role=RespondentRole.PARENT, language="en", contact=CONTACT)
    found.contact = None
    assert found.contact is None
    with hall.sessions.writing() as session:
        session.add(found)
    assert contact(hall) is None


def test_the_last_words_before_storing_are_the_ones_stored(hall: Hall) -> None:
    found = Recipient(reference="P-1", role=RespondentRole.PARENT, language="en", contact="first")
    found.contact = CONTACT
    with hall.sessions.writing() as session:
        session.add(found)
        assert found.contact == CONTACT
    assert contact(hall) == CONTACT


def test_words_taken_from_a_stored_row_are_gone(hall: Hall) -> None:
    person(hall)
    with hall.sessions.writing() as session:
        session.scalars(select(Recipient)).one().contact = None
    assert contact(hall) is None


def test_words_given_to_a_row_between_two_sessions_are_stored(hall: Hall) -> None:
    found = person(hall)
    found.contact = "new@example.org"
    assert found.contact == "new@example.org"
    with hall.sessions.writing() as session:
        session.add(found)
    assert contact(hall) == "new@example.org"


def test_words_taken_from_a_row_between_two_sessions_are_gone(hall: Hall) -> None:
    found = person(hall)
    found.contact = "new@example.org"
    found.contact = None
    with hall.sessions.writing() as session:
        session.add(found)
    assert contact(hall) is None


def test_the_same_words_set_again_are_sealed_with_a_fresh_nonce(hall: Hall) -> None:
    found = person(hall)
    before = found.contact_s
    with hall.sessions.writing() as session:
        session.get_one(Recipient, found.id).contact = CONTACT
    with hall.sessions.reading() as session:
        assert session.scalars(select(Recipient.contact_s)).one() != before


def test_a_column_that_is_always_filled_says_so_when_it_is_not() -> None:
    with pytest.raises(ValueError, match="name_s is empty, which this table does not allow"):
        _ = KnownName().name


def test_words_swapped_between_two_columns_of_one_row_open_in_neither(hall: Hall) -> None:
    accounts.add(hall, OPERATOR, CONTACT, "Canarina", StaffRole.QA, ())
    with hall.sessions.writing() as session:
        session.execute(text("UPDATE staff SET email_s = name_s, name_s = email_s"))
    with hall.sessions.reading() as session:
        found = session.scalars(select(Staff)).one()
        with pytest.raises(KeyFault):
            _ = found.email
        with pytest.raises(KeyFault):
            _ = found.name


def test_words_moved_to_another_table_under_the_same_id_do_not_open(hall: Hall) -> None:
    found = person(hall)
    with hall.sessions.writing() as session:
        session.add(Team(name="North", area="County"))
        session.flush()
        case = Case(reference="C-1", team="North")
        session.add(case)
        session.flush()
        session.add(KnownName(id=found.id, case_id=case.id, name_s=found.contact_s))
    with hall.sessions.reading() as session, pytest.raises(KeyFault):
        _ = session.get_one(KnownName, found.id).name


def test_after_rotation_old_rows_open_and_changed_ones_bear_the_new_key(hall: Hall) -> None:
    found = person(hall)
    rotated = make_sessions(hall.sessions.engine, hall.keys.rotated())
    with rotated.writing() as session:
        row = session.get_one(Recipient, found.id)
        assert (row.contact, (row.contact_s or b"")[0]) == (CONTACT, 1)
        row.contact = "new@example.org"
    with rotated.reading() as session:
        row = session.get_one(Recipient, found.id)
        assert (row.contact, (row.contact_s or b"")[0]) == ("new@example.org", 2)
    with pytest.raises(KeyFault):
        contact(hall)


def test_a_name_goes_with_its_case(hall: Hall) -> None:
    with hall.sessions.writing() as session:
        session.add(Team(name="North", area="County"))
        session.flush()
        case = Case(reference="C-1", team="North")
        session.add(case)
        session.flush()
        session.add(KnownName(case_id=case.id, name="Canarina"))
    with hall.sessions.writing() as session:
        session.execute(delete(Case))
    with hall.sessions.reading() as session:
        assert session.scalar(select(func.count()).select_from(KnownName)) == 0
