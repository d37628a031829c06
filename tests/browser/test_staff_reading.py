"""The reading room and the safeguarding desk in a real browser."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from storage.kinds import StaffRole
from surveys.kinds import Mode
from tests.browser.conftest import Open
from tests.browser.walk import Walker
from tests.browser.widths import PHONE, in_the_way, sideways
from tests.builders.feedback import respond, wrote
from tests.builders.meaning import compare_on
from tests.builders.read_by_staff import SAID, answered, coded, disclosed
from tests.builders.staff_browser import COOKIE, staff_browser
from tests.builders.website import Website

HOSTILE = (
    "<script>document.title = 'taken'</script><img src=x onerror=alert(1)> {{7*7}} "
    "\u202ekcab\u202c =1+1 &lt;b&gt; nobody listened\n\tto me "
)
Enter = Callable[..., Walker]


@pytest.fixture
def enter(walk: Open, site: Website) -> Enter:
    """Open a window in which somebody is signed in."""

    def signed_in(role: StaffRole, name: str = "", **context: object) -> Walker:
        walker = walk(name, **context)
        cookie = staff_browser(site, role).cookie
        walker.page.context.add_cookies([{"name": COOKIE, "value": cookie, "url": site.url}])
        return walker

    return signed_in


def addresses(site: Website) -> dict[str, str]:
    """Return the pages to look at, with something on each."""
    hall = site.hall
    response = answered(hall)
    comment = coded(hall, response)
    concern = disclosed(hall, Mode.CONFIDENTIAL)
    for _ in range(3):
        disclosed(hall)
    another = answered(hall, f"{SAID} Very late.")
    coded(hall, another)
    compare_on(site)
    return {
        "Responses": "/staff/responses",
        "No responses": "/staff/responses?role=child",
        "Response": f"/staff/responses/{response}",
        "Comment": f"/staff/responses/{response}/comments/{comment}",
        "Comments like one": f"/staff/responses/{response}/comments/{comment}/alike",
        "Concerns": "/staff/concerns",
        "Concern": f"/staff/concerns/{concern}",
    }


def test_no_page_bars_anybody_or_scrolls_sideways(enter: Enter, site: Website) -> None:
    found = addresses(site)
    walker = enter(StaffRole.SAFEGUARDING, "staff", viewport=PHONE)
    faults: list[str] = []

    def look(title: str) -> None:
        faults.extend(in_the_way(walker.page, lambda width: walker.shown(f"{title} {width}")))

    for title, path in found.items():
        walker.go(path)
        look(title)
    walker.press("Acknowledge: I am looking at it")
    walker.press("Close")
    look("Concern refused")
    assert not faults, "\n".join(faults)
    assert not walker.complaints


def test_hostile_words_are_shown_letter_by_letter_and_make_no_element(
    enter: Enter, site: Website
) -> None:
    words = (HOSTILE * 40)[:5000].strip()
    # Straight into the table: what is cleaned at intake must be harmless here all the same.
    response = respond(site.hall, wrote("needs_to_happen", words), team="North")
    comment = coded(site.hall, response)
    walker = enter(StaffRole.OFFICER, viewport=PHONE)
    for path in (f"/staff/responses/{response}", f"/staff/responses/{response}/comments/{comment}"):
        walker.go(path)
        shown = walker.page.locator(".staff-words")
        assert shown.evaluate("box => box.textContent") == words
        inside = shown.evaluate("box => [...box.querySelectorAll('*')].map(each => each.tagName)")
        assert set(inside) == {"MARK"}
        expect(walker.page.locator("main script, main img")).to_have_count(0)
        assert walker.page.title() != "taken"
        assert not sideways(walker.page)
    assert not walker.complaints


def test_a_new_concern_shows_within_two_seconds_and_the_focus_stays(
    enter: Enter, site: Website
) -> None:
    disclosed(site.hall)
    walker = enter(StaffRole.SAFEGUARDING)
    walker.go("/staff/concerns")
    page = walker.page
    page.locator("main table a").first.focus()
    disclosed(site.hall)
    since = time.monotonic()
    page.get_by_text("2 open, 2 not yet acknowledged", exact=False).wait_for(timeout=10_000)

    expect(page.locator("main tbody tr")).to_have_count(2)
    assert time.monotonic() - since < 5  # two seconds, and room for a machine that is busy
    assert page.evaluate("document.activeElement.closest('[data-live]') !== null")
    assert not walker.complaints


def test_a_list_that_is_no_longer_kept_up_to_date_says_so(enter: Enter, site: Website) -> None:
    walker = enter(StaffRole.SAFEGUARDING)
    walker.go("/staff/concerns")
    walker.page.context.clear_cookies()
    walker.page.get_by_text("no longer kept up to date").wait_for(timeout=10_000)


def test_the_desk_works_without_scripts(enter: Enter, site: Website) -> None:
    disclosed(site.hall)
    walker = enter(StaffRole.SAFEGUARDING, java_script_enabled=False)
    walker.go("/staff/concerns")
    walker.page.locator("main table a").first.click()
    walker.press("Acknowledge: I am looking at it")
    assert "Acknowledged" in walker.page.locator(".staff-history").inner_text()
