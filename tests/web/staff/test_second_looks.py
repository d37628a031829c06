"""The pages of the second look and of agreement: blind, by role, saved before it is said."""

from __future__ import annotations

import re
from uuid import UUID

import pytest

from services.hall import Hall
from storage.actors import Actor
from storage.kinds import StaffRole
from tests.builders.colleagues import colleague
from tests.builders.feedback import code
from tests.builders.read_by_staff import deeds, heads, themes
from tests.builders.sampled import by, drawn, looked_at
from tests.builders.staff_browser import StaffBrowser, staff_browser
from tests.builders.website import Website

PATH = "/staff/second-look"
FORM = {"sentiment": "negative", "theme": ["timing", "being_heard"]}


@pytest.fixture
def qa(site: Website) -> StaffBrowser:
    return staff_browser(site, StaffRole.QA, name="Quinn Archer")


def coded_first(hall: Hall, officer: Actor, words: str) -> UUID:
    """Store a drawn comment that the machine and an officer have coded."""
    answer = drawn(hall, words)
    code(hall, answer, "positive", ["respect"])
    by(hall, officer, answer, "neutral", ["respect"])
    return answer


def test_one_comment_a_page_without_any_other_coding(site: Website, qa: StaffBrowser) -> None:
    officer = colleague(site.hall, name="Ophelia Firth").actor
    coded_first(site.hall, officer, "They were late & nobody rang.")

    page = qa.get(PATH)

    assert "This is the only comment that waits for you." in page.text
    assert "They were late & nobody rang." in page.text
    assert "The machine suggests" not in page.text
    assert "Ophelia" not in page.text
    assert "checked" not in page.html.split('id="coding"')[1].split("</form>")[0]
    assert page.form.offered["sentiment"] == ["positive", "neutral", "negative", "not_sure"]


def test_what_was_found_is_kept_and_the_next_comment_shown(site: Website, qa: StaffBrowser) -> None:
    officer = colleague(site.hall).actor
    answers = {coded_first(site.hall, officer, f"They rang me {n} times.") for n in range(2)}
    page = qa.get(PATH)
    first = UUID(page.form.action.rpartition("/")[2])

    page = qa.post(page.form.action, FORM)

    assert "Your second look is saved." in page.text
    blind = heads(site.hall, first)[-1]
    assert (blind.round, blind.coder_id, blind.sentiment) == ("blind", qa.actor.id, "negative")
    assert blind.severity is None
    assert themes(site.hall, blind) == {"timing", "being_heard"}
    assert UUID(page.form.action.rpartition("/")[2]) == (answers - {first}).pop()
    qa.post(page.form.action, {"sentiment": "not_sure"})
    assert "Nothing waits for your second look." in qa.page.text


def test_a_form_without_a_feeling_is_shown_again_with_what_was_chosen(
    site: Website, qa: StaffBrowser
) -> None:
    answer = drawn(site.hall)
    page = qa.post(f"{PATH}/{answer}", {"theme": ["timing"], "severity": "2"})
    assert page.status == 422
    assert "Choose how the comment feels, or cannot tell." in page.text
    assert set(page.form.fields["theme"]) == {"timing"}
    assert page.form.fields["severity"] == ["2"]
    assert heads(site.hall, answer) == []


def test_whoever_is_too_late_is_told_and_goes_on(site: Website, qa: StaffBrowser) -> None:
    other = colleague(site.hall, StaffRole.QA, name="Somebody Else").actor
    answer = drawn(site.hall)
    by(site.hall, other, answer, "positive", blind=True)
    page = qa.post(f"{PATH}/{answer}", FORM)
    assert (page.status, len(heads(site.hall, answer))) == (422, 1)
    assert "Somebody else has had the second look" in page.text


def test_a_comment_is_left_to_somebody_else_by_a_link(site: Website, qa: StaffBrowser) -> None:
    for number in range(2):
        drawn(site.hall, f"They rang me {number} times.")
    first = qa.get(PATH)
    way = re.search(r'href="(/staff/second-look\?passed=[^"]+)"', first.html)
    assert way is not None
    second = qa.get(way[1])
    assert second.form.action != first.form.action
    last = re.search(r'href="(/staff/second-look\?passed=[^"]+)"', second.html)
    assert last is not None
    assert "You have left the rest to others." in qa.get(last[1].replace("&amp;", "&")).text
    assert qa.get(PATH, passed="nonsense").status == 404


def test_nobody_else_gets_in_and_home_says_how_many_wait(site: Website, qa: StaffBrowser) -> None:
    answer = drawn(site.hall)
    manager = staff_browser(site, StaffRole.MANAGER)
    assert manager.get(PATH).status == 403
    assert manager.get("/staff/agreement").status == 403
    assert "comment waits for your second look" in qa.get("/staff/").text
    officer = staff_browser(site, StaffRole.OFFICER, name="Has Coded It")
    by(site.hall, officer.actor, answer, "positive")
    assert officer.get(f"{PATH}/{answer}").status == 404
    assert deeds(site.hall, officer.actor)[-1] == "case_refused"
    assert "1 comment waits for somebody who has not seen how it was coded." in (
        officer.get(PATH).text
    )


def test_agreement_is_shown_in_numbers_and_words(site: Website, qa: StaffBrowser) -> None:
    officer = colleague(site.hall).actor
    for number in range(24):
        felt = ("positive", "negative")[number % 2]
        spoken = (["timing"] if number % 2 else [],) * 3
        looked_at(site.hall, officer, qa.actor, felt, felt, "positive" if number == 1 else felt,
                  spoken, text="They were kind. It was great.")  # fmt: skip
    page = staff_browser(site, StaffRole.LEADER).get("/staff/agreement")
    assert "24 of 24 comments were drawn by lot, and 24 of these" in page.text
    assert "two people found the same in 96% of cases" in page.text
    assert re.search(r"0\.92\s+\(0\.6\d to 0\.9\d\)", page.text)
    assert "Almost perfect" in page.text
    assert "Too few comments to say: Being listened to" in page.text
    assert re.search(r"Time and timing\s+12 \(50%\)", page.text)
    assert "Take a second look" not in page.text
    assert "They were kind" not in page.text


def test_with_too_few_second_looks_no_value_is_shown(site: Website, qa: StaffBrowser) -> None:
    officer = colleague(site.hall).actor
    for _ in range(3):
        looked_at(site.hall, officer, qa.actor, "positive", "positive", "negative")
    page = qa.get("/staff/agreement")
    assert "Too few to say: fewer than 20 comments have had a second look." in page.text
    assert "Take a second look" in page.text
    assert "<svg" not in page.html.split("<main")[1]
