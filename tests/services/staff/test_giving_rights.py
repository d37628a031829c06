"""Giving and taking rights: whose account, from which state, for which part of the authority."""

from __future__ import annotations

from datetime import timedelta

import pytest

from services.hall import OPERATOR, Hall
from services.refusal import Refused
from services.staff import accounts, scopes, signing_in, traces
from services.staff.traces import Wanted
from storage.actors import WHOLE_AUTHORITY, Actor, Scope, ScopeLevel
from storage.kinds import StaffRole
from storage.models import Action, AuditEvent, Team
from storage.visible import visible_actions
from tests.builders.clock import Clock
from tests.builders.colleagues import HERE, colleague
from tests.builders.feedback import put_team

NORTH, SOUTH = Scope(ScopeLevel.TEAM, "North"), Scope(ScopeLevel.TEAM, "South")
AREA = Scope(ScopeLevel.AREA, "Children in need")


@pytest.mark.parametrize("scope", [WHOLE_AUTHORITY, NORTH, AREA])
def test_a_part_of_the_authority_reads_as_it_is_written(scope: Scope) -> None:
    assert scopes.parse([scopes.written(scope)]) == (scope,)


@pytest.mark.parametrize("text", ["", "team", "team:", "team: ", "county:Kent", "North"])
def test_what_names_no_part_is_refused_with_the_remedy(text: str) -> None:
    with pytest.raises(Refused, match="write authority, area:NAME or team:NAME"):
        scopes.parse([text])


def test_a_part_named_twice_counts_once() -> None:
    assert scopes.parse(["team:North", " team: North "]) == (NORTH,)


def test_the_parts_offered_are_the_whole_then_areas_then_teams(hall: Hall) -> None:
    with hall.sessions.writing() as session:
        put_team(session, "South")
        put_team(session, "North")
    assert scopes.offered(hall, OPERATOR) == (WHOLE_AUTHORITY, AREA, NORTH, SOUTH)


def test_a_change_made_from_an_older_state_is_refused(hall: Hall) -> None:
    account = colleague(hall).account
    changed = accounts.change(hall, OPERATOR, account.id, StaffRole.QA, (), account.revision)
    assert changed.revision > account.revision
    with pytest.raises(Refused, match="changed this account meanwhile"):
        accounts.change(hall, OPERATOR, account.id, StaffRole.ADMIN, (), account.revision)
    found = accounts.one(hall, OPERATOR, account.id)
    assert found is not None
    assert found.role is StaffRole.QA


def test_an_unknown_part_leaves_role_and_scope_as_they_were(hall: Hall) -> None:
    account = colleague(hall).account
    with pytest.raises(Refused, match="There is no team called 'North'"):
        accounts.change(hall, OPERATOR, account.id, StaffRole.QA, (NORTH,), account.revision)
    found = accounts.one(hall, OPERATOR, account.id)
    assert found == account


def test_nobody_changes_resets_or_closes_their_own_account(hall: Hall) -> None:
    admin = colleague(hall, StaffRole.ADMIN)
    own = admin.account.id
    for deed in (
        lambda: accounts.change(hall, admin.actor, own, StaffRole.QA, (), 1),
        lambda: accounts.reset(hall, admin.actor, own),
        lambda: accounts.disable(hall, admin.actor, own),
    ):
        with pytest.raises(Refused, match="your own account"):
            deed()


def test_a_code_given_once_more_is_a_deed_of_its_own(hall: Hall) -> None:
    officer = colleague(hall)
    signed = officer.signed(officer.first_time())
    token = signing_in.give_code(hall, signed, officer.code(), HERE, officer.wall)
    with hall.sessions.reading() as session:
        last = session.query(AuditEvent).order_by(AuditEvent.number.desc()).first()
    assert last is not None
    assert last.what == "proven_again"
    assert officer.signed(token).proven_at == hall.clock()


def test_traces_come_newest_first_a_page_at_a_time(hall: Hall, clock: Clock) -> None:
    for name in ("A", "B", "C"):
        clock.advance(minutes=1)
        colleague(hall, name=name)
    first = traces.look_through(hall, OPERATOR, Wanted(), 1, 2)
    second = traces.look_through(hall, OPERATOR, Wanted(), 2, 2)
    assert (len(first.traces), len(second.traces), first.total) == (2, 1, 3)
    assert first.traces[0].at - first.traces[1].at == timedelta(minutes=1)
    assert traces.look_through(hall, OPERATOR, Wanted(), 9, 2).traces == ()
    assert traces.deeds(hall, OPERATOR) == ("staff_added",)


def actions(hall: Hall, actor: Actor) -> set[str]:
    with hall.sessions.reading() as session:
        return {action.title for action in session.scalars(visible_actions(actor))}


def test_actions_are_seen_by_their_owner_and_by_those_who_work_for_the_team(hall: Hall) -> None:
    south = colleague(hall, StaffRole.MANAGER, (), name="Sue South").actor
    with hall.sessions.writing() as session:
        session.add_all(Team(name=name, area="Children in need") for name in ("North", "South"))
        session.flush()
        for title, team, owner in (
            ("north", "North", None),
            ("south", "South", None),
            ("owned", "North", south.id),
            ("all", None, None),
        ):
            made = hall.clock()
            action = Action(title=title, team=team, owner_id=owner, state="open", created_at=made)
            session.add(action)
    whole = colleague(hall, StaffRole.LEADER).actor
    assert actions(hall, whole) == {"north", "south", "owned", "all"}
    assert actions(hall, Actor(None, StaffRole.MANAGER, (NORTH,))) == {"north", "owned"}
    assert actions(hall, Actor(south.id, StaffRole.MANAGER, (SOUTH,))) == {"south", "owned"}
    assert actions(hall, Actor(None, StaffRole.REVIEWER, (WHOLE_AUTHORITY,))) == set()
