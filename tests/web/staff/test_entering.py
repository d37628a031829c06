"""The way in: password, the first time an own one and an authenticator, then a code."""

from __future__ import annotations

import re

import httpx
import pytest

from storage.models import Staff
from tests.builders.colleagues import PASSWORD
from tests.builders.staff_browser import StaffBrowser, another_browser, newcomer, staff_browser
from tests.builders.website import Website

INSIDE = ("/staff/", "/staff/prove", "/staff/nowhere")


def has_password_only(person: StaffBrowser) -> StaffBrowser:
    """Return a second browser that gave the right password and nothing else."""
    browser = another_browser(person.site, person.person)
    browser.get("/staff/sign-in")
    sent = {"email": person.person.account.email, "password": person.person.password}
    assert browser.post("/staff/sign-in", sent).path == "/staff/code"
    return browser


def test_the_first_time_leads_through_password_and_authenticator_to_home(site: Website) -> None:
    person = newcomer(site)

    page = person.sign_in()

    assert (page.status, page.path) == (200, "/staff/")
    assert [seen.path for seen in person.seen] == [
        "/staff/sign-in",
        "/staff/password",
        "/staff/authenticator",
        "/staff/",
    ]


def test_later_password_and_code_lead_home(site: Website) -> None:
    person = newcomer(site)
    person.sign_in()

    again = another_browser(site, person.person)
    again.sign_in()

    assert [seen.path for seen in again.seen] == ["/staff/sign-in", "/staff/code", "/staff/"]


def test_without_an_authenticator_nothing_opens_but_setting_one_up(site: Website) -> None:
    person = newcomer(site)
    person.get("/staff/sign-in")
    sent = {"email": person.person.account.email, "password": person.person.given}
    person.post("/staff/sign-in", sent)

    for path in INSIDE:
        assert person.get(path).path == ("/staff/password" if path != "/staff/nowhere" else path)
    person.post("/staff/password", {"password": PASSWORD, "again": PASSWORD})
    for path in ("/staff/", "/staff/prove", "/staff/accounts"):
        page = person.get(path)
        assert page.path == "/staff/authenticator"
        assert "What waits" not in page.text


def test_with_the_password_alone_nothing_opens_but_the_code_page(officer: StaffBrowser) -> None:
    half = has_password_only(officer)

    for path in ("/staff/", "/staff/prove", "/staff/accounts", "/staff/password"):
        assert half.get(path).path == "/staff/code"
    assert half.post("/staff/prove", {"code": "1"}).status == 401


def test_the_key_stands_in_the_picture_and_in_text_and_no_script_draws_it(site: Website) -> None:
    person = newcomer(site)
    person.sign_in()

    html = person.seen[2].html

    assert "<svg" in html
    assert "staff-qr" in html
    key = re.search(r'staff-key">([A-Z2-7 ]+)<', html)
    assert key is not None
    assert len(key[1].replace(" ", "")) == 32


def test_a_code_is_taken_once(officer: StaffBrowser) -> None:
    code = officer.code()
    first, second = has_password_only(officer), has_password_only(officer)
    assert first.post("/staff/code", {"code": code}).path == "/staff/"

    page = second.post("/staff/code", {"code": code})

    assert page.status == 422
    assert "was used before" in page.text
    assert second.get("/staff/").path == "/staff/code"


def test_a_forged_or_foreign_key_is_not_enrolled(site: Website) -> None:
    thief, victim = newcomer(site, name="A Thief"), newcomer(site, name="A Victim")
    for person in (thief, victim):
        person.get("/staff/sign-in")
        sent = {"email": person.person.account.email, "password": person.person.given}
        person.post("/staff/sign-in", sent)
        person.post("/staff/password", {"password": PASSWORD, "again": PASSWORD})
    foreign = re.search(r'name="enrolment" value="([^"]+)"', thief.page.html)
    assert foreign is not None

    for carried in (foreign[1], "forged", ""):
        page = victim.post("/staff/authenticator", {"code": "123456", "enrolment": carried})
        assert page.status == 422
        assert "take this new key" in page.text


def test_a_wrong_code_keeps_the_key_on_the_page(site: Website) -> None:
    person = newcomer(site)
    person.get("/staff/sign-in")
    sent = {"email": person.person.account.email, "password": person.person.given}
    person.post("/staff/sign-in", sent)
    before = person.post("/staff/password", {"password": PASSWORD, "again": PASSWORD})
    field = re.search(r'name="enrolment" value="([^"]+)"', before.html)
    assert field is not None

    page = person.post("/staff/authenticator", {"code": "000000", "enrolment": field[1]})

    assert page.status == 422
    assert "That code is not right" in page.text
    assert field[1] in page.html


@pytest.mark.parametrize(
    ("password", "again", "told"),
    [
        ("short", "short", "too short"),
        ("password1234", "password1234", "easy to guess"),
        (PASSWORD, PASSWORD + "x", "passwords differ"),
        ("", "", "too short"),
    ],
)
def test_a_password_that_cannot_be_used_is_refused_with_the_remedy(
    site: Website, password: str, again: str, told: str
) -> None:
    person = newcomer(site)
    person.get("/staff/sign-in")
    sent = {"email": person.person.account.email, "password": person.person.given}
    person.post("/staff/sign-in", sent)

    page = person.post("/staff/password", {"password": password, "again": again})

    assert (page.status, page.path) == (422, "/staff/password")
    assert told in page.text
    assert page.title.startswith("Error: ")


def test_wrong_and_unknown_are_told_alike_and_the_address_stays(officer: StaffBrowser) -> None:
    email = officer.person.account.email
    browser = another_browser(officer.site, officer.person)
    browser.get("/staff/sign-in")

    wrong = browser.post("/staff/sign-in", {"email": email, "password": "wrong"})
    unknown = browser.post("/staff/sign-in", {"email": "no@example.org", "password": "wrong"})

    assert wrong.status == unknown.status == 422
    assert wrong.text == unknown.text
    assert f'value="{email}"' in wrong.html
    assert "wrong" not in re.findall(r'value="([^"]*)"', wrong.html)


def test_empty_fields_are_named_one_by_one(site: Website) -> None:
    person = newcomer(site)
    person.get("/staff/sign-in")

    page = person.post("/staff/sign-in", {})

    assert 'href="#email"' in page.html
    assert 'href="#password"' in page.html


def test_ten_wrong_passwords_lock_one_account_and_nobody_else(
    site: Website, officer: StaffBrowser, monkeypatch: pytest.MonkeyPatch
) -> None:
    # All of this test comes from one address; another's tries are counted apart.
    other = staff_browser(site, name="Somebody Else")
    guesser = another_browser(site, officer.person)
    guesser.get("/staff/sign-in")
    sent = {"email": officer.person.account.email, "password": "wrong"}
    for number in range(10):
        monkeypatch.setattr("web.staff.entering.source", lambda at=number: f"192.0.2.{at}")
        assert "not right" in guesser.post("/staff/sign-in", sent).text

    right = {"email": officer.person.account.email, "password": officer.person.password}
    monkeypatch.setattr("web.staff.entering.source", lambda: "192.0.2.99")
    assert "Too many wrong tries" in guesser.post("/staff/sign-in", right).text
    assert officer.get("/staff/").path == "/staff/"
    assert another_browser(site, other.person).sign_in().path == "/staff/"


def test_ten_wrong_codes_lock_the_second_step(officer: StaffBrowser) -> None:
    half = has_password_only(officer)
    for _ in range(10):
        assert "not right" in half.post("/staff/code", {"code": "000000"}).text

    assert "Too many wrong tries" in half.give_code().text


@pytest.mark.parametrize(
    ("wanted", "reached"),
    [
        ("/staff/prove", "/staff/prove"),
        ("//evil.example/staff/", "/staff/"),
        ("https://evil.example/staff/", "/staff/"),
        ("/staff/\\evil.example", "/staff/"),
        ("/staff/\r\nSet-Cookie: a=b", "/staff/"),
        ("javascript:alert(1)", "/staff/"),
        ("/r/somebodys-link", "/staff/"),
    ],
)
def test_signing_in_goes_on_to_own_addresses_only(
    site: Website, officer: StaffBrowser, wanted: str, reached: str
) -> None:
    half = has_password_only(officer)

    reply = half.client.post(
        "/staff/code",
        data={"code": half.code(), "next": wanted, "csrf_token": half.form_token()},
        follow_redirects=False,
    )

    assert (reply.status_code, reply.headers["Location"]) == (303, reached)


def test_the_page_that_was_asked_for_comes_after_signing_in(site: Website) -> None:
    person = newcomer(site)
    page = person.get("/staff/prove")
    assert page.path == "/staff/sign-in"
    assert 'name="next" value="/staff/prove"' in page.html


def test_what_was_searched_does_not_travel_through_the_sign_in_address(
    stranger: httpx.Client,
) -> None:
    reply = stranger.get("/staff/audit", params={"staff": "Canarina"})

    assert reply.headers["Location"] == "/staff/sign-in?next=/staff/audit"


def test_extra_fields_of_a_form_change_nothing(site: Website) -> None:
    person = newcomer(site)
    other = newcomer(site, name="Another Person")
    person.get("/staff/sign-in")
    extra = {"role": "admin", "id": str(other.person.account.id), "staff_id": "1", "step": "done"}
    sent = {"email": person.person.account.email, "password": person.person.given}
    person.post("/staff/sign-in", sent | extra)

    person.post("/staff/password", {"password": PASSWORD, "again": PASSWORD} | extra)

    with site.hall.sessions.reading() as session:
        mine = session.get_one(Staff, person.person.account.id)
        theirs = session.get_one(Staff, other.person.account.id)
        assert mine.role == "officer"
        assert theirs.password_set_at is None
    assert person.page.path == "/staff/authenticator"


def test_a_signed_in_browser_is_not_asked_to_sign_in(officer: StaffBrowser) -> None:
    assert officer.get("/staff/sign-in").path == "/staff/"
