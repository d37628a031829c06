"""The second look and the page of agreement in a real browser, on a phone and at a desk."""

from __future__ import annotations

from playwright.sync_api import expect

from services.hall import Hall
from storage.kinds import StaffRole
from tests.browser.conftest import Open
from tests.browser.walk import Walker
from tests.browser.widths import DESK, PHONE, in_the_way
from tests.builders.apart import apart
from tests.builders.colleagues import colleague
from tests.builders.read_by_staff import heads
from tests.builders.sampled import drawn, looked_at
from tests.builders.staff_browser import COOKIE, staff_browser
from tests.builders.website import Website

WORDS = "They were kind and it was great, but nobody rang me back afterwards."


def enter(walk: Open, site: Website, name: str, **context: object) -> Walker:
    """Open a window in which somebody of QA is signed in."""
    walker = walk(name, **context)
    cookie = staff_browser(site, StaffRole.QA, name=name).cookie
    walker.page.context.add_cookies([{"name": COOKIE, "value": cookie, "url": site.url}])
    return walker


def look_again(hall: Hall) -> None:
    """Let two people and the machine code enough comments to say how far they agree."""
    officer, qa = colleague(hall).actor, colleague(hall, StaffRole.QA).actor
    for number in range(40):
        felt = ("positive", "negative", "neutral")[number % 3]
        spoken = ["timing"] if number % 3 else []
        looked_at(hall, officer, qa, "positive" if number % 5 == 0 else felt, felt, felt,
                  (spoken, spoken, spoken), text=(WORDS, "It was awful.")[number % 2])  # fmt: skip
    apart(hall, officer, qa, text=WORDS)


def test_no_page_bars_anybody_or_scrolls_sideways(walk: Open, site: Website) -> None:
    look_again(site.hall)
    drawn(site.hall, WORDS)
    walker = enter(walk, site, "second", viewport=PHONE)
    page = walker.page
    walker.go("/staff/second-look")
    faults = in_the_way(page, walker.shown)
    walker.press("Save and go on")
    expect(page.get_by_role("alert")).to_contain_text("There is a problem")
    faults += in_the_way(page, walker.shown)
    walker.go("/staff/agreement")
    expect(page.locator("main svg")).to_be_visible()
    faults += in_the_way(page, walker.shown)
    page.get_by_role("link", name="Settle where two readers differ").click()
    expect(page.get_by_text("To be settled (1)")).to_be_visible()
    faults += in_the_way(page, walker.shown)
    page.get_by_role("link", name="What needs to happen?").click()
    expect(page.get_by_role("button", name="The first reader’s holds")).to_be_visible()
    faults += in_the_way(page, walker.shown)
    assert not faults, "\n".join(faults)
    assert not walker.complaints


def test_a_comment_is_coded_with_the_keyboard_alone_and_without_scripts(
    walk: Open, site: Website
) -> None:
    answer = drawn(site.hall, WORDS)
    walker = enter(walk, site, "keys", viewport=DESK, java_script_enabled=False)
    walker.go("/staff/second-look")
    page = walker.page
    page.get_by_label("Positive").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.get_by_text("Your second look is saved.")).to_be_visible()
    (kept,) = heads(site.hall, answer)
    assert (kept.round, kept.sentiment) == ("blind", "negative")
