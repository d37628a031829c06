"""The page of suggested themes: for those who code, with examples to read and nothing to press."""

from __future__ import annotations

from datetime import date

import pytest

from storage.kinds import StaffRole
from tests.builders.feedback import respond, wrote
from tests.builders.loose import PETS, coded, loose
from tests.builders.staff_browser import StaffBrowser, staff_browser
from tests.builders.website import Website

EARLIER = date(2026, 3, 4)
PATH = "/staff/reports/suggested-themes"


def test_suggestions_are_shown_with_their_size_and_typical_comments(
    site: Website, officer: StaffBrowser
) -> None:
    loose(site.hall, team="North")
    page = officer.get(PATH)
    assert "Of 66 comments that fit no theme, these share their words." in page.text
    assert "44 responses speak mainly of this." in page.text
    assert all(pet in page.text for pet in PETS)
    assert "Read typical comments" in page.text
    assert PATH not in page.html.split("<main")[1]
    assert PATH in officer.get("/staff/reports").html


def test_little_to_go_by_is_said_plainly(officer: StaffBrowser) -> None:
    page = officer.get(PATH)
    assert "Too few responses to say whether what people write has changed." in page.text
    assert "No theme is suggested." in page.text


def test_a_change_is_told_in_numbers_and_new_words(site: Website, officer: StaffBrowser) -> None:
    loose(site.hall, 40, EARLIER)
    coded(site.hall, [respond(site.hall, wrote("q", f"too many vapes {n}")) for n in range(40)])
    twice = [respond(site.hall, wrote("q", "vapes"), on=EARLIER) for _ in range(2)]
    coded(site.hall, twice)
    page = officer.get(PATH)
    assert "What people write has changed by more than chance." in page.text
    assert "100% of 40 comments fit no theme" in page.text
    assert "vapes 40 fewer than 5" in " ".join(page.text.split())


@pytest.mark.parametrize("role", [StaffRole.LEADER, StaffRole.MANAGER])
def test_who_does_not_code_is_shown_no_words(site: Website, role: StaffRole) -> None:
    reader = staff_browser(site, role)
    assert reader.get(PATH).status == 403
    assert PATH not in reader.get("/staff/reports").html
