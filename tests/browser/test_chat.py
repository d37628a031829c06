"""The chat in a real browser: no page loads, a bad network, keyboard alone, nothing in the way."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from storage.models import ProcessedInput
from surveys.kinds import RespondentRole
from tests.browser.conftest import Open
from tests.browser.walk import Walker, barriers, small_targets
from tests.builders.clock import Clock
from tests.builders.invited import Invited, crowd, invited
from tests.builders.stored import count, draft_answers, responses
from tests.builders.website import Website

WORDS = "Aardvarks live in the attic.\nNobody asked."
AT_REST = """async () => {
  // A bubble that is fading in has no contrast yet, and one halfway under a bar no size.
  await Promise.all(document.getAnimations().map(each => each.finished))
  for (const bar of document.querySelectorAll('.bar, .tools')) bar.style.position = 'static'
}"""
PHONE = {"width": 375, "height": 740}
DESK = {"width": 1280, "height": 900}
NARROW = {"width": 320, "height": 640}


@pytest.fixture
def person(site: Website) -> Invited:
    """A parent who was asked about a conference."""
    return invited(site.hall)


def begin(walker: Walker, person: Invited) -> Page:
    """Open a link, choose the chat and start it."""
    walker.go(f"/r/{person.token}")
    walker.press("Chat")
    expect(walker.page.locator("#chat")).to_be_visible()
    return walker.page


def tap(page: Page, words: str) -> None:
    page.get_by_role("button", name=words, exact=True).last.click()


def moving(page: Page, act: Callable[[], object]) -> None:
    """Do something and wait until another question stands there."""
    page.locator("#asked").evaluate("element => { element.dataset.old = 'yes' }")
    act()
    expect(page.locator("#asked:not([data-old])")).to_be_visible()


def stage(page: Page) -> str:
    return (page.locator("#reply").get_attribute("class") or "").partition("--")[2]


def skip_to_writing(page: Page) -> Locator:
    """Skip until words are asked for, and return the box for them."""
    while stage(page) != "write":
        moving(page, lambda: tap(page, "Skip"))
    return page.locator("textarea")


def reply(page: Page) -> None:
    """Answer the newest question by whatever way it offers."""
    now = stage(page)
    if now == "write":
        page.locator("textarea").fill(WORDS)
    elif now == "tick":
        page.locator(".chips input").first.check()
    buttons = {"write": ".composer__say", "tick": ".reply-button--main"}
    moving(page, page.locator(buttons.get(now, "#reply .reply-button")).first.click)


class Inspector:
    """Looks at each kind of page once, on a phone by day and at a desk by night."""

    def __init__(self, walker: Walker) -> None:
        self.walker = walker
        self.seen = {"yes_no"}  # like any other choice
        self.faults: list[str] = []

    def look(self, what: str) -> None:
        """Keep what is wrong with a page, unless one of its kind was looked at."""
        if what in self.seen:
            return
        self.seen.add(what)
        page = self.walker.page
        page.evaluate(AT_REST)
        for scheme, size in (("dark", DESK), ("light", NARROW), ("light", PHONE)):
            page.emulate_media(color_scheme=scheme)
            page.set_viewport_size(size)
            self.walker.shown(f"{what} {size['width']}")
            self.faults += small_targets(page)
            self.faults += [] if size is NARROW else barriers(page)
        page.evaluate("document.querySelector('.bar').style.position = ''")


def test_a_whole_conversation_has_no_barrier_at_any_step(walk: Open, site: Website) -> None:
    person = crowd(site.hall, "young_person_after_review", RespondentRole.YOUNG_PERSON)[0]
    walker = walk("chat", viewport=PHONE)
    inspector, page = Inspector(walker), begin(walker, person)
    moving(page, lambda: tap(page, "No"))
    inspector.look("multiple")
    page.locator(".chips input").first.check()
    moving(page, lambda: tap(page, "Back"))
    while stage(page) != "last":
        kind = page.locator("input[name=asked]").get_attribute("value") or ""
        inspector.look(kind.partition(":")[0])
        reply(page)
    tap(page, "Send")
    expect(page.get_by_text("There is a problem.")).to_be_visible()
    inspector.look("Mode missing")
    tap(page, "I am not safe now")
    expect(page.get_by_text("We have heard you")).to_be_visible()
    tap(page, "Take a break")
    expect(page.locator(".resume-words")).to_be_visible()
    inspector.look("Break")
    tap(page, "Go on")
    page.locator("input[name=mode]").first.check()
    inspector.look("Answers from before the break")
    with page.expect_navigation(url="**/r/ended/completed"):
        tap(page, "Send")

    assert not inspector.faults, "\n".join(inspector.faults)
    assert not walker.complaints
    assert len(responses(site.hall)) == 1
    page.go_back()
    expect(page.get_by_text("Aardvarks")).to_have_count(0)


def test_words_that_the_network_lost_stay_and_count_once_when_sent_again(
    walk: Open, site: Website, person: Invited
) -> None:
    page = begin(walk(), person)
    box = skip_to_writing(page)
    before = count(site.hall, ProcessedInput)
    page.route("**/r/now", lambda route: route.abort())
    box.fill(WORDS)
    tap(page, "Send this answer")
    lost = page.locator("#pending")
    expect(lost).to_contain_text("Not sent. Your words are still here.")
    expect(lost.locator(".bubble--mine")).to_have_text(WORDS)
    expect(box).to_have_value(WORDS)
    assert count(site.hall, ProcessedInput) == before

    page.unroute("**/r/now")
    page.route("**/r/now", _lose_the_reply)
    tap(page, "Try again")
    expect(lost).to_contain_text("Not sent.")
    page.unroute("**/r/now")
    moving(page, lambda: tap(page, "Try again"))

    expect(page.locator("#log")).to_contain_text("Aardvarks live in the attic.")
    expect(lost).to_be_empty()
    assert count(site.hall, ProcessedInput) == before + 1
    assert draft_answers(site.hall)["working_well"] == WORDS


def _lose_the_reply(route: Route) -> None:
    """Let the answer through and lose what comes back."""
    route.fetch(max_redirects=0)
    route.abort()


def test_a_double_tap_is_one_answer_and_its_bubble_leads_to_changing_it(
    walk: Open, site: Website, person: Invited
) -> None:
    page = begin(walk(), person)
    live = page.locator("#newest-words[aria-live=polite]")
    live.evaluate("element => { window.readOut = element }")

    moving(page, lambda: page.get_by_role("button", name="Yes", exact=True).dblclick())
    assert count(site.hall, ProcessedInput) == 1
    assert draft_answers(site.hall) == {"report_in_time": "yes"}

    moving(page, lambda: page.locator(".bubble--mine").click())
    expect(page.locator(".reply-button--now")).to_contain_text("Yes")
    moving(page, lambda: tap(page, "No"))

    assert draft_answers(site.hall) == {"report_in_time": "no"}
    moving(page, lambda: tap(page, "Back"))
    expect(page.locator(".reply-button--now")).to_contain_text("No")
    expect(page.locator("#reply")).to_be_focused()
    assert live.evaluate("element => element === window.readOut"), "the page was loaded again"


def test_the_chat_needs_no_more_than_a_keyboard_and_switching_keeps_half_a_sentence(
    walk: Open, site: Website, person: Invited
) -> None:
    page = begin(walk(), person)
    skip_to_writing(page).focus()
    keys = page.keyboard
    keys.type("Nobody")
    keys.press("Shift+Enter")
    keys.type("asked.")
    moving(page, lambda: keys.press("Enter"))
    assert draft_answers(site.hall)["working_well"] == "Nobody\nasked."
    expect(page.locator("textarea")).to_be_focused()
    keys.type("Half a senten")

    with page.expect_navigation():
        tap(page, "Switch to one at a time")
    expect(page.locator("textarea")).to_have_value("Half a senten")
    with page.expect_navigation():
        tap(page, "Switch to chat")
    expect(page.locator("textarea")).to_have_value("Half a senten")
    expect(page.locator("#log")).to_contain_text("Nobody\nasked.")


def test_a_phone_left_lying_stops_showing_what_was_said(
    walk: Open, site: Website, person: Invited, clock: Clock
) -> None:
    page = walk().page
    page.clock.install()
    begin(Walker(site, page, "", None), person)
    moving(page, lambda: tap(page, "No"))
    expect(page.locator("#log .bubble--mine")).to_have_text(re.compile("No"))

    clock.advance(minutes=31)
    page.clock.fast_forward("31:00")

    expect(page.locator("#log")).to_contain_text("What you said before the break is kept.")
    expect(page.locator("#log .bubble--mine")).to_have_count(0)


def test_without_scripts_the_page_comes_back_at_the_newest_question(
    walk: Open, person: Invited
) -> None:
    page = begin(walk(java_script_enabled=False, viewport=PHONE), person)
    for _ in range(4):
        with page.expect_navigation():
            tap(page, "Skip")
    assert page.url.endswith("/r/now#newest")
    expect(page.locator("#asked")).to_be_in_viewport()
    while not page.locator("textarea").count():
        with page.expect_navigation():
            tap(page, "Skip")
    with page.expect_navigation():
        tap(page, "Send this answer")

    expect(page.get_by_text("There is no answer yet.")).to_be_in_viewport()
