"""The page at the end: what was said, the closing questions, how to be known."""

from __future__ import annotations

import pytest

from surveys.kinds import Helper, Mode
from tests.builders.clock import Clock
from tests.builders.invited import crowd, invited
from tests.builders.pages import Page, Respondent
from tests.builders.stored import responses
from tests.builders.website import Website


@pytest.fixture
def review(parent: Respondent) -> Page:
    """The review page of a parent who answered one question and passed over the others."""
    parent.answer("report_in_time", "no")
    return parent.skip_to_review()


def test_it_shows_what_was_said_and_what_was_passed_over(review: Page) -> None:
    assert "Did you get the report in time to read it before the conference? Change No" in (
        review.text
    )
    assert "Skipped" in review.text


def test_no_way_of_being_known_is_preselected(review: Page) -> None:
    assert review.form.offered["mode"] == ["linked", "confidential"]
    assert review.form.fields["mode"] == []


def test_nobody_is_asked_to_be_anonymous_where_few_were_invited(site: Website) -> None:
    one = Respondent(site)
    one.start(invited(site.hall).token)
    assert Mode.ANONYMOUS not in one.skip_to_review().form.offered["mode"]

    many = Respondent(site)
    many.start(crowd(site.hall, "parent_after_conference", "parent")[0].token)
    assert Mode.ANONYMOUS in many.skip_to_review().form.offered["mode"]


def test_sending_without_that_choice_says_so_and_keeps_the_rest(
    site: Website, parent: Respondent, review: Page
) -> None:
    page = parent.press("send", answer_may_quote="no", helper="family")

    assert page.status == 422
    assert "please choose how you want to be known" in page.text
    assert 'href="#mode"' in page.html
    assert 'id="mode"' in page.html
    assert page.stands("may_quote") == "no"
    assert page.form.fields["helper"] == ["family"]
    assert responses(site.hall) == ()


def test_one_press_sends_closing_answers_helper_and_choice(
    site: Website, parent: Respondent, review: Page
) -> None:
    parent.press("send", answer_may_quote="yes", helper="worker", mode="linked")

    (stored,) = responses(site.hall)
    assert stored.mode is Mode.LINKED
    assert stored.helper == Helper.WORKER
    assert stored.channel == "web"
    assert {row.question: row.code for row in stored.rows}["may_quote"] == "yes"


def test_sending_twice_stores_one_response_and_thanks_twice(
    site: Website, parent: Respondent, review: Page
) -> None:
    pages = [parent.press("send", review, mode="linked") for _ in range(2)]

    assert len(responses(site.hall)) == 1
    assert [page.path for page in pages] == ["/r/ended/completed"] * 2


def test_a_member_of_staff_is_not_asked_who_helps(site: Website) -> None:
    staff = Respondent(site)
    staff.start(invited(site.hall, "staff_on_quality_assurance", "staff").token)
    while "send" not in staff.page.form.buttons:
        staff.press("skip" if "skip" in staff.page.form.buttons else "answer")

    assert "helper" not in staff.page.form.offered


def test_change_leads_to_the_question_and_back(parent: Respondent, review: Page) -> None:
    page = parent.press("edit:report_in_time")
    assert page.stands("report_in_time") == "no"

    page = parent.answer("report_in_time", "yes")
    assert page.title.startswith("Check before you send")
    assert "before the conference? Change Yes" in page.text


def test_change_loses_no_closing_answer(parent: Respondent, review: Page) -> None:
    parent.press("edit:report_in_time", answer_may_quote="yes")

    assert parent.press("answer").stands("may_quote") == "yes"


def test_a_closing_answer_given_before_a_break_is_not_lost_by_sending(
    site: Website, clock: Clock, parent: Respondent, review: Page
) -> None:
    parent.press("edit:report_in_time", answer_may_quote="yes")
    parent.press("answer")
    clock.advance(minutes=31)

    page = parent.get("/r/now")
    assert page.stands("may_quote") == ""
    parent.press("send", mode="linked")

    (stored,) = responses(site.hall)
    assert {row.question: row.code for row in stored.rows}["may_quote"] == "yes"


@pytest.mark.parametrize("field", ["mode", "helper"])
def test_a_choice_that_is_not_on_the_page_is_refused(
    site: Website, parent: Respondent, review: Page, field: str
) -> None:
    data = {**review.form.fields, "do": ["send"], "mode": ["linked"], field: ["everyone"]}

    assert parent.post("/r/now", data).status == 400
    assert responses(site.hall) == ()


def test_a_way_of_being_known_that_is_not_offered_is_refused(
    site: Website, parent: Respondent, review: Page
) -> None:
    page = parent.post("/r/now", {**review.form.fields, "do": ["send"], "mode": ["anonymous"]})

    assert page.status == 422
    assert "not on offer here" in page.text
    assert responses(site.hall) == ()


def test_enter_sends_and_does_not_change_the_first_answer(review: Page) -> None:
    assert review.form.buttons[0] == "send"


def test_the_last_step_cannot_be_taken_first(site: Website, parent: Respondent) -> None:
    data = {**parent.page.form.fields, "do": ["send"], "mode": ["linked"]}

    page = parent.post("/r/now", data)

    assert page.asked == ["report_in_time"]
    assert responses(site.hall) == ()


@pytest.fixture
def unnamed(site: Website) -> Respondent:
    """A child who asks for an advocate and wants nobody to know who they are."""
    child = Respondent(site)
    child.start(crowd(site.hall, "child_after_review", "child")[0].token)
    child.skip_to_review()
    child.press("send", answer_advocate="yes", mode="anonymous")
    return child


def test_an_anonymous_call_for_help_is_not_sent_before_its_price_is_told(
    site: Website, unnamed: Respondent
) -> None:
    assert "Before you send this" in unnamed.page.text
    assert "So we cannot find you to help." in unnamed.page.text
    assert unnamed.page.form.fields["mode"] == ["anonymous"]
    assert responses(site.hall) == ()


def test_then_their_word_counts(site: Website, unnamed: Respondent) -> None:
    page = unnamed.press("send")

    assert page.path == "/r/ended/completed"
    assert [stored.mode for stored in responses(site.hall)] == [Mode.ANONYMOUS]


def test_they_may_say_who_they_are_after_all(site: Website, unnamed: Respondent) -> None:
    page = unnamed.press("reveal")
    assert page.form.fields["mode"] == ["linked"]
    assert "Before you send this" not in page.text

    unnamed.press("send")

    (stored,) = responses(site.hall)
    assert stored.mode is Mode.LINKED
    assert {row.question: row.code for row in stored.rows}["advocate"] == "yes"


def test_who_called_for_no_help_is_not_asked_again(site: Website) -> None:
    child = Respondent(site)
    child.start(crowd(site.hall, "child_after_review", "child")[0].token)
    child.skip_to_review()

    assert child.press("send", mode="anonymous").path == "/r/ended/completed"
