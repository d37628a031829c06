"""After the end, after a break, after leaving in a hurry: nothing said before is shown."""

from __future__ import annotations

import pytest

from storage.models import Concern, Draft
from tests.builders.clock import Clock
from tests.builders.invited import Invited, invited
from tests.builders.pages import Page, Respondent
from tests.builders.stored import count, responses
from tests.builders.website import Website

SECRET = "Aardvarks live in the attic"


@pytest.fixture
def told(parent: Respondent) -> Page:
    """The review page of a parent who wrote something and passed over the rest."""
    parent.skip_to_review()
    parent.press("edit:working_well")
    return parent.answer("working_well", SECRET)


def everything(parent: Respondent, person: Invited) -> str:
    """Return all that this browser can still be shown."""
    paths = ("/", "/r/now", f"/r/{person.token}", "/resume", "/r/ended/completed")
    return "".join(parent.get(path).html for path in paths)


def test_after_sending_no_page_shows_an_answer(
    site: Website, person: Invited, parent: Respondent, told: Page
) -> None:
    page = parent.press("send", mode="linked")

    assert page.path == "/r/ended/completed"
    assert "Thank you We have what you said" in page.text
    assert SECRET not in page.html + everything(parent, person)
    assert parent.get(f"/r/{person.token}").title == "You said, we did – Sayso"
    assert Respondent(site).get(f"/r/{person.token}").status == 404


def test_pressing_an_old_page_after_the_end_shows_nothing_and_stores_nothing(
    site: Website, parent: Respondent, told: Page
) -> None:
    parent.press("send", mode="linked")

    page = parent.press("edit:working_well", told)

    assert "Nothing is open here." in page.text
    assert SECRET not in page.html
    assert len(responses(site.hall)) == 1


def test_stop_asks_send_or_delete_and_sends_a_part(
    site: Website, parent: Respondent, told: Page
) -> None:
    asked = parent.press("stop")
    deeds = [each for each in asked.form.buttons if not each.startswith("language:")]
    assert deeds[:3] == ["confirm", "withdraw", "resume"]

    page = parent.press("confirm")

    assert page.path == "/r/ended/partial"
    (stored,) = responses(site.hall)
    assert stored.partial
    assert SECRET in {row.text for row in stored.rows}


def test_delete_deletes(site: Website, person: Invited, parent: Respondent, told: Page) -> None:
    parent.press("stop")

    page = parent.press("withdraw")

    assert page.path == "/r/ended/withdrawn"
    assert "Your answers are deleted." in page.text
    assert responses(site.hall) == ()
    assert count(site.hall, Draft) == 0
    assert SECRET not in everything(parent, person)


def test_delete_says_when_words_must_stay(site: Website, parent: Respondent) -> None:
    parent.press("unsafe")
    parent.press("stop")

    page = parent.press("withdraw")

    assert page.path == "/r/ended/kept"
    assert "We have to keep those words" in page.text
    assert count(site.hall, Concern) == 1


def test_after_stop_one_can_go_back_to_the_questions(parent: Respondent) -> None:
    parent.answer("report_in_time", "no")
    parent.press("stop")

    assert parent.press("resume").asked == ["was_there"]


def test_a_break_shows_the_four_words_and_no_answer(parent: Respondent, told: Page) -> None:
    page = parent.press("pause")

    assert "You are on a break" in page.text
    assert len(page.resume_words.split()) == 4
    assert SECRET not in page.html


@pytest.mark.parametrize("how", ["a break", "half an hour"])
def test_after_a_break_an_answer_can_be_kept_or_replaced_but_not_read(
    site: Website, clock: Clock, parent: Respondent, told: Page, how: str
) -> None:
    if how == "a break":
        parent.press("pause")
        page = parent.press("resume")
    else:
        clock.advance(minutes=30)
        page = parent.get("/r/now")
    assert "Answered before the break" in page.text
    assert SECRET not in page.html

    page = parent.press("edit:working_well")
    assert SECRET not in page.html
    assert "You answered this before the break" in page.text
    parent.press("resume")
    parent.press("send", mode="linked")

    (stored,) = responses(site.hall)
    assert SECRET in {row.text for row in stored.rows}


def test_leaving_in_a_hurry_leads_away_and_back_finds_nothing(
    person: Invited, parent: Respondent, told: Page
) -> None:
    parent.client.follow_redirects = False
    page = parent.get("/r/leave")
    assert page.headers["Location"] == "https://www.bbc.co.uk/weather"
    parent.client.follow_redirects = True

    assert parent.get("/r/now").path == "/"
    assert SECRET not in parent.page.html


def test_after_leaving_the_link_opens_the_conversation_again(
    person: Invited, parent: Respondent, told: Page
) -> None:
    parent.client.get("/r/leave", follow_redirects=False)

    parent.get(f"/r/{person.token}")

    assert parent.press().title.startswith("Check before you send")


def test_every_page_offers_the_way_out_the_numbers_and_who_reads(
    parent: Respondent, told: Page
) -> None:
    parent.press("send", mode="linked")

    for page in parent.seen:
        assert 'href="/r/leave"' in page.html, page.title
        assert 'href="tel:999"' in page.html, page.title
        assert 'href="tel:08001111"' in page.html, page.title
        assert "Who reads this, and when" in page.text, page.title


def test_a_child_is_thanked_in_words_for_a_child(site: Website) -> None:
    child = Respondent(site)
    child.start(invited(site.hall, "child_after_review", "child").token)
    child.skip_to_review()

    assert "Thank you for telling us We have" in child.press("send", mode="linked").text


def test_there_is_no_page_for_an_end_that_cannot_be(parent: Respondent) -> None:
    assert parent.get("/r/ended/happily").status == 404
