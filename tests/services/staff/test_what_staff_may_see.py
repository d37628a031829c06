"""The one query that every staff page starts from."""

from __future__ import annotations

import pytest

from services.hall import OPERATOR, Hall
from storage.actors import WHOLE_AUTHORITY, Actor, Scope, ScopeLevel
from storage.kinds import StaffRole
from storage.models import CaseAssignment, Conflict, Meeting, Team
from storage.visible import visible, visible_meetings, visible_responses
from surveys.kinds import Mode
from tests.builders.colleagues import colleague
from tests.builders.invited import Invited, invited
from tests.builders.talk import sit_down

NORTH, SOUTH = Scope(ScopeLevel.TEAM, "North"), Scope(ScopeLevel.TEAM, "South")
AREA = Scope(ScopeLevel.AREA, "Children in need")


def cases(hall: Hall, actor: Actor) -> set[str]:
    with hall.sessions.reading() as session:
        return {case.reference for case in session.scalars(visible(actor))}


def readable(hall: Hall, actor: Actor) -> int:
    with hall.sessions.reading() as session:
        return len(session.scalars(visible_responses(actor)).all())


@pytest.fixture
def north(hall: Hall) -> Invited:
    return invited(hall, team="North")


@pytest.fixture
def south(hall: Hall) -> Invited:
    return invited(hall, team="South")


@pytest.mark.parametrize(
    ("scope", "sees_north", "sees_south"),
    [
        ((WHOLE_AUTHORITY,), True, True),
        ((AREA,), True, True),
        ((NORTH,), True, False),
        ((NORTH, SOUTH), True, True),
        ((Scope(ScopeLevel.AREA, "Elsewhere"),), False, False),
        ((), False, False),
    ],
)
def test_an_officer_sees_the_cases_of_their_scope(
    hall: Hall,
    north: Invited,
    south: Invited,
    scope: tuple[Scope, ...],
    sees_north: bool,
    sees_south: bool,
) -> None:
    expected = {north.case_reference} if sees_north else set()
    expected |= {south.case_reference} if sees_south else set()
    with hall.sessions.writing() as session:
        session.add(Team(name="Far", area="Elsewhere"))
    assert cases(hall, colleague(hall, scope=scope).actor) == expected


@pytest.mark.parametrize(
    "role", [StaffRole.CHAIR, StaffRole.QA, StaffRole.LEADER, StaffRole.REVIEWER, StaffRole.ADMIN]
)
def test_roles_that_work_with_figures_see_no_case_and_no_response(
    hall: Hall, north: Invited, role: StaffRole
) -> None:
    sit_down(hall, north).send()
    actor = colleague(hall, role).actor
    assert (cases(hall, actor), readable(hall, actor)) == (set(), 0)


def test_an_assignment_opens_a_case_beyond_the_scope(hall: Hall, south: Invited) -> None:
    with hall.sessions.writing() as session:
        session.add(Team(name="North", area="Children in need"))
    officer = colleague(hall, scope=(NORTH,)).actor
    with hall.sessions.writing() as session:
        session.add(CaseAssignment(staff_id=officer.id, case_id=south.case_id))
    assert cases(hall, officer) == {south.case_reference}


@pytest.mark.parametrize("role", [StaffRole.OFFICER, StaffRole.SAFEGUARDING, StaffRole.MANAGER])
def test_a_conflict_hides_a_case_from_whoever_it_names(
    hall: Hall, north: Invited, role: StaffRole
) -> None:
    sit_down(hall, north).send()
    actor = colleague(hall, role).actor
    assert cases(hall, actor) == {north.case_reference}
    with hall.sessions.writing() as session:
        session.add(Conflict(staff_id=actor.id, case_id=north.case_id))
        session.add(CaseAssignment(staff_id=actor.id, case_id=north.case_id))
    assert (cases(hall, actor), readable(hall, actor)) == (set(), 0)


def test_officers_read_confidential_words_of_their_teams_and_managers_do_not(
    hall: Hall, north: Invited, south: Invited
) -> None:
    for person in (north, south):
        sit_down(hall, person).send(Mode.CONFIDENTIAL)
    assert readable(hall, colleague(hall, StaffRole.OFFICER, (NORTH,)).actor) == 1
    assert readable(hall, colleague(hall, StaffRole.MANAGER, (NORTH,)).actor) == 0
    assert readable(hall, OPERATOR) == 2


def test_a_chair_sees_their_own_meetings_only(hall: Hall, north: Invited, south: Invited) -> None:
    chair = colleague(hall, StaffRole.CHAIR, (), name="Ade Okoro").actor
    with hall.sessions.writing() as session:
        session.get_one(Meeting, north.meeting_id).chair = "Ade Okoro"
        session.get_one(Meeting, south.meeting_id).chair = "Someone Else"
    with hall.sessions.reading() as session:
        assert [found.id for found in session.scalars(visible_meetings(chair))] == [
            north.meeting_id
        ]
