"""A case can be kept from a member of staff who belongs to the family."""

from __future__ import annotations

from uuid import uuid4

import pytest
from sqlalchemy import func, select

from services.hall import OPERATOR, Hall
from services.refusal import Refused
from services.staff import accounts
from services.staff.conflicts import keep_from
from storage.actors import WHOLE_AUTHORITY, Actor
from storage.kinds import StaffRole
from storage.models import AuditEvent, Case, Conflict, Team
from storage.visible import visible


@pytest.fixture
def officer(sqlite_hall: Hall) -> Actor:
    """An officer of the whole authority, where there is one case."""
    with sqlite_hall.sessions.writing() as session:
        session.add(Team(name="North", area="Children in care"))
        session.flush()
        session.add(Case(reference="C-1", team="North"))
    given = accounts.add(
        sqlite_hall, OPERATOR, "aunt@council.example", "A. Unt", StaffRole.OFFICER,
        (WHOLE_AUTHORITY,),
    )  # fmt: skip
    return Actor(given.account.id, StaffRole.OFFICER, given.account.scope, given.account.name)


def cases(hall: Hall, actor: Actor) -> list[str]:
    with hall.sessions.reading() as session:
        return [case.reference for case in session.scalars(visible(actor))]


def test_a_case_is_hidden_at_once_and_the_second_time_changes_nothing(
    sqlite_hall: Hall, officer: Actor
) -> None:
    assert cases(sqlite_hall, officer) == ["C-1"]
    assert officer.id is not None
    for _ in range(2):
        keep_from(sqlite_hall, OPERATOR, officer.id, "C-1")
    assert cases(sqlite_hall, officer) == []
    with sqlite_hall.sessions.reading() as session:
        assert session.scalar(select(func.count()).select_from(Conflict)) == 1
        kept = select(func.count()).where(AuditEvent.what == "staff_changed")
        assert session.scalar(kept) == 1


def test_an_unknown_case_or_account_is_refused(sqlite_hall: Hall, officer: Actor) -> None:
    assert officer.id is not None
    with pytest.raises(Refused, match="There is no case C-2"):
        keep_from(sqlite_hall, OPERATOR, officer.id, "C-2")
    with pytest.raises(Refused, match="There is no such account"):
        keep_from(sqlite_hall, OPERATOR, uuid4(), "C-1")
    assert cases(sqlite_hall, officer) == ["C-1"]
