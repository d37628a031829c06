"""Whatever scopes, assignments and conflicts somebody has, they see no case beyond them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from itertools import product
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from services.hall import Hall
from storage.actors import WHOLE_AUTHORITY, Actor, Scope, ScopeLevel
from storage.kinds import StaffRole
from storage.models import Case, CaseAssignment, Conflict, Meeting, MeetingCase, Staff, Team
from storage.visible import visible, visible_meetings
from surveys.kinds import MeetingKind

AREAS = {"North": "East side", "South": "East side", "West": "West side"}
CASES = {f"{team}-{number}": team for team, number in product(AREAS, (1, 2))}
READERS = {StaffRole.OFFICER, StaffRole.SAFEGUARDING, StaffRole.MANAGER}
SCOPES = (
    WHOLE_AUTHORITY,
    *(Scope(ScopeLevel.TEAM, team) for team in (*AREAS, "north", "")),
    *(Scope(ScopeLevel.AREA, area) for area in (*sorted(set(AREAS.values())), "North")),
)
OF_CASES = st.frozensets(st.sampled_from(sorted(CASES)))
ROLES = st.sampled_from(StaffRole)
SOME_SCOPES = st.lists(st.sampled_from(SCOPES), max_size=3).map(tuple)
QUICK = settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def council(hall: Hall) -> Hall:
    """Three teams with two cases each, and a meeting about each case."""
    with hall.sessions.writing() as session:
        session.add_all(Team(name=name, area=area) for name, area in AREAS.items())
        session.flush()
        for reference, team in CASES.items():
            case = Case(reference=reference, team=team)
            kind, held = MeetingKind.CLA_REVIEW, date(2026, 10, 1)
            meeting = Meeting(reference=reference, team=team, kind=kind, held_on=held)
            session.add_all((case, meeting))
            session.flush()
            session.add(MeetingCase(meeting_id=meeting.id, case_id=case.id))
    return hall


@contextmanager
def engaged(
    hall: Hall, actor: Actor, assigned: frozenset[str], conflicts: frozenset[str]
) -> Iterator[Session]:
    """Give a session in which somebody has assignments and conflicts that are thrown away."""
    with hall.sessions.reading() as session:
        staff = Staff(
            id=actor.id,
            email_hmac=uuid4().bytes,
            email="somebody@example.org",
            name=actor.name,
            role=actor.role,
            password="-",
            created_at=hall.clock(),
        )
        session.add(staff)
        session.flush()
        ids = {case.reference: case.id for case in session.query(Case)}
        for kind, references in ((CaseAssignment, assigned), (Conflict, conflicts)):
            session.add_all(kind(staff_id=staff.id, case_id=ids[name]) for name in references)
        session.flush()
        yield session


def covers(scope: Scope, team: str) -> bool:
    """Say anew, as plainly as can be, what a scope is."""
    if scope.level is ScopeLevel.AUTHORITY:
        return True
    return scope.name == (team if scope.level is ScopeLevel.TEAM else AREAS[team])


def in_scope(scopes: tuple[Scope, ...]) -> set[str]:
    return {name for name, team in CASES.items() if any(covers(each, team) for each in scopes)}


@QUICK
@given(ROLES, SOME_SCOPES, OF_CASES, OF_CASES)
@example(StaffRole.OFFICER, (WHOLE_AUTHORITY,), frozenset(CASES), frozenset(CASES))
@example(StaffRole.MANAGER, (), frozenset(CASES), frozenset())
@example(StaffRole.ADMIN, (WHOLE_AUTHORITY,), frozenset(CASES), frozenset())
def test_somebody_sees_their_scope_and_assignments_but_no_conflict(
    council: Hall,
    role: StaffRole,
    scopes: tuple[Scope, ...],
    assigned: frozenset[str],
    conflicts: frozenset[str],
) -> None:
    actor = Actor(uuid4(), role, scopes, "Somebody")
    expected = (in_scope(scopes) | assigned) - conflicts if role in READERS else set()
    with engaged(council, actor, assigned, conflicts) as session:
        assert {case.reference for case in session.scalars(visible(actor))} == expected


@QUICK
@given(ROLES, SOME_SCOPES, OF_CASES, OF_CASES)
def test_a_meeting_about_a_case_in_conflict_is_seen_by_no_role(
    council: Hall,
    role: StaffRole,
    scopes: tuple[Scope, ...],
    assigned: frozenset[str],
    conflicts: frozenset[str],
) -> None:
    actor = Actor(uuid4(), role, scopes, "Somebody")
    with engaged(council, actor, assigned, conflicts) as session:
        seen = {meeting.reference for meeting in session.scalars(visible_meetings(actor))}
    assert seen == in_scope(scopes) - conflicts


@QUICK
@given(OF_CASES, OF_CASES)
def test_anothers_assignments_and_conflicts_change_nothing(
    council: Hall, assigned: frozenset[str], conflicts: frozenset[str]
) -> None:
    other = Actor(uuid4(), StaffRole.OFFICER, (), "Other")
    me = Actor(uuid4(), StaffRole.OFFICER, (Scope(ScopeLevel.TEAM, "North"),), "Me")
    with engaged(council, other, assigned, conflicts) as session:
        found = {case.reference for case in session.scalars(visible(me))}
    assert found == {"North-1", "North-2"}


@pytest.mark.parametrize("name", ["", " ", "%", "Somebody"])
def test_a_chair_without_meetings_of_their_own_sees_none(council: Hall, name: str) -> None:
    chair = Actor(uuid4(), StaffRole.CHAIR, (), name)
    with engaged(council, chair, frozenset(CASES), frozenset()) as session:
        assert session.scalars(visible_meetings(chair)).all() == []
