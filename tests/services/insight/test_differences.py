"""Where views differ most: which meetings are listed, in which order, and who is told what."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest

from services.hall import Hall
from services.insight.differences import about_case, furthest_apart
from services.refusal import Refused
from storage.actors import Scope, ScopeLevel
from storage.kinds import StaffRole
from surveys.kinds import RespondentRole
from tests.builders.colleagues import colleague
from tests.builders.conference import Conference, conference
from tests.builders.feedback import chose, gave
from tests.builders.read_by_staff import keep_from

CHILD, PARENT = RespondentRole.CHILD, RespondentRole.PARENT
QUARTER = "2026-Q2"
NORTH = (Scope(ScopeLevel.TEAM, "North"),)


def apart(hall: Hall, child: float, parent: float, **where: object) -> Conference:
    held = conference(hall, **where)
    held.hears(CHILD, gave("scale_safety", child))
    held.hears(PARENT, gave("scale_safety", parent), relation="mother")
    return held


def listed(hall: Hall, role: StaffRole = StaffRole.OFFICER, **who: object) -> list[str]:
    found = furthest_apart(hall, colleague(hall, role, **who).actor, QUARTER)
    return [each.meeting[1] if each.meeting else "" for each in found]


def test_the_widest_gap_comes_first_and_agreement_is_not_listed(hall: Hall) -> None:
    little, most = apart(hall, 5, 7), apart(hall, 3, 9)
    apart(hall, 6, 6)
    late, early = date(2026, 10, 1), date(2026, 6, 30)
    apart(hall, 0, 10, on=late)
    apart(hall, 0, 10, on=early)
    split = conference(hall)
    split.hears(CHILD, chose("listened", "no"))
    split.hears(PARENT, chose("listened", "yes"))
    found = furthest_apart(hall, colleague(hall).actor, QUARTER)
    assert [each.meeting[1] for each in found if each.meeting] == [
        most.reference,
        little.reference,
        split.reference,
    ]
    assert found[0].said[0][1] == "The child says 3 of 10, mother 9 of 10."
    assert (found[2].size, found[2].said[0][1]) == (0, "The child says no; the parent says yes.")


def test_a_meeting_needs_both_a_child_and_an_adult_who_finished(sqlite_hall: Hall) -> None:
    adults = conference(sqlite_hall)
    adults.hears(PARENT, gave("scale_safety", 1))
    adults.hears(PARENT, gave("scale_safety", 9))
    stopped = conference(sqlite_hall)
    stopped.hears(CHILD, gave("scale_safety", 1), partial=True)
    stopped.hears(PARENT, gave("scale_safety", 9))
    assert listed(sqlite_hall) == []


def test_officers_see_their_own_teams_and_nothing_they_chaired_or_that_names_them(
    hall: Hall,
) -> None:
    mine, named = apart(hall, 3, 9), apart(hall, 2, 9)
    apart(hall, 0, 9, team="South")
    apart(hall, 1, 9, chair="Sam Field")
    officer = colleague(hall, StaffRole.OFFICER, NORTH, "Sam Field").actor
    keep_from(hall, officer, named.case_id)
    found = furthest_apart(hall, officer, QUARTER)
    assert [each.meeting for each in found] == [(mine.meeting_id, mine.reference)]


def test_qa_reads_the_gap_without_the_meeting_and_only_in_scope(hall: Hall) -> None:
    apart(hall, 3, 9)
    apart(hall, 1, 9, team="South")
    found = furthest_apart(hall, colleague(hall, StaffRole.QA, NORTH).actor, QUARTER)
    assert [(each.meeting, each.team, each.size) for each in found] == [(None, "North", 6)]


@pytest.mark.parametrize("role", [StaffRole.CHAIR, StaffRole.LEADER, StaffRole.REVIEWER])
def test_other_roles_are_told_of_no_meeting(sqlite_hall: Hall, role: StaffRole) -> None:
    apart(sqlite_hall, 3, 9)
    assert listed(sqlite_hall, role) == []


def test_a_period_that_is_none_is_refused_in_words(sqlite_hall: Hall) -> None:
    with pytest.raises(Refused, match="is not a period"):
        furthest_apart(sqlite_hall, colleague(sqlite_hall).actor, "last summer")


def test_the_meetings_of_a_case_are_listed_for_those_who_may_see_it(sqlite_hall: Hall) -> None:
    held = apart(sqlite_hall, 3, 9)
    officer = colleague(sqlite_hall).actor
    found = about_case(sqlite_hall, officer, held.case_id)
    assert found is not None
    assert (found.reference, [each.reference for each in found.meetings]) == (
        held.case,
        [held.reference],
    )
    keep_from(sqlite_hall, officer, held.case_id)
    assert about_case(sqlite_hall, officer, held.case_id) is None
    assert about_case(sqlite_hall, officer, uuid4()) is None
    qa = colleague(sqlite_hall, StaffRole.QA).actor
    assert about_case(sqlite_hall, qa, held.case_id) is None
