"""The safeguarding desk: the most urgent first, words only with a trace, moves by the rules."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from safeguarding.states import ConcernState
from services.care.desk import tray
from services.care.moving import LONGEST, Move, move
from services.care.opening import Known, Opened, open_concern
from services.hall import Hall
from services.insight.reading_room import NotYours
from services.refusal import Refused
from storage.actors import Actor, Scope, ScopeLevel
from storage.kinds import StaffRole
from storage.models import Concern, ConcernEvent
from surveys.kinds import Level, Mode, RespondentRole
from tests.builders.clock import Clock
from tests.builders.colleagues import colleague
from tests.builders.invited import crowd, invited
from tests.builders.read_by_staff import DISCLOSED, deeds, disclosed, keep_from
from tests.builders.stored import count
from tests.builders.worries import worry

PAGE = 50


@pytest.fixture
def lead(hall: Hall) -> Actor:
    return colleague(hall, StaffRole.SAFEGUARDING).actor


def act(hall: Hall, lead: Actor, concern: UUID, wanted: Move, note: str = "Rang the team.") -> None:
    move(hall, lead, concern, wanted, note, look(hall, lead, concern).revision)


def look(hall: Hall, lead: Actor, concern: UUID) -> Opened:
    return open_concern(hall, lead, concern)


def listed(hall: Hall, lead: Actor, *, closed: bool = False) -> list[UUID]:
    return [one.id for one in tray(hall, lead, 0, PAGE, closed=closed).concerns]


def test_concerns_stand_by_when_they_are_due_then_those_without_a_clock_and_the_newest_closed(
    hall: Hall, lead: Actor, clock: Clock
) -> None:
    soon = worry(hall, Level.TODAY)
    now = worry(hall, Level.NOW)
    seen = worry(hall, Level.NOW)
    done = worry(hall, Level.NOW)
    clock.advance(minutes=1)
    later = worry(hall, Level.TODAY)
    act(hall, lead, seen, Move.ACKNOWLEDGE)
    for closing in (done, later):
        for wanted in (Move.ACKNOWLEDGE, Move.CLOSE):
            act(hall, lead, closing, wanted)
    clock.advance(minutes=60)

    assert listed(hall, lead) == [now, soon, seen]
    assert listed(hall, lead, closed=True) == [now, soon, seen, later, done]
    page = tray(hall, lead, 0, PAGE)
    assert (page.open, page.unseen, page.late, page.total) == (3, 2, 1, 3)
    assert [one.overdue for one in page.concerns] == [True, False, False]
    assert [one.due_at is None for one in page.concerns] == [False, False, True]


def test_pages_hold_each_concern_once(hall: Hall, lead: Actor) -> None:
    everyone = {worry(hall) for _ in range(3)}
    pages = [tray(hall, lead, first, 2).concerns for first in (0, 2)]
    assert {one.id for page in pages for one in page} == everyone
    assert tray(hall, lead, 90, 2).concerns == pages[1]


@pytest.mark.parametrize(
    ("mode", "known"),
    [
        (None, Known.SEALED),
        (Mode.LINKED, Known.LINKED),
        (Mode.CONFIDENTIAL, Known.SEALED),
    ],
)
def test_who_it_is_shows_only_as_far_as_the_person_chose(
    hall: Hall, lead: Actor, mode: Mode | None, known: Known
) -> None:
    person = invited(hall)
    opened = look(hall, lead, disclosed(hall, mode, person))
    assert (opened.known, opened.mode, opened.words) == (known, mode, DISCLOSED)
    assert opened.waiting.case == (person.case_reference if mode is Mode.LINKED else None)
    assert (opened.response is None) is (mode is None)
    assert opened.asked == "What needs to happen?"
    assert deeds(hall, lead) == ["concern_read"]


def test_nobody_is_behind_a_concern_of_somebody_who_chose_to_be_anonymous(
    hall: Hall, lead: Actor
) -> None:
    person = crowd(hall, "parent_after_conference", RespondentRole.PARENT)[0]
    opened = look(hall, lead, disclosed(hall, Mode.ANONYMOUS, person))
    assert (opened.known, opened.mode) == (Known.NOBODY, Mode.ANONYMOUS)
    assert opened.waiting.case is None


def test_a_concern_goes_its_whole_way_with_notes_and_a_clock_for_each_wait(
    hall: Hall, lead: Actor, clock: Clock
) -> None:
    concern = worry(hall, Level.NOW)
    way = (
        (Move.ACKNOWLEDGE, ConcernState.ACKNOWLEDGED, None),
        (Move.REQUEST_RESPONSE, ConcernState.RESPONSE_REQUESTED, timedelta(hours=4)),
        (Move.RECEIVE_RESPONSE, ConcernState.RESPONSE_RECEIVED, None),
        (Move.CLOSE, ConcernState.CLOSED, None),
        (Move.REOPEN, ConcernState.ACKNOWLEDGED, None),
    )
    for wanted, state, wait in way:
        clock.advance(minutes=10)
        act(hall, lead, concern, wanted, f"Note of {wanted}.")
        stands = look(hall, lead, concern).waiting
        assert stands.state is state
        assert stands.due_at == (None if wait is None else clock.now + wait)
    history = look(hall, lead, concern).history
    assert [event.event for event in history] == ["raised", *(wanted for wanted, _, _ in way)]
    assert [event.note for event in history[1:]] == [f"Note of {wanted}." for wanted, _, _ in way]
    assert {event.who for event in history[1:]} == {lead.name}
    assert deeds(hall, lead).count("concern_moved") == len(way)


def test_notes_are_kept_sealed(hall: Hall, lead: Actor) -> None:
    concern = worry(hall)
    act(hall, lead, concern, Move.ACKNOWLEDGE, "The grandmother will come.")
    with hall.sessions.reading() as session:
        boxes = [event.note_s for event in session.query(ConcernEvent) if event.note_s]
    assert len(boxes) == 1
    assert b"grandmother" not in boxes[0]


def test_whoever_is_slower_is_told_and_nothing_changes(hall: Hall, lead: Actor) -> None:
    concern = worry(hall)
    old = look(hall, lead, concern).revision
    act(
        hall,
        colleague(hall, StaffRole.SAFEGUARDING, name="Quicker").actor,
        concern,
        Move.ACKNOWLEDGE,
    )
    events = count(hall, ConcernEvent)
    with pytest.raises(Refused, match="Nothing was changed"):
        move(hall, lead, concern, Move.ACKNOWLEDGE, "", old)
    assert count(hall, ConcernEvent) == events


@pytest.mark.parametrize(
    ("wanted", "note", "said"),
    [
        (Move.CLOSE, "Done.", "Nothing was changed"),
        (Move.REOPEN, "  ", "Write a note"),
        (Move.ACKNOWLEDGE, "x" * (LONGEST + 1), "keep to 2,000"),
    ],
)
def test_a_move_that_cannot_be_made_changes_nothing(
    hall: Hall, lead: Actor, wanted: Move, note: str, said: str
) -> None:
    concern = worry(hall)
    with pytest.raises(Refused, match=said):
        act(hall, lead, concern, wanted, note)
    assert look(hall, lead, concern).waiting.state is ConcernState.RAISED


@pytest.mark.parametrize("mode", [None, Mode.LINKED, Mode.CONFIDENTIAL])
def test_a_concern_about_a_case_that_names_the_lead_is_not_there_for_them(
    hall: Hall, lead: Actor, mode: Mode | None
) -> None:
    person = invited(hall)
    hidden, other = disclosed(hall, mode, person), disclosed(hall, mode)
    keep_from(hall, lead, person.case_id)

    assert listed(hall, lead) == [other]
    page = tray(hall, lead, 0, PAGE)
    assert (page.open, page.unseen, page.total) == (1, 1, 1)
    with pytest.raises(NotYours):
        look(hall, lead, hidden)
    with pytest.raises(NotYours):
        move(hall, lead, hidden, Move.ACKNOWLEDGE, "", 1)
    assert deeds(hall, lead) == ["case_refused", "case_refused"]
    assert hidden in listed(hall, colleague(hall, StaffRole.SAFEGUARDING, name="Other").actor)


@pytest.mark.parametrize("role", [role for role in StaffRole if role is not StaffRole.SAFEGUARDING])
def test_no_other_role_works_on_concerns(hall: Hall, role: StaffRole) -> None:
    concern = worry(hall)
    actor = colleague(hall, role).actor
    assert listed(hall, actor) == []
    with pytest.raises(NotYours):
        look(hall, actor, concern)


def test_a_lead_of_another_team_does_not_see_it(hall: Hall) -> None:
    concern = worry(hall)
    lead = colleague(hall, StaffRole.SAFEGUARDING, (Scope(ScopeLevel.TEAM, "North"),)).actor
    assert listed(hall, lead) == [concern]
    with hall.sessions.writing() as session:
        session.get_one(Concern, concern).team = None
    assert listed(hall, lead) == []


def test_a_concern_that_is_not_there_leaves_no_trace(hall: Hall, lead: Actor) -> None:
    with pytest.raises(NotYours):
        look(hall, lead, uuid4())
    assert deeds(hall, lead) == []
