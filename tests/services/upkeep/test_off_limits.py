"""What forbids to write about one child says nothing about another child of the same parent."""

from __future__ import annotations

import pytest
from sqlalchemy import select, update

from services.hall import Hall
from services.upkeep.letters.allowed import off_limits
from storage.kinds import StopReason
from storage.models import Case, Invitation, RecipientCase
from tests.builders.invited import Invited, invited

FORBID = {
    "on the stop list": lambda case: (
        update(Case).where(Case.id == case).values(stop_reason=StopReason.DEATH)
    ),
    "no contact": lambda case: (
        update(RecipientCase).where(RecipientCase.case_id == case).values(may_contact=False)
    ),
}


def parent_of_two(hall: Hall) -> tuple[Invited, Invited]:
    """Ask one parent about two children, each of whom had a meeting of their own."""
    one, other = invited(hall), invited(hall)
    with hall.sessions.writing() as session:
        session.add(RecipientCase(recipient_id=one.recipient_id, case_id=other.case_id))
        session.get_one(Invitation, other.invitation_id).recipient_id = one.recipient_id
    return one, other


@pytest.mark.parametrize("how", FORBID)
def test_a_letter_goes_about_one_child_though_another_childs_case_forbids_it(
    hall: Hall, how: str
) -> None:
    _, other = parent_of_two(hall)
    with hall.sessions.writing() as session:
        session.execute(FORBID[how](other.case_id))
    with hall.sessions.reading() as session:
        assert session.scalars(select(Invitation.id).where(off_limits())).all() == [
            other.invitation_id
        ]


@pytest.mark.parametrize("how", FORBID)
def test_about_no_meeting_any_case_forbids_it(hall: Hall, how: str) -> None:
    one, other = parent_of_two(hall)
    with hall.sessions.writing() as session:
        session.get_one(Invitation, one.invitation_id).meeting_id = None
        session.execute(FORBID[how](other.case_id))
    with hall.sessions.reading() as session:
        found = session.scalars(select(Invitation.id).where(off_limits())).all()
    assert set(found) == {one.invitation_id, other.invitation_id}
