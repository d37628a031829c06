"""Reports and actions in a real browser: nothing in anybody's way, at a desk and on a phone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, Page, expect

from services.care import action_ends, actions
from services.care.actions import Finished, Planned
from storage.kinds import StaffRole
from surveys.kinds import RespondentRole
from tests.browser.walk import press, serve_axe
from tests.browser.widths import PHONE, in_the_way, resize
from tests.builders.feedback import chose, code, comment, gave, put_team, respond
from tests.builders.staff_browser import COOKIE, StaffBrowser, staff_browser
from tests.builders.website import Website

REPORT = "/staff/reports?period=2026-Q2&scope=authority&audience=leadership"


@pytest.fixture
def officer(site: Website) -> StaffBrowser:
    """An officer of an authority where people answered and two actions stand."""
    hall = site.hall
    with hall.sessions.writing() as session:
        put_team(session, "North")
    for role, people in ((RespondentRole.PARENT, 12), (RespondentRole.CARER, 7)):
        for turn in range(people):
            answer = "yes" if turn % 3 else "no"
            respond(
                hall, chose("listened", answer), gave("scale_safety", 6), role=role, team="North"
            )
            words = comment(hall, role=role, team="North")
            code(hall, words, "positive" if turn % 2 else "negative", ["timing"])
    browser = staff_browser(site, StaffRole.OFFICER)
    plan = Planned("Send reports a week before", "timing", "North", None, date(2026, 1, 5))
    for words in (Finished("New template.", "Late reports.", "They come sooner.", "Sooner."), None):
        id_ = uuid4()
        actions.add(hall, browser.actor, id_, plan)
        if words is not None:
            action_ends.finish(hall, browser.actor, id_, words, 1)
    return browser


@pytest.fixture
def page(browser: Browser, site: Website, officer: StaffBrowser) -> Iterator[Page]:
    """A window of that officer."""
    serve_axe(site)
    window = browser.new_context(base_url=site.url, viewport=PHONE)
    window.add_cookies([{"name": COOKIE, "value": officer.cookie, "url": site.url}])
    yield window.new_page()
    window.close()


def check(page: Page) -> None:
    """Fail when the page stands in anybody's way, on a phone or at a desk."""
    faults = in_the_way(page)
    assert not faults, "\n".join(faults)


def test_a_report_is_chosen_read_and_taken_along(page: Page) -> None:
    page.goto("/staff/reports")
    page.get_by_label("Period").select_option("2026-Q2")
    press(page, "Show the report")
    expect(page.get_by_role("heading", name="What is working well?")).to_be_visible()
    check(page)
    line = page.locator(".staff-report .strand").first
    assert line.evaluate("each => getComputedStyle(each).borderTopStyle") == "solid"
    expect(page.get_by_role("navigation", name="Contents").get_by_role("link")).not_to_have_count(0)
    closed = page.locator("details.fold:not([open])")
    expect(closed).to_have_count(0)
    resize(page, PHONE)
    page.reload()
    expect(closed).to_have_count(page.locator("details.fold").count())
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(closed).to_have_count(0)
    with page.expect_download() as found:
        page.get_by_role("link", name="a Word document").click()
    assert found.value.suggested_filename.endswith(".docx")


def test_an_action_goes_from_a_theme_to_done(page: Page) -> None:
    page.goto(REPORT)
    page.get_by_text("Start an action from a theme").click()
    with page.expect_navigation():
        page.locator(".govuk-details a").first.click()
    check(page)
    press(page, "Add the action")
    assert page.title().startswith("Error: ")
    check(page)
    page.get_by_label("What is to be done?").fill("Ring back the same day")
    press(page, "Add the action")
    check(page)
    with page.expect_navigation():
        page.get_by_role("link", name="Ring back the same day").click()
    check(page)
    page.get_by_label("What was done").fill("A rota.")
    page.get_by_label("done", exact=True).check()
    press(page, "Mark as ended")
    check(page)
    page.goto("/staff/actions")
    check(page)
