"""The pages on which somebody settles what two readers differ on."""

from __future__ import annotations

import re
from uuid import UUID

import pytest

from services.insight.settling import Holds
from storage.kinds import StaffRole
from storage.models import Coding
from tests.builders.apart import apart, settled
from tests.builders.colleagues import Colleague, colleague
from tests.builders.read_by_staff import deeds, heads, themes
from tests.builders.sampled import by, drawn, looked_at
from tests.builders.staff_browser import StaffBrowser, staff_browser
from tests.builders.website import Website

PATH = "/staff/second-look/differences"
ANEW = {"take": "anew", "sentiment": "neutral", "severity": "1", "theme": ["timing"]}


@pytest.fixture
def qa(site: Website) -> StaffBrowser:
    return staff_browser(site, StaffRole.QA, name="Quinn Archer")


@pytest.fixture
def two(site: Website) -> tuple[Colleague, Colleague]:
    first = colleague(site.hall, name="Ophelia Firth")
    return first, colleague(site.hall, StaffRole.QA, name="Sol Iversen")


def differs(site: Website, two: tuple[Colleague, Colleague], text: str = "They were late.") -> UUID:
    return apart(site.hall, two[0].actor, two[1].actor, text=text)


def seen(browser: StaffBrowser) -> str:
    found = re.search(r'name="seen" value="([^"]+)"', browser.page.html)
    assert found is not None
    return found[1]


def newest(site: Website, answer: UUID) -> Coding:
    return heads(site.hall, answer)[-1]


def test_the_list_is_reached_from_both_pages_and_holds_no_words(
    site: Website, qa: StaffBrowser, two: tuple[Colleague, Colleague]
) -> None:
    answer = differs(site, two)
    drawn(site.hall, "Nobody has looked at this one.")
    assert PATH in qa.get("/staff/second-look").html
    assert PATH in qa.get("/staff/agreement").html
    page = qa.get(PATH)
    assert "To be settled (1)" in page.text
    assert re.search(r"What needs to happen\?.*How it feels; what it speaks of", page.text, re.S)
    assert f"{PATH}/{answer}" in page.html
    assert "late" not in page.text
    assert "Nothing has been settled yet." in qa.get(PATH, show="settled").text
    assert "To be settled (1)" in qa.get(PATH, page="9").text


def test_both_readings_stand_side_by_side_without_anybodys_name(
    site: Website, qa: StaffBrowser, two: tuple[Colleague, Colleague]
) -> None:
    answer = differs(site, two, "They were late & nobody rang.")
    page = qa.get(f"{PATH}/{answer}")
    assert "They were late & nobody rang." in page.text
    assert re.search(r"How it feels\s+Positive\s+Negative\s+They differ", page.text)
    assert re.search(r"How much it weighs\s+Not sure\s+Not sure\s+The same", page.text)
    assert page.text.count("(only here)") == 3
    assert "Ophelia" not in page.text
    assert "Sol" not in page.text
    assert deeds(site.hall, qa.actor)[-1] == "difference_shown"


@pytest.mark.parametrize(
    ("take", "felt", "spoken"),
    [("first", "positive", {"timing", "respect"}), ("second", "negative", {"being_heard"})],
)
def test_one_press_takes_either_reading_and_leads_to_the_next(
    site: Website,
    qa: StaffBrowser,
    two: tuple[Colleague, Colleague],
    take: str,
    felt: str,
    spoken: set[str],
) -> None:
    answer, other = differs(site, two), differs(site, two)
    qa.get(f"{PATH}/{answer}")
    page = qa.post(f"{PATH}/{answer}", {"take": take, "seen": seen(qa)})
    assert "It is settled. Here is the next one." in page.text
    assert f"{PATH}/{other}" in page.html
    kept = newest(site, answer)
    assert (kept.round, kept.coder_id, kept.sentiment) == ("resolved", qa.actor.id, felt)
    assert themes(site.hall, kept) == spoken
    page = qa.post(f"{PATH}/{other}", {"take": take, "seen": seen(qa)})
    assert "It is settled. No other waits." in page.text
    assert "Settled (2)" in page.text
    held = f"The {take} reader’s holds"
    assert qa.get(PATH, show="settled").text.count(held) == 2


def test_neither_is_chosen_anew_from_what_both_found_and_shown_as_settled(
    site: Website, qa: StaffBrowser, two: tuple[Colleague, Colleague]
) -> None:
    both = (["timing"], ["timing", "respect"], ["timing", "being_heard"])
    first, second = (each.actor for each in two)
    answer = looked_at(site.hall, first, second, None, "positive", "negative", both)
    form = qa.get(f"{PATH}/{answer}").html.split('id="coding"')[1]
    ticked = re.findall(r'value="(\w+)" checked', form)
    assert ticked == ["not_sure", "timing"], "the weight and the theme that both chose"
    qa.post(f"{PATH}/{answer}", {**ANEW, "seen": seen(qa)})
    kept = newest(site, answer)
    assert (kept.sentiment, kept.severity, themes(site.hall, kept)) == ("neutral", 1, {"timing"})
    page = qa.get(f"{PATH}/{answer}")
    assert "Settled on 15 October 2026" in page.text
    assert "neither holds. It can be settled anew" in page.text
    assert re.search(r"Positive\s+Negative\s+Neutral\s+They differ", page.text)


def test_a_form_that_lacks_something_says_so_and_keeps_what_was_chosen(
    site: Website, qa: StaffBrowser, two: tuple[Colleague, Colleague]
) -> None:
    answer = differs(site, two)
    qa.get(f"{PATH}/{answer}")
    sent = {"seen": seen(qa), "theme": ["timing"]}
    page = qa.post(f"{PATH}/{answer}", {"take": "anew", **sent})
    assert page.status == 422
    assert "Choose how the comment feels, or not sure." in page.text
    assert "Choose how much it weighs, or not sure." in page.text
    assert re.search(r'value="timing" checked', page.html)
    page = qa.post(f"{PATH}/{answer}", {"take": "both", **sent})
    assert (page.status, newest(site, answer).round) == (422, "blind")
    assert "Choose whose reading holds" in page.text
    page = qa.post(f"{PATH}/{answer}", {**ANEW, "seen": seen(qa), "theme": ["weather"]})
    assert (page.status, newest(site, answer).round) == (422, "blind")
    assert "One of these themes is not in the codebook; choose from the list." in page.text


def test_a_stale_form_is_shown_the_readings_of_now_or_the_list(
    site: Website, qa: StaffBrowser, two: tuple[Colleague, Colleague]
) -> None:
    answer = differs(site, two)
    qa.get(f"{PATH}/{answer}")
    old = {"take": "second", "seen": seen(qa)}
    settled(site.hall, two[0].actor, answer, Holds.FIRST)
    page = qa.post(f"{PATH}/{answer}", old)
    assert (page.status, newest(site, answer).coder_id) == (422, two[0].actor.id)
    assert "Somebody coded or settled this comment after you opened it" in page.text
    assert "the first reader’s holds. It can be settled anew" in page.text
    by(site.hall, two[0].actor, answer, "negative", ["being_heard"])
    page = qa.post(f"{PATH}/{answer}", {**old, "seen": seen(qa)})
    assert page.status == 422
    assert "Somebody coded or settled this comment after you opened it" in page.text
    assert "No comment waits to be settled." in page.text


def test_what_is_not_theirs_is_not_there_and_other_roles_do_not_get_in(
    site: Website, qa: StaffBrowser, two: tuple[Colleague, Colleague]
) -> None:
    once = drawn(site.hall)
    by(site.hall, two[0].actor, once, "positive")
    assert qa.get(f"{PATH}/{once}").status == 404
    assert qa.post(f"{PATH}/{once}", {"take": "first", "seen": ""}).status == 404
    assert deeds(site.hall, qa.actor) == ["case_refused", "case_refused"]
    leader = staff_browser(site, StaffRole.LEADER)
    assert leader.get(PATH).status == 403
    assert PATH not in leader.get("/staff/agreement").html


def test_agreement_says_what_became_of_differences_and_hides_small_numbers(
    site: Website, qa: StaffBrowser, two: tuple[Colleague, Colleague]
) -> None:
    answers = [differs(site, two) for _ in range(7)]
    for answer in answers[:4]:
        settled(site.hall, qa.actor, answer, Holds.SECOND)
    page = qa.get("/staff/agreement")
    assert "Of 7 comments that two people coded, they differ on 7" in page.text
    assert "4 of these were settled." in page.text
    assert "Too few to say whose reading held: fewer than 5." in page.text
    for answer in answers[4:6]:
        settled(site.hall, qa.actor, answer, (Holds.SECOND, Holds.FIRST)[answer == answers[5]])
    page = qa.get("/staff/agreement")
    for when in ("October 2026", "All"):
        assert re.search(rf"{when}\s+6\s+1\s+5\s+0\s+83%", page.text)
