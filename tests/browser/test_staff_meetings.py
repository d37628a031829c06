"""An officer's way through meetings and invitations in a real browser, and the slips on paper."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import expect

from storage.kinds import StaffRole
from tests.browser.conftest import Open
from tests.browser.walk import Walker
from tests.browser.widths import PHONE, in_the_way
from tests.builders.attendances import child, row, sheet, take_in
from tests.builders.staff_browser import COOKIE, staff_browser
from tests.builders.website import Website
from tests.web.staff.test_chosen import choice_of
from tests.web.staff.test_html import complaints
from tests.web.staff.test_meetings import page_of

PEOPLE = (
    row(),
    row(recipient_ref="P-2", contact="p-2@example.org"),
    child(meeting_ref="M-2"),
    child(meeting_ref="M-3", recipient_ref="Y-2", birth_month="2024-05"),
)


def officer(walk: Open, site: Website, name: str = "", **context: object) -> Walker:
    walker = walk(name, **context)
    cookie = staff_browser(site, StaffRole.OFFICER).cookie
    walker.page.context.add_cookies([{"name": COOKIE, "value": cookie, "url": site.url}])
    return walker


def give(walker: Walker, data: bytes) -> None:
    walker.go("/staff/meetings/import")
    file = {"name": "meetings.csv", "mimeType": "text/csv", "buffer": data}
    walker.page.locator("input[type=file]").set_input_files(file)
    walker.press("Check the file")


def test_nothing_is_in_an_officers_way_from_a_file_to_the_links(walk: Open, site: Website) -> None:
    walker = officer(walk, site, "meetings", viewport=PHONE)
    faults: list[str] = []

    def look(title: str) -> None:
        faults.extend(in_the_way(walker.page, lambda width: walker.shown(f"{title} {width}")))

    give(walker, sheet(row(kind="party", held_on="soon"), row(meeting_ref="M-2", role="")))
    look("Faults")
    give(walker, sheet(*PEOPLE))
    look("Checked")
    walker.press("Bring it in")
    look("Meetings")
    give(walker, sheet(row(outcome="plan_ended")))
    look("Changes")
    walker.go("/staff/meetings/new")
    walker.press("Save the meeting")
    look("By hand")
    walker.go("/staff/invitations")
    look("Invite")
    walker.press("Invite them and show the links")
    look("Links")
    walker.go(page_of(site.hall))
    look("Meeting")
    walker.page.get_by_role("link", name="Choose one").first.click()
    expect(walker.page.get_by_role("heading", name="Choose a questionnaire")).to_be_visible()
    look("Chosen")
    walker.go(page_of(site.hall, "M-3"))
    look("Not asked")
    walker.go(f"{page_of(site.hall)}/invite")
    look("Nobody left")
    walker.go(page_of(site.hall))
    walker.press("Make fresh links")
    look("Fresh")
    assert not faults, "\n".join(faults)
    assert not walker.complaints


def test_on_paper_there_is_one_slip_a_page_and_nothing_else(walk: Open, site: Website) -> None:
    take_in(site.hall, *PEOPLE)
    walker = officer(walk, site)
    walker.go("/staff/invitations")
    walker.press("Invite them and show the links")
    walker.page.emulate_media(media="print")

    expect(walker.page.locator(".staff-slip")).to_have_count(3)
    expect(walker.page.get_by_text("Download links.csv")).to_be_hidden()
    expect(walker.page.get_by_text("Print or download them now")).to_be_hidden()
    sheets = walker.page.pdf(format="A4").count(b"/Type /Page\n")
    assert sheets == 3


def test_the_links_come_down_as_a_file(walk: Open, site: Website) -> None:
    take_in(site.hall, row())
    walker = officer(walk, site)
    walker.go("/staff/invitations")
    walker.press("Invite them and show the links")

    with walker.page.expect_download() as coming:
        walker.page.get_by_role("button", name="Download links.csv").click()

    assert coming.value.suggested_filename == "links.csv"
    assert "P-1,parent,M-1" in Path(coming.value.path()).read_text("utf-8-sig")


def test_the_whole_way_works_without_scripts(walk: Open, site: Website) -> None:
    walker = officer(walk, site, java_script_enabled=False)
    give(walker, sheet(row()))
    walker.press("Bring it in")
    walker.go("/staff/invitations")
    walker.press("Invite them and show the links")
    expect(walker.page.locator(".staff-slip")).to_have_count(1)


def test_each_page_is_valid(site: Website, tmp_path: Path) -> None:
    browser = staff_browser(site, StaffRole.OFFICER)
    browser.get("/staff/meetings/import")
    for rows in ((row(kind="party"),), PEOPLE):
        browser.post("/staff/meetings/import", files={"file": ("m.csv", sheet(*rows))})
    take_in(site.hall, *PEOPLE)
    browser.get("/staff/invitations")
    browser.post("/staff/invitations", {"press": browser.page.form.fields["press"][0]})
    browser.get(page_of(site.hall))
    browser.get(f"{page_of(site.hall)}/invite")
    browser.get(choice_of(site, "P-1"))
    browser.get("/staff/meetings/new")
    browser.post("/staff/meetings/new", {"people": "2"})

    assert complaints(tmp_path, browser.seen) == []
