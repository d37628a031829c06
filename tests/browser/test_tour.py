"""The ten-minute tour, walked from its first scene to its last over a whole demonstration."""

from __future__ import annotations

import random
import re
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from sqlalchemy import event
from sqlalchemy.orm import Session

from services.build import wire
from services.council import read_council
from services.upkeep.demonstration.stage import open_stage
from storage.models import Concern
from tests.browser.walk import serve_axe
from tests.browser.widths import DESK, in_the_way
from tests.builders.clock import Clock
from tests.builders.demonstrated import built_once, shared_folder
from tests.builders.website import Website, serving
from web.tour.scenes import programme

AT_MOST = 2.0
"""Seconds from the commit of "not safe" to the safeguarding lead's screen."""

TRIES = 4
"""The best counts: other tests work this machine at the same time."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[Website]:
    """The website of a copy of the demonstration, since the tour changes it."""
    built = built_once(shared_folder(tmp_path_factory.getbasetemp(), worker_id))
    var = tmp_path_factory.mktemp("toured")
    shutil.copytree(built.folder / "var", var, dirs_exist_ok=True)
    demo = var / "demo"
    council = read_council(demo / "council.toml")
    url = f"sqlite:///{demo / 'sayso.db'}"
    hall = wire(url, demo / "keys.json", council, Clock(), random.Random(3))
    with serving(hall, stage=open_stage(hall, var)) as website:
        serve_axe(website)
        yield website
    hall.sessions.engine.dispose()


@dataclass
class Tour:
    """Somebody who leads through the tour: its page, and the windows it opens beside."""

    page: Page
    window: BrowserContext

    def opens(self, name: str) -> Page:
        """Press a button that opens a new window; return that."""
        with self.window.expect_page() as opened:
            self.page.get_by_role("button", name=name).click()
        return opened.value

    def begin(self) -> None:
        """Begin the tour, or begin it again."""
        self.page.get_by_role("button", name="Start the tour").click()
        expect(self.page.get_by_role("heading", level=1)).to_have_text("A child is not safe")

    def next(self) -> None:
        """Go on to the next scene."""
        self.page.get_by_role("button", name="Next: ").click()

    def press(self, name: str) -> None:
        """Press a button whose window is open already."""
        self.page.get_by_role("button", name=name).click()


@pytest.fixture
def tour(browser: Browser, site: Website) -> Iterator[Tour]:
    """The tour's first page, in a browser of its own."""
    window = browser.new_context(base_url=site.url, viewport=DESK)
    page = window.new_page()
    page.goto("/tour")
    yield Tour(page, window)
    window.close()


@contextmanager
def commits_of_concerns() -> Iterator[list[float]]:
    """Note when each transaction that raised a concern was committed."""
    moments: list[float] = []

    def flushed(session: Session, *_: object) -> None:
        if any(isinstance(each, Concern) for each in session.new):
            session.info["raised"] = True

    def committed(session: Session) -> None:
        if session.info.pop("raised", False):
            moments.append(time.monotonic())

    event.listen(Session, "before_flush", flushed)
    event.listen(Session, "after_commit", committed)
    yield moments
    event.remove(Session, "before_flush", flushed)
    event.remove(Session, "after_commit", committed)


def test_the_whole_tour_is_walked(tour: Tour) -> None:
    tour.begin()
    lead = tour.opens("Open the safeguarding lead’s screen")
    child = tour.opens("Open the child’s link")
    took = [_not_safe(tour, lead, child)]
    while took[-1] > AT_MOST and len(took) < TRIES:
        tour.begin()
        tour.press("Open the child’s link")
        took.append(_not_safe(tour, lead, child))
    print(f"from commit to screen: {min(took):.2f} s")
    assert min(took) <= AT_MOST, took

    tour.next()
    _many_views(tour, lead)
    tour.next()
    _evidence(tour, lead)
    tour.next()
    _you_said(tour, lead, child)
    tour.next()
    _layouts(tour, lead)


def _not_safe(tour: Tour, lead: Page, child: Page) -> float:
    """Let the child say so; return the seconds until the lead's screen shows it."""
    rows = lead.locator("main tbody tr")
    expect(lead.get_by_role("heading", name="Concerns")).to_be_visible()
    before = rows.count()
    child.get_by_role("button", name="Start", exact=True).click()
    unsafe = child.get_by_role("button", name="I am not safe now")
    expect(unsafe).to_be_visible()
    with commits_of_concerns() as committed:
        unsafe.click(no_wait_after=True)
        expect(rows).to_have_count(before + 1, timeout=20_000)
        shown = time.monotonic()
    expect(lead.locator("tr.staff-new")).to_contain_text("Due in 1 hour")
    expect(child.get_by_text("999").first).to_be_visible()
    return shown - committed[0]


def _many_views(tour: Tour, lead: Page) -> None:
    tour.press("Open the conference from all sides")
    expect(lead.get_by_role("heading", level=1)).to_have_text("One meeting, many views")
    gap = "The child says 3 of 10, mother and the chair 8 of 10."
    expect(lead.locator("p", has_text=gap)).to_be_visible()
    expect(lead.get_by_text("Green: on track").first).to_be_visible()


def _evidence(tour: Tour, lead: Page) -> None:
    tour.press("Open the quarter’s report")
    expect(lead.locator(".strand a").first).to_be_visible()
    numbers = lead.locator(".strand a").evaluate_all(
        "all => all.map(each => [each.href, each.innerText])"
    )
    said = next(words for way, words in numbers if _has_quotes(lead, way))
    counted = lead.locator("main .govuk-body-l strong")
    expect(counted).to_have_text(re.compile(rf"^{said.split()[0]} comments?$"))
    quote = lead.locator("blockquote").first.inner_text()
    lead.get_by_role("link", name="Read it where it was said").first.click()
    place = lead.locator(":target")
    expect(place).to_contain_text(quote)
    expect(place).to_contain_text("Quote may be used")


def _has_quotes(lead: Page, address: str) -> bool:
    lead.goto(address)
    return bool(lead.locator("blockquote").all())


def _you_said(tour: Tour, lead: Page, child: Page) -> None:
    told = child.get_by_text("After your review you now get a letter")
    counter = tour.page.locator("strong", has_text=re.compile("actions? done"))
    done = int(counter.inner_text().split()[0])
    tour.page.get_by_role("button", name="Open this child’s link").first.click()
    expect(child.get_by_role("heading", level=1)).to_have_text("You said, we did")
    expect(told).to_have_count(0)
    tour.press("Open the action")
    lead.get_by_label("done", exact=True).check()
    lead.get_by_role("button", name="Mark as ended").click()
    lead.get_by_role("button", name="Tell those who spoke").click()
    expect(lead.get_by_text("Those who spoke can read it now.")).to_be_visible()
    tour.press("Open this child’s link again")
    expect(told).to_be_visible()
    tour.press("Open what is done about it")
    counted = lead.locator("#actions li", has_text="done in this period")
    expect(counted).to_contain_text(str(done + 1))


def _layouts(tour: Tour, lead: Page) -> None:
    buttons = tour.page.locator(".tour-be button")
    expect(buttons).to_have_count(5)
    titles = set()
    for number in range(5):
        buttons.nth(number).click()
        expect(lead).to_have_url(tour.page.locator("[name=page]").nth(number).input_value())
        expect(lead.get_by_role("heading", name="How this")).to_be_visible()
        titles.add(lead.get_by_role("heading", level=1).inner_text())
    assert len(titles) == 5


def test_no_page_of_the_tour_bars_anybody_or_scrolls_sideways(tour: Tour) -> None:
    page = tour.page
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text))
    faults = in_the_way(page)
    tour.begin()
    for scene in programme().scenes:
        page.goto(f"/tour/{scene.number}")
        faults += in_the_way(page)
    page.goto("/tour/3")
    page.evaluate("for (const form of document.forms) form.target = ''")
    with page.expect_navigation():
        tour.press("Open the quarter’s report")
    with page.expect_navigation():
        page.locator(".strand a").first.click()
    faults += in_the_way(page)
    assert not faults, "\n".join(faults)
    assert not complaints


def test_the_tours_clock_runs_without_a_touch(tour: Tour) -> None:
    tour.page.clock.install()
    tour.begin()
    minute = tour.page.locator("[data-tour-clock]")
    expect(minute).to_have_text("Minute 1 of 10")
    tour.page.clock.fast_forward("03:00")
    expect(minute).to_have_text("Minute 4 of 10")
    tour.page.clock.fast_forward("30:00")
    expect(minute).to_have_text("Minute 10 of 10")
