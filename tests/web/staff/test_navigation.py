"""The rooms in the navigation: all that a role opens, few at a glance, and where one is."""

from __future__ import annotations

import pytest
from flask import Flask

from services.hall import Actor
from storage.kinds import StaffRole
from tests.builders.staff_browser import StaffBrowser, staff_browser
from tests.builders.website import Website
from web.staff.navigation import AREAS, Entry, entries, may


def seen(app: Flask, actor: Actor, path: str = "/staff/") -> tuple[Entry, ...]:
    """Return the navigation on the page at an address."""
    with app.test_request_context(path):
        return entries(actor)


def labels(shown: tuple[Entry, ...]) -> list[str]:
    return [entry.label for entry in shown]


@pytest.mark.parametrize("role", StaffRole)
def test_every_room_that_a_role_opens_stands_in_a_row_of_at_most_seven(
    site: Website, role: StaffRole
) -> None:
    actor = staff_browser(site, role).actor
    top = seen(site.app, actor)
    opened = [room for entry in top for room in entry.rooms or (entry,)]

    with site.app.test_request_context():
        rooms = [room for _, area in AREAS for room in area if may(actor, room[1])]
    assert labels(tuple(opened)) == [label for label, _ in rooms]
    assert all(len(row) <= 7 for row in (top, *(entry.rooms for entry in top)))


def test_an_officer_sees_areas_and_who_has_few_rooms_sees_them_all(
    site: Website, officer: StaffBrowser, admin: StaffBrowser
) -> None:
    areas = seen(site.app, officer.actor)

    assert labels(areas) == ["Home", "Asking", "Reading", "Reporting"]
    assert areas[1].address == areas[1].rooms[0].address == "/staff/meetings"
    assert labels(seen(site.app, admin.actor)) == ["Home", "Languages", "Staff", "Audit", "Health"]


@pytest.mark.parametrize(
    ("path", "area", "room", "own"),
    [
        ("/staff/stop-list", "Asking", "Stop list", True),
        ("/staff/meetings/by-hand", "Asking", "Meetings", False),
        ("/staff/responses", "Reading", "Responses", True),
        ("/staff/reports/suggested-themes", "Reporting", "Reports", False),
    ],
)
def test_the_room_one_is_in_and_its_area_are_marked(
    site: Website, officer: StaffBrowser, path: str, area: str, room: str, own: bool
) -> None:
    top = seen(site.app, officer.actor, path)

    assert [entry.label for entry in top if entry.active] == [area]
    found = [entry for each in top for entry in each.rooms if entry.active]
    assert [(entry.label, entry.current) for entry in found] == [(room, own)]


def test_only_the_rooms_of_the_area_one_is_in_stand_below_the_bar(officer: StaffBrowser) -> None:
    reading = officer.get("/staff/responses").html

    assert reading.count('aria-label="Reading"') == 1
    assert 'aria-label="Asking"' not in reading
    assert reading.count('href="/staff/responses" aria-current="page"') == 2
    assert "staff-strip" not in officer.get("/staff/").html
