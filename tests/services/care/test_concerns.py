"""Concerns are listed without words, opened with a trace, and acknowledged once."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from services.care.concerns import acknowledge, listed, open_concern
from services.hall import OPERATOR, Hall
from services.refusal import Refused
from storage.actors import WHOLE_AUTHORITY, Actor, Scope, ScopeLevel
from storage.kinds import StaffRole
from storage.models import AuditEvent, Conflict
from surveys.inputs import Answer, ChooseIdentity, Confirm
from surveys.kinds import Level, Mode
from tests.builders.clock import Clock
from tests.builders.colleagues import colleague
from tests.builders.invited import Invited, invited
from tests.builders.talk import sit_down
from tests.builders.worries import worry

WORDS = "He hit me last night and I am scared to go home."


def disclose(hall: Hall, team: str = "North", mode: Mode | None = None) -> Invited:
    person = invited(hall, team=team)
    talk = sit_down(hall, person)
    talk.say(Answer("felt_safe_more", WORDS))
    if mode is not None:
        talk.skip_to_review()
        talk.say(ChooseIdentity(mode))
        talk.say(Confirm())
    return person


def lead(*scope: Scope, role: StaffRole = StaffRole.SAFEGUARDING) -> Actor:
    return Actor(id=None, role=role, scope=scope)


def traces(hall: Hall) -> list[str]:
    with hall.sessions.reading() as session:
        query = select(AuditEvent.what).where(AuditEvent.what.like("concern%"))
        return list(session.scalars(query.order_by(AuditEvent.number)))


def test_a_list_holds_no_words(hall: Hall) -> None:
    disclose(hall)
    (one,) = listed(hall, OPERATOR)
    assert WORDS not in repr(one)
    assert (one.team, one.state.value) == ("North", "raised")


def test_the_most_urgent_comes_first(hall: Hall) -> None:
    later, first = worry(hall, Level.TODAY), worry(hall, Level.NOW)
    assert [one.id for one in listed(hall, OPERATOR)] == [first, later]


def test_a_case_is_named_only_where_the_respondent_chose_to_be_linked(hall: Hall) -> None:
    linked = disclose(hall, mode=Mode.LINKED)
    disclose(hall, mode=Mode.CONFIDENTIAL)
    disclose(hall)
    cases = sorted(one.case or "" for one in listed(hall, OPERATOR))
    assert cases == ["", "", linked.case_reference]


def test_opening_one_shows_the_words_and_leaves_a_trace(hall: Hall) -> None:
    disclose(hall)
    (one,) = listed(hall, OPERATOR)
    opened = open_concern(hall, OPERATOR, str(one.id)[:6])
    assert opened.words == WORDS
    assert WORDS not in repr(opened)
    assert [event for _, event in opened.history] == ["raised"]
    assert traces(hall) == ["concern_opened"]


def test_acknowledging_stops_the_clock_and_is_recorded(hall: Hall, clock: Clock) -> None:
    concern = worry(hall, Level.NOW)
    clock.advance(hours=2)
    assert listed(hall, OPERATOR)[0].overdue
    done = acknowledge(hall, OPERATOR, str(concern))
    assert (done.state.value, done.overdue) == ("acknowledged", False)
    opened = open_concern(hall, OPERATOR, str(concern))
    assert [event for _, event in opened.history] == ["raised", "acknowledge"]
    assert traces(hall) == ["concern_acknowledged", "concern_opened"]


def test_acknowledging_twice_is_refused_and_changes_nothing(hall: Hall) -> None:
    concern = worry(hall)
    acknowledge(hall, OPERATOR, str(concern))
    with pytest.raises(Refused, match="is acknowledged already; nothing was changed"):
        acknowledge(hall, OPERATOR, str(concern))
    assert traces(hall) == ["concern_acknowledged"]


@pytest.mark.parametrize("reference", ["", "abc", "ffffffff", "no id at all"])
def test_an_unknown_or_too_short_id_is_refused(hall: Hall, reference: str) -> None:
    worry(hall)
    with pytest.raises(Refused, match="There is no concern of that id"):
        open_concern(hall, OPERATOR, reference)
    assert traces(hall) == []


def test_a_safeguarding_lead_sees_the_concerns_of_their_own_teams(hall: Hall) -> None:
    disclose(hall, team="North")
    disclose(hall, team="South")
    south = lead(Scope(ScopeLevel.TEAM, "South"))
    assert [one.team for one in listed(hall, south)] == ["South"]
    assert len(listed(hall, lead(WHOLE_AUTHORITY))) == 2


def test_other_roles_see_none(hall: Hall) -> None:
    disclose(hall)
    for role in set(StaffRole) - {StaffRole.SAFEGUARDING}:
        assert listed(hall, lead(WHOLE_AUTHORITY, role=role)) == ()


def test_a_conflict_hides_a_concern_and_it_cannot_be_opened(hall: Hall) -> None:
    person = disclose(hall, mode=Mode.LINKED)
    account = colleague(hall, StaffRole.SAFEGUARDING).account
    actor = Actor(id=account.id, role=StaffRole.SAFEGUARDING, scope=(WHOLE_AUTHORITY,))
    (one,) = listed(hall, actor)
    with hall.sessions.writing() as session:
        session.add(Conflict(staff_id=account.id, case_id=person.case_id))
    assert listed(hall, actor) == ()
    with pytest.raises(Refused):
        open_concern(hall, actor, str(one.id))
