"""Actions: written by those of the team, once, and never over somebody else's words."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest
from sqlalchemy import select

from services.care import action_ends, actions
from services.care.action_words import Fault
from services.care.actions import Entry, Finished, NotYours, Planned, Stale, Wanted
from services.hall import Actor, Hall
from storage.actors import WHOLE_AUTHORITY, Scope, ScopeLevel
from storage.kinds import StaffRole
from storage.models import Action, AuditEvent
from surveys.kinds import Mode
from tests.builders.clock import Clock
from tests.builders.colleagues import colleague
from tests.builders.feedback import put_team
from tests.builders.read_by_staff import answered, deeds
from tests.builders.stored import count

ALL = Wanted()


def team(name: str) -> Scope:
    return Scope(ScopeLevel.TEAM, name)


@pytest.fixture
def hall(hall: Hall) -> Hall:
    """A hall with two teams."""
    with hall.sessions.writing() as session:
        put_team(session, "North")
        put_team(session, "South")
    return hall


def writer(hall: Hall, *scope: Scope, role: StaffRole = StaffRole.MANAGER) -> Actor:
    return colleague(hall, role, scope or (WHOLE_AUTHORITY,), name=f"Writer {uuid4()}").actor


def added(
    hall: Hall, actor: Actor, title: str = "Send reports a week before", **plan: object
) -> Entry:
    id_ = uuid4()
    actions.add(hall, actor, id_, Planned(title, **plan))
    return actions.one(hall, actor, id_)


def titles(hall: Hall, actor: Actor, wanted: Wanted = ALL) -> list[str]:
    return [each.plan.title for each in actions.listed(hall, actor, wanted, 0, 50).entries]


def test_an_action_is_kept_as_it_was_written_and_on_record(hall: Hall) -> None:
    actor = writer(hall)
    day = date(2026, 12, 1)
    entry = added(hall, actor, theme="timing", team="North", owner=actor.id, due_on=day)
    assert entry.plan == Planned("Send reports a week before", "timing", "North", actor.id, day)
    assert (entry.owner, entry.done, entry.untold, entry.revision) == (actor.name, False, False, 1)
    assert deeds(hall, actor) == ["action_saved"]
    with hall.sessions.reading() as session:
        trace = session.scalars(select(AuditEvent).where(AuditEvent.what == "action_saved")).one()
        assert (trace.subject_table, trace.subject_id) == ("action", entry.id)


def test_a_form_sent_twice_adds_one_action(hall: Hall) -> None:
    actor, id_ = writer(hall), uuid4()
    actions.add(hall, actor, id_, Planned("First"))
    actions.add(hall, actor, id_, Planned("Second"))
    assert titles(hall, actor) == ["First"]
    assert deeds(hall, actor) == ["action_saved"]


def test_each_sees_the_actions_of_their_teams_and_their_own(hall: Hall) -> None:
    whole, north = writer(hall), writer(hall, team("North"))
    for name, where in (("Everywhere", None), ("In the north", "North"), ("In the south", "South")):
        added(hall, whole, name, team=where)
    added(hall, whole, "Handed over", team="South", owner=north.id)
    assert sorted(titles(hall, whole)) == [
        "Everywhere", "Handed over", "In the north", "In the south",
    ]  # fmt: skip
    assert sorted(titles(hall, north)) == ["Handed over", "In the north"]


@pytest.mark.parametrize("role", [StaffRole.CHAIR, StaffRole.REVIEWER, StaffRole.ADMIN])
def test_roles_without_actions_see_none(hall: Hall, role: StaffRole) -> None:
    entry = added(hall, writer(hall), team="North")
    actor = writer(hall, role=role)
    assert titles(hall, actor) == []
    with pytest.raises(NotYours):
        actions.one(hall, actor, entry.id)


def test_the_list_narrows_to_open_overdue_and_done_ones_and_to_a_team(
    hall: Hall, clock: Clock
) -> None:
    actor, today = writer(hall), hall.clock().date()
    added(hall, actor, "Today", due_on=today, team="South")
    added(hall, actor, "Long ago", due_on=date(2026, 1, 1), team="North")
    ended = added(hall, actor, "Ended", due_on=date(2026, 1, 1))
    action_ends.finish(hall, actor, ended.id, Finished("Sent."), ended.revision)
    found = {name: titles(hall, actor, Wanted(name)) for name in ("open", "overdue", "done")}
    assert found == {
        "open": ["Long ago", "Today"],
        "overdue": ["Long ago"],
        "done": ["Ended"],
    }
    assert titles(hall, actor, Wanted(team="South")) == ["Today"]
    assert titles(hall, actor) == ["Long ago", "Today", "Ended"]


def test_what_was_done_is_kept_with_its_moment(hall: Hall) -> None:
    actor = writer(hall)
    entry = added(hall, actor)
    words = Finished("New template.", "Reports come late.", "They come a week before.", "Sooner.")
    action_ends.finish(hall, actor, entry.id, words, entry.revision)
    now = actions.one(hall, actor, entry.id)
    assert (now.finish, now.done, now.ended_at) == (words, True, hall.clock())


def test_words_about_what_was_done_can_be_put_right_and_the_moment_stays(
    hall: Hall, clock: Clock
) -> None:
    actor = writer(hall)
    entry = added(hall, actor)
    action_ends.finish(hall, actor, entry.id, Finished("Sent."), 1)
    first = actions.one(hall, actor, entry.id).ended_at
    clock.advance(hours=5)
    action_ends.finish(hall, actor, entry.id, Finished("Sent to all."), 2)
    now = actions.one(hall, actor, entry.id)
    assert (now.finish.done, now.ended_at) == ("Sent to all.", first)


def test_who_looked_at_an_older_one_is_told_and_changes_nothing(hall: Hall) -> None:
    first, second = writer(hall), writer(hall)
    entry = added(hall, first)
    actions.change(hall, first, entry.id, Planned("First wrote"), entry.revision)
    with pytest.raises(Stale, match="Somebody saved this action meanwhile"):
        actions.change(hall, second, entry.id, Planned("Second wrote"), entry.revision)
    with pytest.raises(Stale):
        action_ends.finish(hall, second, entry.id, Finished("Done"), entry.revision)
    now = actions.one(hall, second, entry.id)
    assert (now.plan.title, now.done, now.revision) == ("First wrote", False, 2)
    assert deeds(hall, second) == []


@pytest.mark.parametrize(
    ("plan", "field"),
    [
        (Planned("  "), "title"),
        (Planned("x" * 201), "title"),
        (Planned("Do it", theme="unheard_of"), "theme"),
        (Planned("Do it", owner=uuid4()), "owner"),
        (Planned("Do it", team="South"), "team"),
        (Planned("Do it"), "team"),
    ],
)
def test_what_does_not_fit_is_refused_by_field_and_nothing_is_kept(
    hall: Hall, plan: Planned, field: str
) -> None:
    with pytest.raises(Fault) as refused:
        actions.add(hall, writer(hall, team("North")), uuid4(), plan)
    assert refused.value.field == field
    assert count(hall, Action) == 0


@pytest.mark.parametrize(
    ("words", "field"),
    [
        (Finished(""), "done"),
        (Finished("x" * 2001), "done"),
        (Finished("Sent.", you_said="Late"), "we_did"),
        (Finished("Sent.", we_did="Sooner"), "you_said"),
        (Finished("Sent.", "Late", "Sooner"), "we_did_plain"),
        (Finished("Sent.", "x" * 501, "Sooner", "Soon"), "you_said"),
        (Finished("", possible=False), "done"),
    ],
)
def test_what_was_done_needs_its_words_and_all_sentences_or_none(
    hall: Hall, words: Finished, field: str
) -> None:
    actor = writer(hall)
    entry = added(hall, actor)
    with pytest.raises(Fault) as refused:
        action_ends.finish(hall, actor, entry.id, words, entry.revision)
    assert refused.value.field == field
    assert not actions.one(hall, actor, entry.id).done


def test_the_owner_of_an_action_elsewhere_may_change_it_and_leave_its_team(hall: Hall) -> None:
    north = writer(hall, team("North"))
    entry = added(hall, writer(hall), team="South", owner=north.id)
    actions.change(hall, north, entry.id, Planned("Clearer", None, "South", north.id), 1)
    assert actions.one(hall, north, entry.id).plan.team == "South"


def test_an_action_of_another_team_cannot_be_changed_or_finished(hall: Hall) -> None:
    entry = added(hall, writer(hall), team="South")
    north = writer(hall, team("North"))
    with pytest.raises(NotYours):
        actions.change(hall, north, entry.id, Planned("Mine", team="North"), 1)
    with pytest.raises(NotYours):
        action_ends.finish(hall, north, entry.id, Finished("Done"), 1)


def test_an_action_shows_the_response_it_came_from_to_those_who_may_read_it(hall: Hall) -> None:
    response = answered(hall, mode=Mode.CONFIDENTIAL, team="North")
    officer = writer(hall, team("North"), role=StaffRole.OFFICER)
    id_ = uuid4()
    actions.add(hall, officer, id_, Planned("Look at timing", team="North"), response)
    assert actions.one(hall, officer, id_).responses == (response,)
    manager = writer(hall, team("North"))
    assert actions.one(hall, manager, id_).responses == ()


def test_nobody_starts_an_action_from_a_response_that_is_not_theirs(hall: Hall) -> None:
    response = answered(hall, mode=Mode.CONFIDENTIAL, team="North")
    with pytest.raises(NotYours):
        actions.add(hall, writer(hall), uuid4(), Planned("Look"), response)
    assert count(hall, Action) == 0
