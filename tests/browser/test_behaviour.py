"""What a browser adds: leaving in a hurry, the back button, the keyboard, a nervous finger."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from threading import Thread

import pytest
from playwright.sync_api import Page, expect
from werkzeug import Response
from werkzeug.serving import make_server

from storage.models import ProcessedInput
from tests.browser.conftest import Open
from tests.browser.walk import Walker, choices
from tests.builders.invited import Invited, invited
from tests.builders.stored import count, responses
from tests.builders.talk import sit_down, skip_while
from tests.builders.website import Quiet, Website
from web.respond import ending

SECRET = "Aardvarks live in the attic"
LAST_WORDS = "needs_to_happen"
"""The last question for words that everybody is asked."""
SCRIPTS = pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no_scripts"])


@pytest.fixture
def person(site: Website) -> Invited:
    """A parent who was asked about a conference."""
    return invited(site.hall)


@pytest.fixture
def elsewhere(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Stand in for the world outside, which no test may reach."""
    weather = Response("<title>Weather</title>Rain later.", content_type="text/html")
    server = make_server("127.0.0.1", 0, weather, request_handler=Quiet)
    Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    monkeypatch.setattr(ending, "ELSEWHERE", f"http://127.0.0.1:{server.server_port}/weather")
    yield ending.ELSEWHERE
    server.shutdown()
    server.server_close()


def told(walker: Walker, person: Invited) -> None:
    """Tell a secret and go to the review page, which shows it."""
    start_at(walker, person, LAST_WORDS)
    walker.page.locator("textarea").fill(SECRET)
    walker.press("Next")
    while walker.kind:
        walker.press("Skip")
    assert SECRET in walker.page.content()


def start_at(walker: Walker, person: Invited, question: str) -> None:
    """Start, and pass over what is asked before a question beside the pages, for speed."""
    walker.start(person.token)
    (held,) = (each for each in walker.page.context.cookies() if each["name"] == "browser")
    talk = sit_down(walker.site.hall, person, held["value"])
    skip_while(talk.hall, talk.seat, lambda asked: asked != question)
    walker.go("/r/now")
    assert walker.kind == "long_text"


def tap(page: Page) -> None:
    page.get_by_role("button", name="Leave this page now").click()


def shift_thrice(page: Page) -> None:
    for _ in range(3):
        page.keyboard.press("Shift")


@pytest.mark.parametrize(
    ("scripts", "leave"),
    [(True, tap), (True, shift_thrice), (False, tap)],
    ids=["button", "shift_thrice", "no_scripts"],
)
def test_leaving_shows_another_site_and_back_shows_nothing(
    walk: Open,
    person: Invited,
    elsewhere: str,
    scripts: bool,
    leave: Callable[[Page], None],
) -> None:
    walker = walk(java_script_enabled=scripts)
    told(walker, person)

    leave(walker.page)
    walker.page.wait_for_url(elsewhere)
    assert "Rain later." in walker.page.content()

    walker.page.go_back()
    assert SECRET not in walker.page.content()
    expect(walker.page.get_by_text("Enter your code").first).to_be_visible()


@SCRIPTS
def test_after_the_end_the_back_button_shows_no_answer(
    walk: Open, site: Website, person: Invited, scripts: bool
) -> None:
    walker = walk(java_script_enabled=scripts)
    told(walker, person)
    walker.page.locator("input[name=mode]").first.check()
    walker.press("Send")
    assert len(responses(site.hall)) == 1

    for _ in range(3):
        walker.page.go_back()
        assert SECRET not in walker.page.content()


@SCRIPTS
def test_the_back_button_and_another_answer_change_what_was_said(
    walk: Open, person: Invited, scripts: bool
) -> None:
    walker = walk(java_script_enabled=scripts)
    walker.start(person.token)
    choices(walker.page).nth(0).check()
    walker.press("Next")
    walker.press("Back")
    expect(choices(walker.page).nth(0)).to_be_checked()

    choices(walker.page).nth(1).check()
    walker.press("Next")
    walker.press("Back")

    expect(choices(walker.page).nth(1)).to_be_checked()


def test_a_nervous_double_click_counts_once(walk: Open, site: Website, person: Invited) -> None:
    walker = walk()
    walker.start(person.token)
    choices(walker.page).nth(0).check()

    with walker.page.expect_navigation():
        walker.page.get_by_role("button", name="Next").dblclick()
    walker.page.wait_for_load_state()

    assert "Question 2" in walker.page.title()
    assert count(site.hall, ProcessedInput) == 1


def test_a_conversation_needs_no_more_than_a_keyboard(
    walk: Open, site: Website, person: Invited
) -> None:
    walker = walk()
    walker.go("/")
    walker.page.locator("#key").focus()
    walker.page.keyboard.type(person.code)
    with walker.page.expect_navigation():
        walker.page.keyboard.press("Enter")
    walker.page.get_by_role("button", name="Start").focus()
    with walker.page.expect_navigation():
        walker.page.keyboard.press("Enter")
    choices(walker.page).first.focus()
    walker.page.keyboard.press("ArrowDown")
    with walker.page.expect_navigation():
        walker.page.keyboard.press("Enter")

    assert "Question 2" in walker.page.title()
    walker.press("Back")
    expect(choices(walker.page).nth(1)).to_be_checked()


def test_a_problem_takes_the_focus_and_leads_to_the_field(walk: Open, person: Invited) -> None:
    walker = walk()
    walker.start(person.token)
    walker.press("Next")

    assert walker.page.evaluate("document.activeElement.className") == "govuk-error-summary"
    walker.page.get_by_role(
        "link", name="There is no answer yet. Give one, or choose Skip."
    ).click()

    assert walker.page.evaluate("document.activeElement.name") == "answer.report_in_time"


def test_the_count_of_characters_speaks_when_the_end_comes_near(
    walk: Open, person: Invited
) -> None:
    walker = walk()
    start_at(walker, person, LAST_WORDS)

    walker.page.locator("textarea").fill("a" * 4990)

    walker.page.get_by_text("You have 10 characters left").first.wait_for()


def test_none_of_these_takes_the_other_ticks_away(walk: Open, person: Invited) -> None:
    walker = walk()
    walker.start(person.token)
    walker.press("Skip")
    choices(walker.page).nth(0).check()
    walker.press("Next")
    while walker.kind != "multiple":
        walker.press("Skip")
    choices(walker.page).nth(0).check()

    walker.page.get_by_label("Nobody").check()

    expect(choices(walker.page).nth(0)).not_to_be_checked()
