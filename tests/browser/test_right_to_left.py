"""Pages in Urdu: they run from the right, by form and by chat, and bar nobody."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from surveys.kinds import RespondentRole
from tests.browser.conftest import Open
from tests.browser.walk import barriers
from tests.builders.invited import crowd
from tests.builders.website import Website

PHONE = {"width": 375, "height": 740}


def press(page: Page, button: str) -> None:
    """Press the last button that carries this, and wait for the page it leads to."""
    with page.expect_navigation():
        page.locator(f'button[value="{button}"]').last.click()


def left(page: Page, what: str) -> float:
    """Return how far from the left the first such thing stands, in pixels."""
    box = page.locator(what).first.bounding_box()
    assert box is not None
    return box["x"]


def test_a_page_in_urdu_runs_from_the_right_and_has_no_barrier(walk: Open, site: Website) -> None:
    person = crowd(site.hall, "child_after_review", RespondentRole.CHILD)[0]
    walker = walk("urdu", viewport=PHONE)
    page = walker.page
    walker.go(f"/r/{person.token}")
    press(page, "ur")
    faults = barriers(page)
    press(page, "form")
    press(page, "skip")

    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    expect(page.locator("h1")).to_have_css("font-family", '"Noto Naskh Arabic", Arial, sans-serif')
    assert page.evaluate("document.fonts.check('16px \"Noto Naskh Arabic\"', 'اردو')")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert left(page, ".govuk-radios__label .drawing") > left(page, ".govuk-radios__label span")
    faults += barriers(page)
    press(page, "face:chat")
    page.locator('button[value="answer:good"]').click()

    expect(page.locator("#log .bubble--mine")).to_have_count(2)
    assert left(page, "#log .bubble--mine") < left(page, "#log .bubble--hers")
    assert not faults, "\n".join(faults)
    assert not walker.complaints
