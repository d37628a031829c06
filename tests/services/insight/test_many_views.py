"""One meeting from all sides: who may see it, whose words stand there, and what is only counted."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from services.hall import Hall
from services.insight.coding import code_comments
from services.insight.many_views import NotYours, Views, open_meeting
from storage.actors import Actor, Scope, ScopeLevel
from storage.kinds import InvitationState, StaffRole
from storage.models import Attendance, MeetingCase
from surveys.kinds import Kind, Mode, RespondentRole
from tests.builders.clock import Clock
from tests.builders.colleagues import colleague
from tests.builders.conference import Conference, conference
from tests.builders.feedback import chose, gave, respond, skipped, wrote
from tests.builders.read_by_staff import deeds, keep_from

CHILD, PARENT, CHAIR = RespondentRole.CHILD, RespondentRole.PARENT, RespondentRole.CHAIR
NORTH = (Scope(ScopeLevel.TEAM, "North"),)
SOUTH = (Scope(ScopeLevel.TEAM, "South"),)
READERS = {StaffRole.OFFICER, StaffRole.SAFEGUARDING, StaffRole.MANAGER}
WORDS = "Nobody listened to me and the report came late."


def spoken(hall: Hall, **where: str) -> Conference:
    """Return a conference on which the child, the mother and the chair said something."""
    held = conference(hall, **where)
    held.hears(CHILD, gave("scale_safety", 3), chose("listened", "no"), chose("felt_safe", "yes"))
    held.hears(
        PARENT,
        gave("scale_safety", 8),
        chose("listened", "yes"),
        wrote("needs_to_happen", WORDS),
        relation="mother",
    )
    held.hears(CHAIR, gave("scale_safety", 8), chose("rag", "green", Kind.SINGLE))
    return held


def opened(hall: Hall, role: StaffRole, held: Conference, **who: object) -> Views:
    return open_meeting(hall, colleague(hall, role, **who).actor, held.meeting_id)


def test_everybody_who_let_us_know_them_stands_side_by_side(hall: Hall) -> None:
    views = opened(hall, StaffRole.OFFICER, spoken(hall), scope=NORTH)
    assert [column.voice.heading for column in views.columns] == [
        "The child",
        "Mother",
        "The chair",
    ]
    (scale,) = views.scales
    assert scale.drawn.sentence == "The child says 3 of 10, mother and the chair 8 of 10."
    assert [(each.who, each.code) for each in views.ratings] == [("The chair", "green")]
    assert views.opposed[0][1] == "The child says no; mother says yes."


def test_each_wording_of_a_question_is_told_with_whom_it_was_put_to(sqlite_hall: Hall) -> None:
    views = opened(sqlite_hall, StaffRole.OFFICER, spoken(sqlite_hall))
    asked = {names: said for said, names in views.scales[0].asked}
    assert asked["Mother"].startswith("From 0 to 10, how safe and well is your child now?")
    assert len(asked) == 3
    (felt_safe,) = [row for row in views.alike if row.question == "felt_safe"]
    assert felt_safe.chosen == ("Yes, I feel safe", None, None)


def test_a_skipped_answer_is_told_from_one_not_asked_and_counts_for_nothing(
    sqlite_hall: Hall,
) -> None:
    held = conference(sqlite_hall)
    held.hears(CHILD, skipped("scale_safety", Kind.SCALE), chose("listened", "yes"))
    held.hears(PARENT, gave("scale_safety", 4), skipped("listened"))
    views = opened(sqlite_hall, StaffRole.OFFICER, held)
    assert views.scales[0].skipped == ("The child",)
    assert views.scales[0].drawn.sentence == "Only the parent answered this: 4 of 10."
    assert views.alike[0].chosen == ("Yes", "Skipped")
    assert views.opposed == ()


def test_whoever_stopped_early_is_read_but_stands_on_no_line(sqlite_hall: Hall) -> None:
    held = spoken(sqlite_hall)
    held.hears(
        PARENT, gave("scale_safety", 0), wrote("worried_about", WORDS), relation="father",
        partial=True,
    )  # fmt: skip
    views = opened(sqlite_hall, StaffRole.OFFICER, held)
    father = next(each for each in views.columns if each.voice.name == "father")
    assert father.partial
    assert [comment.text for comment in father.comments.values()] == [WORDS]
    assert "father" not in views.scales[0].drawn.sentence


def test_words_come_with_the_machines_suggestion_and_each_opening_is_recorded(
    sqlite_hall: Hall,
) -> None:
    held = spoken(sqlite_hall)
    code_comments(sqlite_hall)
    officer = colleague(sqlite_hall).actor
    views = open_meeting(sqlite_hall, officer, held.meeting_id)
    (comment,) = views.columns[1].comments.values()
    assert comment.passes.machine is not None
    assert comment.passes.person is None
    assert deeds(sqlite_hall, officer) == ["response_read"] * 3


def refused(hall: Hall, actor: Actor, held: Conference) -> bool:
    try:
        open_meeting(hall, actor, held.meeting_id)
    except NotYours:
        assert deeds(hall, actor)[-1] == "case_refused"
        return True
    return False


def test_role_by_role_only_those_who_may_read_the_words_open_it(hall: Hall) -> None:
    held = spoken(hall)
    conference(hall, team="South")
    opens = {}
    for role in StaffRole:
        mine = colleague(hall, role, NORTH, f"North {role}").actor
        elsewhere = colleague(hall, role, SOUTH, f"South {role}").actor
        opens[role] = (not refused(hall, mine, held), not refused(hall, elsewhere, held))
    assert {role for role, (own, _) in opens.items() if own} == READERS
    assert not any(other for _, other in opens.values())


def test_whoever_is_assigned_to_the_case_sees_it_from_another_team(hall: Hall) -> None:
    held = spoken(hall)
    conference(hall, team="South")
    assigned = colleague(hall, scope=SOUTH).actor
    held.assign(assigned.id)
    assert len(open_meeting(hall, assigned, held.meeting_id).columns) == 3
    keep_from(hall, assigned, held.case_id)
    assert refused(hall, assigned, held)


@pytest.mark.parametrize("role", sorted(READERS))
def test_nobody_opens_a_meeting_that_they_chaired_or_that_names_them(
    sqlite_hall: Hall, role: StaffRole
) -> None:
    hall = sqlite_hall
    chaired = spoken(hall, chair="Sam Field")
    assert refused(hall, colleague(hall, role, name="Sam Field").actor, chaired)
    assert not refused(hall, colleague(hall, role, name="Ann Other").actor, chaired)
    named = colleague(hall, role, name="Kim Named").actor
    keep_from(hall, named, chaired.case_id)
    assert refused(hall, named, chaired)


def test_a_conflict_over_a_siblings_case_closes_their_joint_meeting(sqlite_hall: Hall) -> None:
    held, sibling = spoken(sqlite_hall), conference(sqlite_hall)
    with sqlite_hall.sessions.writing() as session:
        session.add(MeetingCase(meeting_id=held.meeting_id, case_id=sibling.case_id))
    officer = colleague(sqlite_hall).actor
    keep_from(sqlite_hall, officer, sibling.case_id)
    assert refused(sqlite_hall, officer, held)


def test_a_meeting_that_is_not_there_is_refused_alike_and_leaves_no_trace(
    sqlite_hall: Hall,
) -> None:
    officer = colleague(sqlite_hall).actor
    with pytest.raises(NotYours):
        open_meeting(sqlite_hall, officer, uuid4())
    assert deeds(sqlite_hall, officer) == []


def test_officers_are_told_whose_words_are_missing_and_managers_are_not(
    sqlite_hall: Hall,
) -> None:
    held = spoken(sqlite_hall)
    held.asks(PARENT, "father")
    with sqlite_hall.sessions.writing() as session:
        for person in held.people.values():
            found = session.query(Attendance).filter_by(recipient_id=person).one()
            found.attended = True
    missing = opened(sqlite_hall, StaffRole.OFFICER, held, name="Jo Reader").unheard
    assert [(each.role, each.asking) for each in missing] == [(PARENT, "asked")]
    manager = opened(sqlite_hall, StaffRole.MANAGER, held, name="Di Lead")
    assert manager.unheard == ()
    assert {column.reference for column in manager.columns} == {""}


def test_words_given_in_confidence_never_stand_on_the_page(sqlite_hall: Hall) -> None:
    held = spoken(sqlite_hall)
    respond(
        sqlite_hall, wrote("worried_about", "Kept apart."), mode=Mode.CONFIDENTIAL, team="North"
    )
    views = opened(sqlite_hall, StaffRole.OFFICER, held)
    texts = [comment.text for column in views.columns for comment in column.comments.values()]
    assert texts == [WORDS]


@pytest.mark.parametrize(
    ("answered", "silent", "over", "told"),
    [(5, 5, True, 5), (4, 6, True, None), (6, 4, True, None), (6, 0, True, None),
     (5, 5, False, None)],
)  # fmt: skip
def test_unnamed_answers_are_counted_only_where_the_number_tells_of_nobody(
    sqlite_hall: Hall, clock: Clock, answered: int, silent: int, over: bool, told: int | None
) -> None:
    held = spoken(sqlite_hall)
    for at in range(answered):
        state = InvitationState.COUNTED if at else InvitationState.ANSWERED
        held.asks(PARENT, state=state, days=7)
    for _ in range(silent):
        held.asks(PARENT, days=7)
    officer = colleague(sqlite_hall).actor
    if over:
        clock.now += timedelta(days=8)
    assert open_meeting(sqlite_hall, officer, held.meeting_id).apart == told
