"""The staff pages are HTML that a validator finds nothing wrong with."""

from __future__ import annotations

from pathlib import Path

import pytest

from storage.kinds import StaffRole
from tests.builders.pages import Page
from tests.builders.staff_browser import StaffBrowser, another_browser, newcomer, staff_browser
from tests.builders.validator import validate
from tests.builders.website import Website
from tests.web.staff.test_in_browser import pages_of

GOVERNMENTS_OWN = ("no-trailing-whitespace", '"autocapitalize" is not allowed')
"""What the templates of GOV.UK Frontend themselves do."""


def complaints(folder: Path, pages: list[Page]) -> list[str]:
    """Return what the validator finds wrong beside what GOV.UK Frontend does itself."""
    lines = validate(folder, pages).splitlines()
    return [line for line in lines if line and not any(part in line for part in GOVERNMENTS_OWN)]


@pytest.mark.parametrize("role", StaffRole)
def test_every_page_of_a_role_is_valid(site: Website, tmp_path: Path, role: StaffRole) -> None:
    browser = staff_browser(site, role)
    for path in (*pages_of(browser), "/staff/nowhere"):
        browser.get(path)

    assert complaints(tmp_path, browser.seen) == []


def test_every_page_on_the_way_in_is_valid_refused_or_not(site: Website, tmp_path: Path) -> None:
    person = newcomer(site)
    person.get("/staff/sign-in")
    person.post("/staff/sign-in", {})
    person.sign_in()
    again = another_browser(site, person.person)
    again.sign_in()
    again.post("/staff/sign-out", token=None)

    assert complaints(tmp_path, [*person.seen, *again.seen]) == []


def test_the_pages_about_an_account_are_valid(
    admin: StaffBrowser, officer: StaffBrowser, tmp_path: Path
) -> None:
    account = f"/staff/accounts/{officer.person.account.id}"
    admin.get(account)
    admin.post(account, {"role": "king"})
    admin.post("/staff/accounts/new", {})
    admin.post(f"{account}/reset")
    admin.post(f"{account}/disable")

    assert complaints(tmp_path, admin.seen) == []
