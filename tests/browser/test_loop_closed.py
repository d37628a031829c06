"""The loop closes in a browser: an action done, the child's screen says so, the figure moves."""

from __future__ import annotations

import re
from uuid import UUID, uuid4

import pytest
from playwright.sync_api import Page, expect

from services.care import actions, joining
from services.care.actions import Planned
from services.hall import OPERATOR
from services.insight.reporting import Wanted, make_report
from storage.actors import WHOLE_AUTHORITY
from storage.kinds import StaffRole
from surveys.kinds import RespondentRole
from tests.browser.conftest import Open
from tests.browser.walk import Walker, small_targets
from tests.browser.widths import DESK, PHONE, in_the_way
from tests.builders.invited import Invited, invited
from tests.builders.staff_browser import COOKIE, staff_browser
from tests.builders.told import DID, PLAIN, SAID, sent, told
from tests.builders.website import Website

THIS_MONTH = Wanted("quarterly", "2026-10", "authority", "officer")


def answered(site: Website, walker: Walker) -> tuple[Invited, UUID]:
    """Let a child answer in this window; the conversation is held beside the pages, for speed."""
    child = invited(site.hall, "child_after_review", RespondentRole.CHILD)
    walker.go(f"/r/{child.token}")
    kept = {each["name"]: each["value"] for each in walker.page.context.cookies()}
    return child, sent(site.hall, child, browser=kept["browser"])


def figure(site: Website, name: str) -> object:
    """Return a figure of this month's report, None where there is none."""
    found = {each.id: each.value for each in make_report(site.hall, THIS_MONTH).figures}
    return found.get(name)


def look(walker: Walker, what: str, *, staff: bool = False) -> list[str]:
    """Look at a page at both widths; return what stands in anybody's way."""
    fingers: list[str] = []

    def shown(width: str) -> None:
        walker.shown(f"{what} {width}")
        fingers.extend([] if staff else small_targets(walker.page))

    return in_the_way(walker.page, shown) + fingers


@pytest.fixture
def officer(walk: Open, site: Website) -> Walker:
    """A window in which an officer is signed in."""
    walker = walk("loop officer", viewport=DESK)
    cookie = staff_browser(site, StaffRole.OFFICER, (WHOLE_AUTHORITY,)).cookie
    walker.page.context.add_cookies([{"name": COOKIE, "value": cookie, "url": site.url}])
    return walker


def ends_and_tells(officer: Walker, action: UUID) -> list[str]:
    """Write what was done, look at it as a child would, save it and tell; return faults."""
    page = officer.page
    officer.go(f"/staff/actions/{action}")
    page.get_by_label("done", exact=True).check()
    page.get_by_label("What was done, or why it is not possible").fill("New template.")
    page.get_by_label("What people told us").fill(SAID)
    page.get_by_label("What we did, for adults").fill(DID)
    page.get_by_label("What we did, for children").fill(PLAIN)
    officer.press("See how a child will read it")
    expect(page.get_by_label("As a child reads it")).to_contain_text(PLAIN)
    faults = look(officer, "Preview", staff=True)
    officer.press("Mark as ended")
    expect(page.get_by_text("Nobody told yet")).to_be_visible()
    officer.press("Tell those who spoke")
    expect(page.get_by_text("Those who spoke can read it now.")).to_be_visible()
    return faults + look(officer, "Told", staff=True)


def taps(page: Page, words: str) -> None:
    page.get_by_role("button", name=words, exact=True).click()
    expect(page.get_by_text("You told us whether anything changed.")).to_be_visible()


def test_an_action_done_reaches_the_childs_screen_and_the_figure_moves(
    walk: Open, site: Website, officer: Walker
) -> None:
    child = walk("loop child", viewport=PHONE)
    person, response = answered(site, child)
    action = uuid4()
    actions.add(site.hall, OPERATOR, action, Planned("Send reports earlier", "timing"))
    joining.join(site.hall, OPERATOR, action, response)
    assert (figure(site, "actions.told"), figure(site, "answers.change.child.better")) == (0, None)

    child.go(f"/r/{person.token}")
    expect(child.page.get_by_text("There is nothing new to tell you yet.")).to_be_visible()
    faults = ends_and_tells(officer, action)
    child.go(f"/r/{person.token}")
    expect(child.page.get_by_role("heading", name="You said, we did")).to_be_visible()
    expect(child.page.get_by_text(PLAIN)).to_be_visible()
    faults += look(child, "You said")
    taps(child.page, "Yes, things are better")
    faults += look(child, "Thanked")

    assert (figure(site, "actions.told"), figure(site, "answers.change.child.better")) == (1, 1)
    officer.go("/staff/reports?period=2026-10&scope=authority&audience=response_readers")
    expect(officer.page.get_by_role("heading", name="You said, we did")).to_be_visible()
    assert not faults, "\n".join(faults)
    assert not child.complaints + officer.complaints


def test_another_device_and_the_page_for_everybody_show_nothing_of_the_child(
    walk: Open, site: Website
) -> None:
    person, response = answered(site, walk("loop child again", viewport=PHONE))
    told(site.hall, response)
    stranger = walk("loop stranger", viewport=PHONE, java_script_enabled=False)
    stranger.go(f"/r/{person.token}")
    expect(stranger.page.get_by_text("This link does not work")).to_be_visible()
    stranger.page.get_by_role("link", name=re.compile("What changed")).click()
    expect(stranger.page.get_by_text("There is nothing to tell here yet.")).to_be_visible()
