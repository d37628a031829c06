"""The staff pages in a real browser: nothing in anybody's way, at a desk and on a phone."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect
from werkzeug.routing import Rule

from storage.kinds import StaffRole
from tests.browser.walk import press, serve_axe
from tests.browser.widths import in_the_way
from tests.builders.colleagues import PASSWORD
from tests.builders.staff_browser import COOKIE, StaffBrowser, newcomer, staff_browser
from tests.builders.website import Website
from web.roles import allowed

Open = Callable[..., Page]


@pytest.fixture
def window(browser: Browser, site: Website) -> Iterator[Open]:
    """Open a browser window, signed in as somebody or as nobody."""
    opened = []
    serve_axe(site)

    def open_window(person: StaffBrowser | None = None, **context: object) -> Page:
        opened.append(browser.new_context(base_url=site.url, **context))
        if person is not None:
            kept = {"name": COOKIE, "value": person.cookie, "url": site.url}
            opened[-1].add_cookies([kept])
        return opened[-1].new_page()

    yield open_window
    for each in opened:
        each.close()


def size(width: int) -> dict[str, object]:
    return {"viewport": {"width": width, "height": 800}}


def check(page: Page) -> None:
    """Fail when the page stands in anybody's way, on a phone or at a desk."""
    faults = in_the_way(page)
    assert not faults, "\n".join(faults)


def pages_of(person: StaffBrowser) -> list[str]:
    """Return the addresses of every page that somebody's role opens and that needs no id.

    Parts of pages and files to keep are left out.
    """
    views, role = person.site.app.view_functions, person.actor.role

    def opens(rule: Rule) -> bool:
        mine = role in allowed(views[rule.endpoint])
        return mine and "GET" in (rule.methods or ()) and not rule.arguments

    rules = person.site.app.url_map.iter_rules()
    found = sorted(each.rule for each in rules if each.rule.startswith("/staff/") and opens(each))
    return [path for path in found if is_page(person.client.get(path))]


def is_page(reply: httpx.Response) -> bool:
    """Return whether a reply is a whole page."""
    assert reply.status_code < 500, reply.url
    return reply.content.startswith(b"<!DOCTYPE html>")


@pytest.mark.parametrize("role", StaffRole)
def test_no_page_of_a_role_stands_in_anybodys_way(
    site: Website, window: Open, role: StaffRole
) -> None:
    person = staff_browser(site, role)
    page = window(person, **size(375))
    for path in (*pages_of(person), "/staff/nowhere"):
        page.goto(path)
        check(page)


def test_the_page_of_an_account_and_of_its_reset_are_in_nobodys_way(
    admin: StaffBrowser, officer: StaffBrowser, window: Open
) -> None:
    page = window(admin, **size(375))
    page.goto(f"/staff/accounts/{officer.person.account.id}")
    check(page)
    press(page, "Reset")
    expect(page.get_by_role("heading", name="Account reset")).to_be_visible()
    check(page)


@pytest.mark.parametrize(("scripts", "width"), [(True, 375), (False, 375), (False, 1280)], ids=str)
def test_the_whole_way_in_and_out_works_with_and_without_scripts(
    site: Website, window: Open, width: int, scripts: bool
) -> None:
    person = newcomer(site)
    page = window(java_script_enabled=scripts, **size(width))

    def next_page(check_it: bool = scripts) -> None:
        press(page, "Continue")
        if check_it:
            check(page)

    page.goto("/staff/")
    next_page()
    assert page.title().startswith("Error: Sign in")
    page.locator("#email").fill(person.person.account.email)
    page.locator("#password").fill(person.person.given)
    next_page()
    page.locator("#password").fill(PASSWORD)
    page.locator("#again").fill(PASSWORD)
    next_page()
    expect(page.locator(".staff-qr")).to_be_visible()
    person.person.secret = page.locator(".staff-key").inner_text().replace(" ", "")
    page.locator("#code").fill(person.code())
    next_page()
    expect(page.get_by_role("heading", name="What waits for you")).to_be_visible()
    press(page, "Sign out")
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    page.go_back()
    assert "What waits for you" not in page.content()


def test_on_a_phone_the_navigation_opens_by_its_button_and_needs_no_script(
    admin: StaffBrowser, window: Open
) -> None:
    page = window(admin, **size(375))
    page.goto("/staff/")
    expect(page.get_by_role("link", name="Audit")).to_be_hidden()
    page.get_by_role("button", name="Menu").click()
    with page.expect_navigation():
        page.get_by_role("link", name="Audit").click()
    expect(page.get_by_role("heading", name="Audit")).to_be_visible()

    plain = window(admin, java_script_enabled=False, **size(375))
    plain.goto("/staff/")
    expect(plain.get_by_role("link", name="Audit")).to_be_visible()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no_scripts"])
def test_an_officer_finds_a_room_by_its_area_on_a_desk_and_in_the_menu_on_a_phone(
    officer: StaffBrowser, window: Open, scripts: bool
) -> None:
    desk = window(officer, java_script_enabled=scripts, **size(1280))
    desk.goto("/staff/")
    stop_list = desk.get_by_role("link", name="Stop list")
    expect(stop_list).to_be_hidden()
    desk.get_by_role("link", name="Asking").press("Enter")
    stop_list.press("Enter")
    expect(stop_list).to_have_attribute("aria-current", "page")

    phone = window(officer, java_script_enabled=scripts, **size(375))
    phone.goto("/staff/stop-list")
    if scripts:
        phone.get_by_role("button", name="Menu").click()
    expect(phone.get_by_role("link", name="Stop list")).to_have_attribute("aria-current", "page")
    expect(phone.get_by_role("link", name="Asking")).to_be_hidden()


def test_by_keyboard_the_first_stop_leads_past_the_navigation(
    admin: StaffBrowser, window: Open
) -> None:
    page = window(admin)
    page.goto("/staff/accounts")

    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to main content"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent.trim()") == "Add a member of staff"


def test_what_went_wrong_has_the_focus(admin: StaffBrowser, window: Open) -> None:
    page = window(admin)
    page.goto("/staff/accounts/new")
    page.get_by_role("button", name="Add").click()

    page.wait_for_function("document.activeElement.className.includes('govuk-error-summary')")
    page.get_by_role("link", name="Choose what they do").click()
    assert page.evaluate("document.activeElement.id") == "role"


def test_on_paper_there_are_no_forms_and_no_navigation(admin: StaffBrowser, window: Open) -> None:
    page = window(admin)
    page.goto("/staff/audit")
    page.emulate_media(media="print")

    for gone in ("nav", ".staff-filters", ".staff-head__out"):
        expect(page.locator(gone).first).to_be_hidden()
    expect(page.get_by_role("table")).to_be_visible()
