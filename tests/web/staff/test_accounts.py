"""Accounts on the pages of an administrator."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest

from services.hall import OPERATOR
from services.staff import accounts
from services.staff.accounts import Account
from storage.actors import WHOLE_AUTHORITY, Scope, ScopeLevel
from storage.kinds import StaffRole
from tests.builders.clock import Clock
from tests.builders.invited import invited
from tests.builders.staff_browser import StaffBrowser, newcomer, staff_browser
from tests.builders.website import Website

NORTH = Scope(ScopeLevel.TEAM, "North")
NEW = {"email": "new@example.org", "name": "Noor New", "role": "qa", "scope": ["authority"]}


def account(browser: StaffBrowser) -> Account:
    """Return somebody's account as it stands."""
    found = accounts.one(browser.site.hall, OPERATOR, browser.person.account.id)
    assert found is not None
    return found


def page_of(browser: StaffBrowser) -> str:
    return f"/staff/accounts/{browser.person.account.id}"


def change(by: StaffBrowser, of: StaffBrowser, **fields: object) -> object:
    revision = str(account(of).revision)
    return by.post(page_of(of), {"role": "officer", "revision": revision, **fields})


def test_every_account_is_listed_with_role_scope_and_state(
    admin: StaffBrowser, officer: StaffBrowser
) -> None:
    newcomer(admin.site, StaffRole.LEADER, (), "Lee Late")

    page = admin.get("/staff/accounts")

    for words in ("Jo Reader", "jo.reader@example.org", "Whole authority", "Not signed in yet"):
        assert words in page.text


def test_an_added_account_shows_its_one_time_password_once(admin: StaffBrowser) -> None:
    page = admin.post("/staff/accounts/new", NEW)

    given = re.search(r"\b(?:[a-z0-9]{5}-){3}[a-z0-9]{5}\b", page.text)
    assert given is not None
    assert given[0] not in admin.get("/staff/accounts").text
    made = next(one for one in accounts.listed(admin.site.hall, OPERATOR) if one.name == "Noor New")
    assert (made.role, made.scope) == (StaffRole.QA, (WHOLE_AUTHORITY,))


@pytest.mark.parametrize(
    ("fields", "told", "place"),
    [
        ({"email": "nobody"}, "is not an e-mail address", "email"),
        ({"name": " "}, "Give the name", "name"),
        ({"email": ""}, "Give the e-mail address", "email"),
        ({"email": "", "role": ""}, "Choose what they do", "email"),
        ({"role": "king"}, "Choose what they do", "role"),
        ({"role": ""}, "Choose what they do", "role"),
        ({"scope": ["county:Kent"]}, "is no part of the authority", "scope"),
        ({"scope": ["team:Nowhere"]}, "There is no team called", "email"),
    ],
)
def test_what_cannot_be_used_is_told_beside_its_field_and_nobody_is_added(
    admin: StaffBrowser, fields: dict[str, object], told: str, place: str
) -> None:
    page = admin.post("/staff/accounts/new", NEW | fields)

    assert page.status == 422
    assert told in page.text
    assert f'href="#{place}"' in page.html
    assert len(accounts.listed(admin.site.hall, OPERATOR)) == 1


def test_a_role_and_a_scope_can_be_changed_and_the_person_is_out(
    site: Website, admin: StaffBrowser, officer: StaffBrowser
) -> None:
    invited(site.hall, team="North")

    page = change(admin, officer, role="manager", scope=["team:North"])

    assert "Saved. Jo Reader must sign in again." in page.text
    assert (account(officer).role, account(officer).scope) == (StaffRole.MANAGER, (NORTH,))
    assert officer.get("/staff/").path == "/staff/sign-in"


def test_a_change_of_scope_alone_takes_rights_at_once(
    admin: StaffBrowser, officer: StaffBrowser
) -> None:
    change(admin, officer)
    assert account(officer).scope == ()


def test_a_change_made_on_an_old_page_is_refused(
    admin: StaffBrowser, officer: StaffBrowser
) -> None:
    old = str(account(officer).revision)
    change(admin, officer, role="qa")

    page = admin.post(page_of(officer), {"role": "admin", "revision": old})

    assert "Somebody changed this account meanwhile" in page.text
    assert account(officer).role is StaffRole.QA


def test_fields_that_the_form_does_not_have_change_nothing(
    admin: StaffBrowser, officer: StaffBrowser
) -> None:
    other = staff_browser(admin.site, name="Another Person")
    extra = {"id": str(other.person.account.id), "email": "x@example.org", "disabled": "1"}

    change(admin, officer, role="qa", **extra)

    assert account(other).role is StaffRole.OFFICER
    assert account(officer).email == "jo.reader@example.org"
    assert not account(officer).disabled


def test_a_closed_account_is_out_at_once_and_cannot_come_back(
    admin: StaffBrowser, officer: StaffBrowser
) -> None:
    page = admin.post(f"{page_of(officer)}/disable")

    assert "The account of Jo Reader is closed." in page.text
    assert officer.get("/staff/").path == "/staff/sign-in"
    sent = {"email": officer.person.account.email, "password": officer.person.password}
    assert "not right" in officer.post("/staff/sign-in", sent).text


def test_a_reset_account_starts_afresh_with_the_password_shown(
    admin: StaffBrowser, officer: StaffBrowser
) -> None:
    page = admin.post(f"{page_of(officer)}/reset")

    given = re.search(r'staff-key">([^<]+)<', page.html)
    assert given is not None
    officer.person.given, officer.person.secret = given[1], ""
    assert officer.sign_in().path == "/staff/"


@pytest.mark.parametrize("deed", ["", "/disable", "/reset"])
def test_nobody_changes_their_own_account(admin: StaffBrowser, deed: str) -> None:
    revision = str(account(admin).revision)

    page = admin.post(f"{page_of(admin)}{deed}", {"role": "officer", "revision": revision})

    assert page.status == 422
    assert "your own account" in page.text
    assert account(admin).role is StaffRole.ADMIN
    assert admin.get("/staff/").path == "/staff/"


def test_five_minutes_after_the_code_it_is_asked_for_again(
    admin: StaffBrowser, officer: StaffBrowser, clock: Clock
) -> None:
    clock.advance(minutes=6)
    before = account(officer)

    for path in (page_of(officer), "/staff/accounts/new"):
        assert admin.get(path).path == "/staff/prove"
    for path in (page_of(officer), f"{page_of(officer)}/disable", f"{page_of(officer)}/reset"):
        page = admin.post(path, {"role": "admin", "revision": str(before.revision)})
        assert page.path == "/staff/prove"
    assert account(officer) == before
    assert admin.get("/staff/accounts").path == "/staff/accounts"


def test_a_fresh_code_leads_back_to_what_was_asked_for(
    admin: StaffBrowser, officer: StaffBrowser, clock: Clock
) -> None:
    clock.advance(minutes=6)
    admin.get(page_of(officer))
    old = admin.cookie

    page = admin.post("/staff/prove", {"code": admin.code(), "next": page_of(officer)})

    assert (page.status, page.path) == (200, page_of(officer))
    assert admin.cookie != old
    assert "Saved." in change(admin, officer, role="qa").text


def test_a_wrong_code_opens_nothing(
    admin: StaffBrowser, officer: StaffBrowser, clock: Clock
) -> None:
    clock.advance(minutes=6)
    admin.get("/staff/prove")

    assert admin.post("/staff/prove", {"code": "000000"}).status == 422
    assert admin.get(page_of(officer)).path == "/staff/prove"


def test_an_account_that_is_not_there_is_not_found(admin: StaffBrowser) -> None:
    assert admin.get(f"/staff/accounts/{uuid4()}").status == 404
    assert admin.get("/staff/accounts/not-an-id").status == 404


def test_a_name_is_shown_as_written_and_never_as_page(admin: StaffBrowser) -> None:
    hostile = "<script>alert(1)</script>"

    admin.post("/staff/accounts/new", NEW | {"name": hostile})

    page = admin.get("/staff/accounts")
    assert hostile in page.text
    assert "<script>alert" not in page.html
