"""Cookies are marked so that nobody but this site's server ever reads them."""

from __future__ import annotations

from http.cookies import SimpleCookie

import httpx
import pytest

from services.hall import Hall
from tests.builders.invited import Invited
from tests.builders.pages import Respondent
from tests.builders.website import Website, serving
from web.signing import Cookies


def cookies_of(reply: httpx.Response) -> SimpleCookie:
    """Return the cookies that a reply sets."""
    jar = SimpleCookie()
    for line in reply.headers.get_list("Set-Cookie"):
        jar.load(line)
    return jar


def test_behind_https_each_cookie_is_bound_to_the_host_and_hidden(sqlite_hall: Hall) -> None:
    with serving(sqlite_hall, "https://sayso.example.gov.uk") as site:
        jar = cookies_of(httpx.get(site.url))

    assert set(jar) == {"__Host-session", "__Host-browser"}
    for cookie in jar.values():
        assert cookie["secure"]
        assert cookie["httponly"]
        assert cookie["samesite"] == "Lax"
        assert cookie["path"] == "/"
        assert not cookie["domain"]


def test_on_plain_loopback_cookies_work_without_https(site: Website) -> None:
    jar = cookies_of(httpx.get(site.url))

    assert set(jar) == {"session", "browser"}
    assert not any(cookie["secure"] for cookie in jar.values())
    assert all(cookie["httponly"] for cookie in jar.values())


@pytest.mark.parametrize(
    ("base_url", "secure"),
    [
        ("http://127.0.0.1:8000", False),
        ("http://localhost", False),
        ("http://[::1]:8000", False),
        ("https://127.0.0.1:8000", True),
        ("https://sayso.example.gov.uk", True),
    ],
)
def test_only_plain_loopback_goes_without_secure(base_url: str, secure: bool) -> None:
    assert Cookies.under(base_url).secure is secure


def test_the_seat_ends_with_the_browser_and_its_secret_after_fourteen_days(site: Website) -> None:
    jar = cookies_of(httpx.get(site.url))

    assert not jar["session"]["max-age"]
    assert jar["browser"]["max-age"] == str(14 * 24 * 60 * 60)


def test_no_cookie_holds_a_word_of_an_answer(site: Website, person: Invited) -> None:
    respondent = Respondent(site)
    respondent.start(person.token)
    respondent.skip_to_review()
    respondent.press("edit:working_well")
    respondent.answer("working_well", "Aardvarks")

    sent = " ".join(respondent.client.cookies.values())
    assert "Aardvarks" not in sent
    assert person.token not in sent
    assert person.case_reference not in sent
