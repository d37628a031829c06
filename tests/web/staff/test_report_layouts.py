"""Reports on the staff page, laid out in each of the shapes there are."""

from __future__ import annotations

import io
import json
import random
from collections.abc import Iterator

import docx
import pytest
from playwright.sync_api import Browser

from analysis import baseline
from services.council import Council
from services.hall import Hall
from services.insight.layouts import names
from storage.engine import make_engine, make_sessions
from storage.keys import Keys
from storage.kinds import StaffRole
from surveys.kinds import RespondentRole
from tests.browser.walk import barriers, serve_axe
from tests.builders.clock import Clock
from tests.builders.databases import Databases
from tests.builders.feedback import chose, code, comment, gave, respond
from tests.builders.staff_browser import COOKIE, StaffBrowser, staff_browser
from tests.builders.website import Website, serving

TITLES = {
    "outcomes_based": "How much, how well, better off?",
    "priorities": "Learning by practice priority",
    "scorecard": "Feedback scorecard",
    "signs_of_safety": "Summary of quality assurance",
    "voice_first": "What people told us",
}


@pytest.fixture(scope="module")
def site(databases: dict[str, Databases], keys: Keys) -> Iterator[Website]:
    """A website with a quarter's answers, the same for every test here."""
    engine = make_engine(databases["sqlite"].fresh(with_tables=True))
    chance = random.Random(20261015)
    hall = Hall(make_sessions(engine, keys), keys, Clock(), chance, baseline(), Council())
    for role, people in ((RespondentRole.PARENT, 12), (RespondentRole.CARER, 7)):
        for turn in range(people):
            said = "yes" if turn % 3 else "no"
            respond(hall, chose("listened", said), gave("scale_safety", 6), role=role, team="North")
        for turn in range(6):
            words = comment(hall, role=role, team="North")
            code(hall, words, "positive" if turn % 2 else "negative", ["timing"])
    with serving(hall) as website:
        yield website
    engine.dispose()


@pytest.fixture(scope="module")
def leader(site: Website) -> StaffBrowser:
    """A leader who reads reports."""
    return staff_browser(site, StaffRole.LEADER)


def asked(**choice: str) -> dict[str, str]:
    return {"period": "2026-Q2", "scope": "authority", "audience": "leadership", **choice}


def test_every_layout_has_its_title_here() -> None:
    assert tuple(TITLES) == names()


@pytest.mark.parametrize("name", TITLES)
def test_the_page_shows_the_chosen_layout_and_keeps_it_for_the_files(
    leader: StaffBrowser, name: str
) -> None:
    page = leader.get("/staff/reports", **asked(layout=name))
    assert TITLES[name] in page.html
    assert f'<option value="{name}" selected>' in page.html
    assert page.html.count(f"layout={name}") >= 3
    assert "style=" not in page.html


@pytest.mark.parametrize("name", TITLES)
def test_page_data_and_word_document_are_the_same_report(leader: StaffBrowser, name: str) -> None:
    files = {
        form: leader.client.get(
            "/staff/reports/download", params=asked(layout=name, format=form)
        ).content
        for form in ("html", "json", "docx")
    }
    plain = leader.client.get("/staff/reports/download", params=asked(format="json"))
    data = json.loads(files["json"])
    written = docx.Document(io.BytesIO(files["docx"]))
    lines = [line.text for line in written.paragraphs]
    assert TITLES[name] in files["html"].decode()
    assert (data["layout"], data["figures"]) == (name, json.loads(plain.content)["figures"])
    assert TITLES[name] in lines
    assert [each["heading"] for each in data["sections"]] == [
        line.text for line in written.paragraphs if line.style and line.style.name == "Heading 1"
    ][1:]


@pytest.mark.parametrize("name", ["modern", "../council.toml", "/etc/passwd", "own.toml"])
def test_a_layout_that_is_not_offered_is_not_there(leader: StaffBrowser, name: str) -> None:
    assert leader.get("/staff/reports", **asked(layout=name)).status == 404


@pytest.mark.parametrize("width", [375, 1280])
def test_no_layout_bars_anybody_or_scrolls_sideways(
    browser: Browser, site: Website, leader: StaffBrowser, width: int
) -> None:
    serve_axe(site)
    window = browser.new_context(base_url=site.url, viewport={"width": width, "height": 800})
    window.add_cookies([{"name": COOKIE, "value": leader.cookie, "url": site.url}])
    page = window.new_page()
    for name in TITLES if width == 375 else ("scorecard", "outcomes_based"):
        page.goto(f"/staff/reports?period=2026-Q2&layout={name}")
        found = barriers(page)
        assert not found, "\n".join(found)
        assert not page.evaluate("document.documentElement.scrollWidth > innerWidth"), name
    window.close()
