"""The pages of one meeting from all sides: who gets them, what leads there, and what they say."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, Page

from analysis import baseline
from services.council import Council
from services.hall import Hall
from services.insight.coding import code_comments
from storage.actors import Scope, ScopeLevel
from storage.engine import make_engine, make_sessions
from storage.keys import Keys
from storage.kinds import StaffRole
from surveys.kinds import Kind, RespondentRole
from tests.browser.walk import barriers
from tests.builders.clock import Clock
from tests.builders.conference import Conference, conference
from tests.builders.databases import Databases
from tests.builders.feedback import chose, gave, wrote
from tests.builders.read_by_staff import deeds, keep_from
from tests.builders.staff_browser import COOKIE, StaffBrowser, staff_browser
from tests.builders.website import Website, serving
from tests.web.staff.test_html import complaints

NORTH = (Scope(ScopeLevel.TEAM, "North"),)
WORDS = "Nobody listened to me <b>and</b> the report came late."
GAP = "The child says 3 of 10, mother and the chair 8 of 10."


def spoken(hall: Hall) -> Conference:
    held = conference(hall)
    held.hears(RespondentRole.CHILD, gave("scale_safety", 3), chose("felt_safe", "no"))
    held.hears(
        RespondentRole.PARENT,
        gave("scale_safety", 8),
        chose("felt_safe", "yes"),
        wrote("needs_to_happen", WORDS),
        relation="mother",
    )
    held.hears(RespondentRole.CHAIR, gave("scale_safety", 8), chose("rag", "green", Kind.SINGLE))
    code_comments(hall)
    return held


@pytest.fixture(scope="module")
def site(databases: dict[str, Databases], keys: Keys) -> Iterator[Website]:
    """One website for the module, since its pages change nothing that another test reads."""
    engine = make_engine(databases["sqlite"].fresh(with_tables=True))
    chance = random.Random(20261015)
    hall = Hall(make_sessions(engine, keys), keys, Clock(), chance, baseline(), Council())
    with serving(hall) as website:
        yield website
    engine.dispose()


@pytest.fixture(scope="module")
def held(site: Website) -> Conference:
    """A conference on which three people spoke."""
    return spoken(site.hall)


def signed_in(
    site: Website, role: StaffRole = StaffRole.OFFICER, scope: tuple[Scope, ...] = NORTH
) -> StaffBrowser:
    """Return the browser of a new colleague."""
    return staff_browser(site, role, scope, f"Colleague {uuid4().hex[:8]}")


def test_the_page_draws_the_gap_says_it_and_gives_it_as_a_table(
    site: Website, held: Conference
) -> None:
    officer = signed_in(site)
    page = officer.get(f"/staff/meetings/{held.meeting_id}/views")
    assert GAP in page.html
    assert re.search(r'<svg[^>]*role="img"[^>]*aria-labelledby="(\S+) (\S+)"', page.html)
    assert "<title" in page.html
    assert "Mother, 8" in page.html
    assert "The numbers as a table" in page.html
    assert "Green: on track" in page.html
    assert "The child says no; mother says yes." in page.html
    assert "style=" not in page.html


def test_words_stand_letter_by_letter_under_the_machines_label(
    site: Website, held: Conference
) -> None:
    page = signed_in(site).get(f"/staff/meetings/{held.meeting_id}/views")
    assert "&lt;b&gt;and&lt;/b&gt;" in page.html
    assert "The machine suggests:" in page.html


def test_the_list_the_meeting_its_case_and_a_linked_response_lead_there(
    site: Website, held: Conference
) -> None:
    officer = signed_in(site)
    way = f'href="/staff/meetings/{held.meeting_id}/views"'
    assert way in officer.get("/staff/meetings").html
    assert way in officer.get(f"/staff/meetings/{held.meeting_id}").html
    response = re.search(
        r'href="(/staff/responses/[0-9a-f-]{36})"', officer.get("/staff/responses").html
    )
    assert response is not None
    opened = officer.get(response[1])
    assert way in opened.html
    case = f"/staff/cases/{held.case_id}/meetings"
    assert case in opened.html
    assert way in officer.get(case).html


def test_each_role_gets_what_is_its_own_and_nothing_else(site: Website, held: Conference) -> None:
    views, case = (
        f"/staff/meetings/{held.meeting_id}/views",
        f"/staff/cases/{held.case_id}/meetings",
    )
    let_in = {}
    for role in StaffRole:
        browser = signed_in(site, role)
        told = {path: browser.get(path).status for path in (views, case, "/staff/views")}
        assert set(told.values()) <= {200, 403}
        let_in[role] = {path for path, status in told.items() if status == 200}
    assert {role: paths for role, paths in let_in.items() if paths} == {
        StaffRole.OFFICER: {views, case, "/staff/views"},
        StaffRole.SAFEGUARDING: {views, case},
        StaffRole.MANAGER: {views, case},
        StaffRole.QA: {"/staff/views"},
    }


def test_a_named_worker_finds_neither_page_list_nor_trace_of_it(
    site: Website, held: Conference
) -> None:
    browser = signed_in(site)
    keep_from(site.hall, browser.actor, held.case_id)
    assert browser.get(f"/staff/meetings/{held.meeting_id}/views").status == 404
    assert browser.get(f"/staff/cases/{held.case_id}/meetings").status == 404
    assert held.reference not in browser.get("/staff/views", period="2026-Q2").html
    assert "case_refused" in deeds(site.hall, browser.actor)


def test_another_teams_meeting_is_not_there(site: Website, held: Conference) -> None:
    conference(site.hall, team="South")
    south = (Scope(ScopeLevel.TEAM, "South"),)
    browser = signed_in(site, StaffRole.MANAGER, south)
    assert browser.get(f"/staff/meetings/{held.meeting_id}/views").status == 404


def test_officers_go_on_from_the_gap_to_the_meeting_and_qa_reads_the_gap_alone(
    site: Website, held: Conference
) -> None:
    officer = signed_in(site).get("/staff/views", period="2026-Q2").html
    assert GAP in officer
    assert f'href="/staff/meetings/{held.meeting_id}/views"' in officer
    qa = signed_in(site, StaffRole.QA).get("/staff/views", period="2026-Q2").html
    assert GAP in qa
    assert "August 2026" in qa
    for told in (held.reference, held.case, str(held.meeting_id), "3 August 2026"):
        assert told not in qa


def test_a_period_without_differences_and_one_that_is_none_are_told_in_words(
    site: Website, held: Conference
) -> None:
    browser = signed_in(site, StaffRole.QA)
    assert "No meeting of this period" in browser.get("/staff/views", period="2025-Q1").html
    page = browser.get("/staff/views", period="soon")
    assert page.status == 422
    assert "is not a period" in page.html


@pytest.mark.parametrize("width", [375, 1280])
def test_no_page_of_it_bars_anybody_or_scrolls_sideways(
    browser: Browser, site: Website, held: Conference, width: int
) -> None:
    officer = signed_in(site)
    window = browser.new_context(base_url=site.url, viewport={"width": width, "height": 800})
    window.add_cookies([{"name": COOKIE, "value": officer.cookie, "url": site.url}])
    page = window.new_page()
    views = f"/staff/meetings/{held.meeting_id}/views"
    rest = (f"/staff/cases/{held.case_id}/meetings", "/staff/views?period=2026-Q2")
    for path in (views, *rest) if width == 375 else (views, "/staff/meetings"):
        page.goto(path)
        check(page)
    window.close()


def check(page: Page) -> None:
    """Fail where something stands in the way, or the drawing is not as wide as its frame lets."""
    found = barriers(page)
    assert not found, "\n".join(found)
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth"), page.url
    for label in page.locator(".staff-scale text").all():
        box, frame = label.bounding_box(), page.locator(".staff-scale svg").first.bounding_box()
        assert box
        assert frame
        assert frame["x"] - 1 <= box["x"]
        assert box["x"] + box["width"] <= frame["x"] + frame["width"] + 1


def test_its_pages_are_valid_html(site: Website, held: Conference, tmp_path: Path) -> None:
    officer = signed_in(site)
    officer.get(f"/staff/meetings/{held.meeting_id}/views")
    officer.get(f"/staff/cases/{held.case_id}/meetings")
    officer.get("/staff/views", period="2026-Q2")
    officer.get("/staff/reports", period="2026-Q2", layout="outcomes_based")
    officer.get("/staff/reports", period="2026-Q2", layout="scorecard")
    found = complaints(tmp_path, officer.seen)
    assert not found, "\n".join(found)


def test_a_meeting_on_which_nobody_spoke_says_so_and_blames_nobody(site: Website) -> None:
    empty = conference(site.hall)
    page = signed_in(site).get(f"/staff/meetings/{empty.meeting_id}/views")
    assert "Silence says nothing about a family." in page.html
