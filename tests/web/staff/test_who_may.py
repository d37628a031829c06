"""Every staff route against every role: what is declared is what happens."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from uuid import uuid4

import httpx
import pytest
from werkzeug.routing import Rule

from analysis import baseline
from services.council import Council
from services.hall import Hall
from services.staff.sessions import Step
from storage.engine import make_engine, make_sessions
from storage.keys import Keys
from storage.kinds import StaffRole
from storage.models import Response, Staff
from tests.builders.clock import Clock
from tests.builders.databases import Databases
from tests.builders.invited import invited
from tests.builders.pages import Respondent
from tests.builders.staff_browser import StaffBrowser, staff_browser
from tests.builders.stored import count
from tests.builders.website import Website, serving
from web.roles import ANYONE, allowed
from web.staff.guard import steps_of

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
    "Cache-Control": "no-store",
}
LET_IN = "let in"


@pytest.fixture(scope="module")
def site(databases: dict[str, Databases], keys: Keys) -> Iterator[Website]:
    """One website for all roles, since nothing here is changed that another test reads."""
    url = databases["sqlite"].fresh(with_tables=True)
    engine = make_engine(url)
    chance = random.Random(20261015)
    hall = Hall(make_sessions(engine, keys), keys, Clock(), chance, baseline(), Council())
    with serving(hall) as website:
        yield website
    engine.dispose()


def routes(site: Website) -> list[tuple[str, Rule]]:
    """Return every route of the staff door by method, those that end the session last."""
    rules = [rule for rule in site.app.url_map.iter_rules() if rule.rule.startswith("/staff")]
    found = [
        (method, rule)
        for rule in rules
        for method in sorted(rule.methods or ())
        if method in "GET POST"
    ]
    return sorted(found, key=lambda each: ("sign_out" in each[1].endpoint, each[1].rule, each[0]))


def address(rule: Rule) -> str:
    """Return an address of a route: nothing has the ids in it."""
    with_ids = re.sub(r"<uuid:[^>]+>", lambda found: str(uuid4()), rule.rule)
    return re.sub(r"<[^>]+>", "nothing-of-this-name", with_ids)


def has_ids(rule: Rule) -> bool:
    return bool(rule.arguments)


def outcome(reply: httpx.Response, rule: Rule) -> str:
    """Return what a reply comes to: the statuses that refuse somebody, or that they are in.

    A form too broken to be read is refused before anything is looked up, and tells as little
    about what is there as 404 does.
    """
    if reply.status_code == 400 and has_ids(rule):
        return "404"
    location = reply.headers.get("Location", "")
    if reply.status_code == 303 and location.startswith("/staff/sign-in?"):
        return "303 to sign-in"
    return str(reply.status_code) if reply.status_code in {401, 403, 404, 500} else LET_IN


def expected(site: Website, role: StaffRole | None, method: str, rule: Rule) -> str:
    """Return what the route's own declaration promises."""
    view = site.app.view_functions[rule.endpoint]
    if ANYONE in allowed(view):
        return LET_IN
    if role is None:
        return "303 to sign-in" if method == "GET" else "401"
    if Step.DONE not in steps_of(view):
        return LET_IN  # sent home
    if role not in allowed(view):
        return "403"
    return "404" if has_ids(rule) else LET_IN


def sends(browser: StaffBrowser, method: str, rule: Rule) -> httpx.Response:
    """Call a route with the form token of this browser and no other field."""
    data = {"csrf_token": browser.form_token()} if method == "POST" else None
    return browser.client.request(method, address(rule), data=data, follow_redirects=False)


def compare(site: Website, role: StaffRole | None, browser: StaffBrowser) -> None:
    """Hold every route against its declaration for one visitor."""
    told, promised = {}, {}
    browser.get("/staff/")
    for method, rule in routes(site):
        reply = sends(browser, method, rule)
        assert {name: reply.headers.get(name) for name in HEADERS} == HEADERS, rule.rule
        assert reply.headers["Content-Security-Policy"].startswith("default-src 'none'")
        told[f"{method} {rule.rule}"] = outcome(reply, rule)
        promised[f"{method} {rule.rule}"] = expected(site, role, method, rule)
    assert told == promised


@pytest.mark.parametrize("role", StaffRole)
def test_each_role_reaches_what_is_declared_for_it_and_nothing_else(
    site: Website, role: StaffRole
) -> None:
    compare(site, role, staff_browser(site, role, name=f"Matrix {role}"))


def nobody(site: Website) -> StaffBrowser:
    """Return a browser with a form token and nothing more."""
    browser = staff_browser(site, StaffRole.ADMIN, name=f"Nobody {uuid4()}")
    browser.client.cookies.clear()
    return browser


def test_somebody_who_is_not_signed_in_reaches_nothing(site: Website) -> None:
    compare(site, None, nobody(site))


def test_a_respondent_in_the_middle_of_a_conversation_reaches_nothing(site: Website) -> None:
    respondent = Respondent(site)
    respondent.start(invited(site.hall).token)
    browser = nobody(site)
    browser.client.cookies.update(respondent.client.cookies)

    compare(site, None, browser)
    assert count(site.hall, Response) == 0


def test_no_form_is_taken_without_its_token(site: Website) -> None:
    before = count(site.hall, Staff)
    told = {}
    for role in StaffRole:
        browser = staff_browser(site, role, name=f"Tokenless {role}")
        before += 1
        for method, rule in routes(site):
            if method == "POST":
                reply = browser.client.post(address(rule), data={}, follow_redirects=False)
                told[f"{role} {rule.rule}"] = reply.status_code
        assert browser.get("/staff/").path == "/staff/"
    assert set(told.values()) == {403}, told
    assert count(site.hall, Staff) == before


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "TRACE"])
def test_other_methods_do_nothing(site: Website, method: str) -> None:
    browser = staff_browser(site, StaffRole.ADMIN, name=f"Method {method}")

    reply = browser.client.request(method, "/staff/accounts/new")

    assert reply.status_code in {403, 405}
