"""Signing in on the pages."""

from __future__ import annotations
from tests.builders.staff_browser import another_browser, newcomer, staff_browser
from tests.builders.website import Website
from storage.kinds import StaffRole


def test_first_time(site: Website) -> None:
    b = newcomer(site)
    page = b.sign_in()
    assert page.status == 200 and page.path == "/staff/", [p.text for p in b.seen]
    c = another_browser(site, b.person)
    assert c.sign_in().path == "/staff/"


def test_quick(site):
    b = staff_browser(site, StaffRole.ADMIN)
    assert b.get("/staff/").path == "/staff/"
    assert b.post("/staff/sign-out").path == "/staff/sign-in"
    assert b.get("/staff/xyz").path == "/staff/sign-in"
