"""An officer's whole job in a real browser: from the meetings file to the figure in the report."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from services.insight.coding import code_comments
from storage.kinds import StaffRole
from tests.browser.conftest import Open
from tests.browser.walk import Walker
from tests.builders.attendances import row, sheet
from tests.builders.staff_browser import COOKIE, staff_browser
from tests.builders.website import Website

WINDOW = {"width": 1280, "height": 900}
SAID = "The social worker listened to us and rang back when she promised to."


def test_an_officer_goes_from_a_file_of_meetings_to_the_report(walk: Open, site: Website) -> None:
    officer = walk("officers path", viewport=WINDOW)
    cookie = staff_browser(site, StaffRole.OFFICER).cookie
    officer.page.context.add_cookies([{"name": COOKIE, "value": cookie, "url": site.url}])

    brings_in_meetings(officer)
    code = invites(officer)
    answers(walk("parent", viewport={"width": 375, "height": 740}), code)
    code_comments(site.hall)
    reads(officer)
    reports(officer)

    assert not officer.complaints


def brings_in_meetings(officer: Walker) -> None:
    officer.go("/staff/")
    follow(officer.page, "Asking")
    officer.press("Bring in a file")
    data = sheet(row())
    file = {"name": "meetings.csv", "mimeType": "text/csv", "buffer": data}
    officer.page.locator("input[type=file]").set_input_files(file)
    officer.press("Check the file")
    officer.press("Bring it in")
    expect(officer.page.get_by_text("M-1").first).to_be_visible()


def invites(officer: Walker) -> str:
    officer.go("/staff/invitations")
    officer.press("Invite them and show the links")
    return officer.page.locator(".staff-slip__code").inner_text()


def answers(parent: Walker, code: str) -> None:
    parent.go("/")
    parent.page.locator("#key").fill(code)
    with parent.page.expect_navigation():
        parent.page.keyboard.press("Enter")
    parent.press("Start")
    while parent.kind:
        if parent.kind == "long_text":
            parent.page.locator("textarea").fill(SAID)
            parent.press("Next")
        else:
            parent.answer()
    parent.page.locator("[name='answer.may_quote'][value=yes]").check()
    parent.page.get_by_label("You may know who I am").check()
    parent.press("Send")
    expect(parent.page.get_by_role("heading", level=1)).to_contain_text("Thank you")


def reads(officer: Walker) -> None:
    page = officer.page
    officer.go("/staff/responses")
    page.locator("main table a").first.click()
    expect(page.get_by_text(SAID).first).to_be_visible()
    officer.press("Confirm the suggestion")
    officer.press("Quote may be used")
    officer.press("Mark as read")
    expect(page.get_by_text("You have marked this response as read.")).to_be_visible()


def reports(officer: Walker) -> None:
    officer.go("/staff/reports")
    officer.page.get_by_label("Period").select_option("2026-Q3")
    officer.press("Show the report")
    officer.shown("Report")
    answered = officer.page.get_by_role("row", name="Parents 1 1 0 100%")
    expect(answered).to_be_visible()
    expect(officer.page.locator("blockquote")).to_contain_text(SAID)


def follow(page: Page, words: str) -> None:
    with page.expect_navigation():
        page.get_by_role("link", name=words).first.click()
