"""The demonstration council holds what a real one does, and what its scenes need."""

from __future__ import annotations

import random
from datetime import date

import pytest

from services.upkeep.demonstration import plan
from services.upkeep.demonstration.people import Person
from services.upkeep.demonstration.plan import Held
from services.upkeep.demonstration.scenes import leads, players
from services.upkeep.meeting_rows import read_meetings

FIRST, AFTER = date(2025, 7, 1), date(2026, 10, 1)


@pytest.fixture(scope="module")
def held() -> tuple[Held, ...]:
    return plan.meetings(random.Random(7))


def around(held: tuple[Held, ...], role: str) -> dict[str, Person]:
    return {one.reference: one for meeting in held for one, _ in meeting.people if one.role == role}


def test_there_are_sixty_cases_and_two_hundred_meetings_in_five_quarters(
    held: tuple[Held, ...],
) -> None:
    assert (len(set(plan.case_ids())), len(held)) == (60, 200)
    assert all(FIRST <= meeting.held_on < AFTER for meeting in held)
    quarters = [(one.held_on.year, (one.held_on.month - 1) // 3) for one in held]
    assert min(map(quarters.count, set(quarters))) >= 25
    assert {one.reference for one in held} == {f"M-{2001 + number}" for number in range(200)}


def test_each_of_three_areas_has_several_teams(held: tuple[Held, ...]) -> None:
    teams = {(meeting.area, meeting.team) for meeting in held}
    areas = [area for area, _ in teams]
    assert {area: areas.count(area) >= 2 for area in areas} == dict.fromkeys(areas, True)
    assert len(set(areas)) == 3


def test_siblings_have_one_conference_and_their_parents_two_addresses(
    held: tuple[Held, ...],
) -> None:
    parents = around(held, "parent")
    mother, father = parents["P-1001-1"], parents["P-1001-2"]
    assert mother.cases == father.cases == ("C-1001", "C-1002", "C-1003")
    assert mother.contact != father.contact


def test_one_carer_fosters_three_children_of_three_families(held: tuple[Held, ...]) -> None:
    cases = {one.cases for meeting in held for one, _ in meeting.people if one.reference == "F-10"}
    assert cases == {("C-1032",), ("C-1038",), ("C-1041",)}


def test_a_case_moves_from_one_team_to_another(held: tuple[Held, ...]) -> None:
    teams = [
        meeting.team
        for meeting in held
        if any("C-1016" in one.cases and one.role in {"child", "young_person"}
               for one, _ in meeting.people)
    ]  # fmt: skip
    assert (teams[0], teams[-1]) == ("Meadow", "Oak")


def test_each_weeks_meetings_are_a_file_that_can_be_read(held: tuple[Held, ...]) -> None:
    by_week: dict[tuple[int, int], list[Held]] = {}
    for meeting in held:
        by_week.setdefault(meeting.held_on.isocalendar()[:2], []).append(meeting)
    for meetings in by_week.values():
        assert read_meetings(plan.sheet(meetings), "meetings.csv")


def test_everybody_with_a_part_was_at_the_meeting(held: tuple[Held, ...]) -> None:
    there = {
        (meeting.held_on.isoformat(), one.reference): came
        for meeting in held
        for one, came in meeting.people
    }
    assert all(there[place] for place in players())
    assert set(leads().values()) <= set(there)
