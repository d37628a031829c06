"""The protective headers stand on every reply, and nothing on a page would need them weaker."""

from __future__ import annotations

import re
from collections.abc import Iterator

import httpx
import pytest

from services.hall import Hall
from services.respond import converse
from tests.builders.invited import Invited
from tests.builders.pages import Respondent
from tests.builders.website import Website, serving

ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
}
POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "font-src": "'self'",
    "img-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}


def replies(site: Website, person: Invited) -> Iterator[httpx.Response]:
    """Yield a reply of every kind, errors and redirects among them."""
    client = httpx.Client(base_url=site.url)
    yield client.get("/")
    yield client.get(f"/r/{person.token}")
    yield client.get("/r/unknown")
    yield client.get("/r/now")
    yield client.get("/r/leave")
    yield client.get("/r/ended/completed")
    yield client.get("/resume")
    yield client.get("/nowhere/at/all")
    yield client.delete("/")
    yield client.post("/r/open", data={})
    yield client.post("/", content=b"x" * 5_000_000)


def test_every_reply_bears_the_protective_headers(site: Website, person: Invited) -> None:
    seen = set()
    for reply in replies(site, person):
        policy = dict(part.split(" ", 1) for part in reply.headers[CSP].split("; "))
        assert policy == POLICY, reply.url
        assert {name: reply.headers.get(name) for name in ALWAYS} == ALWAYS, reply.url
        assert reply.headers["Cache-Control"] == "no-store", reply.url
        seen.add(reply.status_code)

    assert seen == {200, 303, 403, 404, 405, 413}


CSP = "Content-Security-Policy"


def test_an_unforeseen_error_bears_them_too(
    site: Website, parent: Respondent, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(converse, "show", _broken)

    page = parent.get("/r/now")

    assert page.status == 500
    assert page.headers[CSP].startswith("default-src 'none'")
    assert page.headers["Cache-Control"] == "no-store"


def _broken(*args: object) -> None:
    raise ZeroDivisionError


def test_style_sheets_and_scripts_bear_them_and_may_be_kept_for_a_day(site: Website) -> None:
    html = httpx.get(site.url).text
    addresses = re.findall(r'(?:src|href)="(/static/[^"]+)"', html)

    assert len(addresses) == 3
    for address in addresses:
        reply = httpx.get(site.url + address)
        assert reply.status_code == 200, address
        assert reply.headers[CSP].startswith("default-src 'none'")
        assert reply.headers["X-Content-Type-Options"] == "nosniff"
        assert reply.headers["Cache-Control"] == "max-age=86400, public"


def test_https_is_demanded_where_it_is_spoken(sqlite_hall: Hall) -> None:
    with serving(sqlite_hall, "https://sayso.example.gov.uk") as site:
        for path in ("/", "/nowhere", "/static/respond.css"):
            demanded = httpx.get(site.url + path).headers["Strict-Transport-Security"]
            assert demanded == "max-age=63072000; includeSubDomains"


def test_https_is_not_demanded_on_loopback(site: Website) -> None:
    assert "Strict-Transport-Security" not in httpx.get(site.url).headers


def test_no_page_holds_a_script_or_style_of_its_own(parent: Respondent) -> None:
    parent.skip_to_review()
    parent.get("/r/ended/completed")
    parent.get("/nowhere")

    for page in parent.seen:
        assert not re.search(r"<script(?![^>]*\ssrc=)", page.html), page.title
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=", page.html), page.title
        assert not re.search(r'(?:src|href|action)="(?:https?:)?//', page.html), page.title
