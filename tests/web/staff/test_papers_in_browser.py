"""A paper form is typed in by keyboard alone, in a real browser, with nothing in the way."""

from __future__ import annotations

import os

from playwright.sync_api import expect

from tests.builders.invited import invited
from tests.builders.staff_browser import StaffBrowser
from tests.builders.stored import responses
from tests.web.staff.test_in_browser import Open, check, size, window

__all__ = ["window"]


def test_a_paper_is_keyed_in_by_keyboard_alone(officer: StaffBrowser, window: Open) -> None:
    person = invited(officer.site.hall)
    page = window(officer, **size(1280))
    page.goto("/staff/papers")
    page.get_by_label("Code", exact=True).fill(person.code)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Key in a paper form")
    check(page)

    page.get_by_label("Day on which it came back").press_sequentially("14/10/2026")
    page.get_by_label("0. Not said").focus()
    page.keyboard.press("2")
    expect(page.get_by_label("2. Somebody in the family")).to_be_checked()
    page.keyboard.press("Enter")
    page.keyboard.press("1")
    asked = page.get_by_role("group", name="1. Did you get the report in time")
    expect(asked.get_by_label("1. Yes")).to_be_checked()
    page.set_viewport_size({"width": 375, "height": 800})
    check(page)
    if shots := os.environ.get("SAYSO_SHOTS"):
        page.screenshot(path=f"{shots}/paper-375.png", full_page=True)
        page.set_viewport_size({"width": 1280, "height": 800})
        page.screenshot(path=f"{shots}/paper-1280.png", full_page=True)
    page.get_by_role("button", name="Send it as their answer").press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text("Keyed in")
    (kept,) = responses(officer.site.hall)
    assert kept.helper == "family"
    assert {row.question: row.code for row in kept.rows}["report_in_time"] == "yes"
