"""Every page of every questionnaire: works with and without scripts, and bars nobody."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest
from playwright.sync_api import Browser

from surveys import library
from surveys.kinds import Kind, RespondentRole
from tests.browser.conftest import Open
from tests.browser.walk import Walker, barriers, small_targets
from tests.browser.widths import DESK, PHONE
from tests.builders.invited import crowd
from tests.builders.stored import responses
from tests.builders.website import Website

QUESTIONNAIRES = {
    "child_after_review": RespondentRole.CHILD,
    "young_person_after_review": RespondentRole.YOUNG_PERSON,
    "parent_after_conference": RespondentRole.PARENT,
    "staff_on_quality_assurance": RespondentRole.STAFF,
}
NARROW = {"width": 320, "height": 640}
WINDOWS: dict[str, dict[str, Any]] = {
    "scripts": {"viewport": PHONE},
    "no_scripts": {"viewport": PHONE, "java_script_enabled": False},
}


EVERY_KIND = ("child_after_review", "staff_on_quality_assurance")
"""These two ask every kind of question that the four ask."""


class Inspector:
    """Looks at pages and keeps what is wrong with them.

    By day and on a phone it checks every page. By night and at a desk, where only colours and
    widths differ, it checks one page for each kind of question and every page without one.
    """

    def __init__(self, walker: Walker, *, by_night: bool = True) -> None:
        self.walker = walker
        self.by_night = by_night
        self.faults: list[str] = []
        self.checked: set[str] = set()

    def look(self, what: str = "") -> None:
        """Keep a picture of the page that is open, and check it."""
        page = self.walker.page
        self.walker.shown(what)
        if self.walker.name.endswith("no_scripts"):
            return
        self.faults += [*barriers(page), *small_targets(page)]
        page.set_viewport_size(NARROW)
        self.faults += small_targets(page)
        if self.by_night:
            self._look_by_night(what, self.walker.kind)
        page.set_viewport_size(PHONE)

    def _look_by_night(self, what: str, kind: str) -> None:
        if kind in self.checked and not what:
            return
        self.checked |= {kind} - {""}
        page = self.walker.page
        page.emulate_media(color_scheme="dark")
        self.faults += small_targets(page)
        page.set_viewport_size(DESK)
        self.walker.shown(f"{what} by night")
        self.faults += [*barriers(page), *small_targets(page)]
        page.emulate_media(color_scheme="light")


@pytest.mark.parametrize(
    ("questionnaire", "window"),
    [
        *((each, "scripts") for each in QUESTIONNAIRES),
        *((each, "no_scripts") for each in EVERY_KIND),
    ],
)
def test_a_whole_conversation_has_no_barrier_on_any_page(
    walk: Open, site: Website, questionnaire: str, window: str
) -> None:
    person = crowd(site.hall, questionnaire, QUESTIONNAIRES[questionnaire])[0]
    walker = walk(f"{questionnaire} {window}", **WINDOWS[window])
    inspector = Inspector(walker, by_night=questionnaire in EVERY_KIND)

    walker.go(f"/r/{person.token}")
    inspector.look()
    walker.press("Start")
    while walker.kind:
        inspector.look()
        walker.answer()
    inspector.look()
    walker.page.locator("input[name=mode]").first.check()
    walker.press("Send")
    inspector.look()

    assert not inspector.faults, "\n".join(inspector.faults)
    assert not walker.complaints
    assert len(responses(site.hall)) == 1


def test_the_two_that_are_walked_in_every_window_ask_every_kind() -> None:
    def kinds(questionnaires: Iterable[str]) -> set[Kind]:
        return {asked.kind for each in questionnaires for asked in library.load(each).questions}

    assert kinds(EVERY_KIND) == kinds(QUESTIONNAIRES)


@pytest.mark.parametrize("window", WINDOWS)
def test_the_pages_beside_the_questions_have_no_barrier(
    walk: Open, site: Website, window: str
) -> None:
    person = crowd(site.hall, "parent_after_conference", RespondentRole.PARENT)[0]
    walker = walk(f"beside {window}", **WINDOWS[window])
    inspector = Inspector(walker)

    for path in (
        "/",
        "/resume",
        "/what-changed",
        "/r/unknown",
        "/nowhere/else",
        "/r/ended/withdrawn",
    ):
        walker.go(path)
        inspector.look()
    walker.go("/")
    walker.press("Go on")
    inspector.look("Code missing")
    walker.start(person.token)
    walker.press("Next")
    inspector.look("Answer missing")
    walker.press("I am not safe now")
    inspector.look("Help")
    walker.answer()
    walker.press("Take a break")
    inspector.look()
    walker.press("Go on")
    walker.press("Back")
    inspector.look("Answer concealed")
    walker.press("Stop here")
    inspector.look()
    walker.press("Go back to the questions")
    while walker.kind:
        walker.press("Skip")
    walker.press("Send")
    inspector.look("Mode missing")
    walker.page.locator("input[name=mode]").last.check()
    walker.press("Send")
    inspector.look("Asked again")
    walker.press("Stop without sending")
    walker.press("Delete it")
    inspector.look("Words kept")

    assert not inspector.faults, "\n".join(inspector.faults)
    assert not walker.complaints


def test_a_page_with_a_barrier_is_found(walk: Open, browser: Browser) -> None:
    walker = walk()
    walker.go("/")
    walker.page.evaluate(
        "document.querySelector('label').remove();"
        "document.querySelector('main button').style.minHeight = '10px';"
        "document.querySelector('main button').style.padding = '0';"
    )

    assert any("label" in each for each in barriers(walker.page))
    assert any("x2" in each or "x1" in each for each in small_targets(walker.page))
