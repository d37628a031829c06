"""Signed-in browsers: what their cookie is, and everything that ends it."""

from __future__ import annotations

import httpx
import pytest

from services.hall import OPERATOR, Hall
from services.staff import accounts
from storage.models import StaffSession
from tests.builders.clock import Clock
from tests.builders.staff_browser import COOKIE, StaffBrowser, another_browser, newcomer
from tests.builders.stored import count
from tests.builders.website import Website, serving


def is_in(browser: StaffBrowser) -> bool:
    return browser.get("/staff/").path == "/staff/"


def test_the_sessions_secret_changes_with_the_code(site: Website, officer: StaffBrowser) -> None:
    browser = another_browser(site, officer.person)
    browser.get("/staff/sign-in")
    sent = {"email": officer.person.account.email, "password": officer.person.password}
    browser.post("/staff/sign-in", sent)
    before, token = browser.cookie, browser.form_token()

    browser.give_code()

    assert browser.cookie != before
    assert browser.form_token() != token
    old = httpx.Client(base_url=site.url, cookies={COOKIE: before})
    assert old.get("/staff/").headers["Location"].startswith("/staff/sign-in")


def test_a_cookie_that_somebody_planted_is_not_adopted(site: Website) -> None:
    person = newcomer(site)
    person.take_cookie("planted")

    person.sign_in()

    assert person.cookie != "planted"


def test_a_cookie_kept_after_signing_out_opens_nothing(officer: StaffBrowser) -> None:
    kept = officer.cookie
    officer.get("/staff/")
    token = officer.form_token()
    assert officer.post("/staff/sign-out").path == "/staff/sign-in"
    assert officer.cookie == ""

    officer.take_cookie(kept)

    assert not is_in(officer)
    assert officer.post("/staff/sign-out", token=token).status in {401, 403}
    officer.take_cookie(kept)
    assert officer.post("/staff/sign-out").status == 401


def test_signing_out_takes_a_post(officer: StaffBrowser) -> None:
    assert officer.get("/staff/sign-out").status == 404
    assert is_in(officer)


def test_somebody_whose_account_was_closed_is_out_at_the_next_request(
    officer: StaffBrowser,
) -> None:
    assert is_in(officer)
    token = officer.form_token()

    accounts.disable(officer.site.hall, OPERATOR, officer.person.account.id)

    assert not is_in(officer)
    page = officer.post("/staff/prove", {"code": "1"}, token=token)
    assert page.status == 401
    assert "not saved" in page.text


@pytest.mark.parametrize(("minutes", "still_in"), [(14, True), (15, False)])
def test_fifteen_idle_minutes_end_a_session(
    officer: StaffBrowser, clock: Clock, minutes: int, still_in: bool
) -> None:
    clock.advance(minutes=minutes)
    assert is_in(officer) is still_in


def test_twelve_hours_end_a_session_however_busy(officer: StaffBrowser, clock: Clock) -> None:
    for _ in range(71):
        clock.advance(minutes=10)
        assert is_in(officer)
    clock.advance(minutes=10)
    assert not is_in(officer)


def test_what_is_sent_after_the_session_ended_is_not_saved(
    admin: StaffBrowser, clock: Clock
) -> None:
    admin.get("/staff/accounts/new")
    before = count(admin.site.hall, StaffSession)
    clock.advance(minutes=16)

    page = admin.post("/staff/accounts/new", {"email": "a@example.org", "name": "A", "role": "qa"})

    assert page.status == 401
    assert "You are signed out" in page.text
    assert count(admin.site.hall, StaffSession) == before
    assert len(accounts.listed(admin.site.hall, OPERATOR)) == 1


def test_behind_https_the_cookies_are_bound_to_the_host_and_hidden(sqlite_hall: Hall) -> None:
    with serving(sqlite_hall, "https://sayso.example.gov.uk") as site:
        person = newcomer(site).person
        asked = httpx.get(f"{site.url}/staff/sign-in")
        token = asked.text.split('name="csrf_token" value="')[1].split('"')[0]
        # Over plain HTTP a client keeps such a cookie to itself, so it is sent by hand.
        kept = asked.headers["Set-Cookie"].split(";")[0]
        sent = {"email": person.account.email, "password": person.given, "csrf_token": token}
        given = httpx.post(f"{site.url}/staff/sign-in", headers={"Cookie": kept}, data=sent)

    lines = [*asked.headers.get_list("Set-Cookie"), *given.headers.get_list("Set-Cookie")]
    names = {line.split("=")[0] for line in lines}
    assert names == {"__Host-sayso-staff-page", "__Host-sayso-staff"}
    for line in lines:
        assert {"Secure", "HttpOnly", "SameSite=Lax", "Path=/"} <= set(line.split("; "))
        assert "Domain" not in line


def test_a_staff_cookie_ends_with_the_browser(officer: StaffBrowser) -> None:
    officer.post("/staff/sign-out")
    officer.sign_in()

    (kept,) = [each for each in officer.client.cookies.jar if each.name == COOKIE]
    assert kept.expires is None
    assert kept.value == officer.cookie


def test_staff_pages_and_respondents_pages_have_sessions_apart(officer: StaffBrowser) -> None:
    officer.get("/")
    officer.get("/staff/")

    names = set(officer.client.cookies)
    assert {"session", "sayso-staff", "sayso-staff-page"} <= names
    officer.post("/staff/sign-out")
    assert "session" in set(officer.client.cookies)


def test_the_form_token_of_a_respondents_page_is_worth_nothing_here(
    officer: StaffBrowser,
) -> None:
    token = officer.get("/").form.fields["csrf_token"][0]

    assert officer.post("/staff/sign-out", token=token).status == 403
    assert is_in(officer)
