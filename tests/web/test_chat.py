"""The browser chat without scripts: the same conversation, as messages."""

from __future__ import annotations

import pytest

from storage.models import ProcessedInput
from tests.builders.clock import Clock
from tests.builders.invited import Invited, crowd
from tests.builders.pages import Page, Respondent
from tests.builders.stored import concerns, count, responses
from tests.builders.website import Website

SECRET = "Aardvarks live in the attic"


@pytest.fixture
def told(chat: Respondent) -> Page:
    """The page after that parent wrote something."""
    chat.skip_to("working_well")
    return chat.answer("working_well", SECRET)


def test_one_tap_answers_and_what_was_said_stays_on_the_screen(chat: Respondent) -> None:
    page = chat.press("answer:no")

    assert page.asked == ["was_there"]
    assert "Did you get the report in time to read it before the conference? You said: No" in (
        page.text
    )


def test_the_page_comes_back_at_the_newest_question(chat: Respondent) -> None:
    assert chat.page.form.action.endswith("/r/now#newest")
    assert 'id="newest"' in chat.page.html


def test_a_bubble_leads_to_changing_its_answer(site: Website, chat: Respondent) -> None:
    chat.press("answer:no")

    page = chat.press("edit:report_in_time")
    assert page.asked == ["report_in_time"]
    assert "No (your answer now)" in page.text

    chat.press("answer:yes")
    assert "You said: Yes" in chat.page.text


def test_an_answer_being_changed_can_be_kept(chat: Respondent) -> None:
    chat.press("answer:no")
    chat.press("back")

    page = chat.press("resume")

    assert page.asked == ["was_there"]
    assert "You said: No" in page.text


def test_a_tap_sent_twice_counts_once(site: Website, chat: Respondent) -> None:
    first = chat.page
    chat.press("answer:no", first)

    again = chat.press("answer:no", first)

    assert again.asked == ["was_there"]
    assert count(site.hall, ProcessedInput) == 1


def test_a_refusal_says_why_and_keeps_the_words(chat: Respondent) -> None:
    chat.skip_to("working_well")

    page = chat.answer("working_well", "a" * 6000)

    assert page.status == 422
    assert page.title.startswith("Problem: Chat: Question")
    assert "longer than the 5000 characters we can take" in page.text
    assert page.stands("working_well") == "a" * 6000


def test_a_choice_that_is_not_there_is_refused(site: Website, chat: Respondent) -> None:
    data = {**chat.page.form.fields, "do": ["answer:maybe"]}

    page = chat.post("/r/now", data)

    assert "not one of the answers here" in page.text
    assert page.asked == ["report_in_time"]


def test_an_answer_for_a_question_we_have_left_is_told_kindly(chat: Respondent) -> None:
    data = {**chat.page.form.fields, "asked": ["yes_no:felt_safe_more"], "do": ["answer:yes"]}

    assert "We had moved on from that question" in chat.post("/r/now", data).text


def test_a_cry_for_help_is_heard_at_once(site: Website, chat: Respondent) -> None:
    page = chat.press("unsafe")

    assert concerns(site.hall) == (("", "now"),)
    assert "We have heard you" in page.text
    assert page.asked == ["report_in_time"]


@pytest.mark.parametrize("how", ["a break", "half an hour"])
def test_after_a_break_the_chat_does_not_tell_what_was_said(
    clock: Clock, chat: Respondent, told: Page, how: str
) -> None:
    assert SECRET in told.html
    if how == "a break":
        assert SECRET not in chat.press("pause").html
        page = chat.press("resume")
    else:
        clock.advance(minutes=30)
        page = chat.get("/r/now")

    assert SECRET not in page.html
    assert "Did you get the report" not in page.text
    assert "What you said before the break is kept." in page.text


def test_what_is_said_after_the_break_is_shown_again(
    clock: Clock, chat: Respondent, told: Page
) -> None:
    clock.advance(minutes=30)
    asked = chat.get("/r/now").asked[0]

    page = chat.answer(asked, "Something newer")

    assert "You said: Something newer" in page.text
    assert SECRET not in page.html


def test_an_answer_from_before_the_break_can_be_kept_or_replaced_unseen(
    clock: Clock, chat: Respondent, told: Page
) -> None:
    clock.advance(minutes=30)

    page = chat.press("back", chat.get("/r/now"))

    assert page.asked == ["working_well"]
    assert "You answered this before the break" in page.text
    assert SECRET not in page.html
    assert "skip" not in page.form.buttons
    assert "resume" in page.form.buttons


def test_after_the_end_no_page_shows_a_bubble(
    site: Website, person: Invited, chat: Respondent, told: Page
) -> None:
    chat.skip_to_review()
    page = chat.press("send", mode="linked")

    assert page.path == "/r/ended/completed"
    assert SECRET not in page.html + chat.get("/r/now").html + chat.get(f"/r/{person.token}").html


def test_the_closing_questions_come_one_by_one_and_back_leads_through_them(
    chat: Respondent,
) -> None:
    chat.skip_to("may_quote")
    chat.press("answer:yes")
    page = chat.press("edit:may_quote")
    assert page.asked == ["may_quote"]

    chat.press("answer:no")
    chat.skip_to_review()

    assert chat.page.form.offered["mode"] == ["linked", "confidential"]
    assert chat.page.form.fields["mode"] == []
    assert chat.press("edit:complaint_or_compliment").asked == ["complaint_or_compliment"]


def test_sending_without_saying_how_to_be_known_says_so(site: Website, chat: Respondent) -> None:
    chat.skip_to_review()

    page = chat.press("send", helper="family")

    assert page.status == 422
    assert "please choose how you want to be known" in page.text
    assert page.form.fields["helper"] == ["family"]
    assert responses(site.hall) == ()


def test_who_calls_for_help_unnamed_is_told_what_that_means(site: Website) -> None:
    child = Respondent(site)
    child.start(crowd(site.hall, "child_after_review", "child")[0].token, "chat")
    child.press("unsafe")
    child.skip_to_review()

    page = child.press("send", mode="anonymous")
    assert "Before you send this" in page.text
    assert responses(site.hall) == ()

    assert child.press("reveal").form.fields["mode"] == ["linked"]


def test_stop_asks_send_or_delete(site: Website, chat: Respondent, told: Page) -> None:
    page = chat.press("stop")
    assert {"confirm", "withdraw", "resume"} <= set(page.form.buttons)

    assert chat.press("confirm").path == "/r/ended/partial"
    assert responses(site.hall)[0].partial


def test_every_page_of_the_chat_offers_the_way_out_the_numbers_and_who_reads(
    chat: Respondent, told: Page
) -> None:
    chat.press("pause")
    chat.press("resume")
    chat.press("stop")

    for page in chat.seen:
        assert 'href="/r/leave"' in page.html, page.title
        assert 'href="tel:999"' in page.html, page.title
        assert 'href="tel:08001111"' in page.html, page.title
        assert "Who reads this, and when" in page.text, page.title


def test_words_are_never_page(chat: Respondent) -> None:
    chat.skip_to("working_well")

    page = chat.answer("working_well", "<img src=x onerror=alert(1)> {{7*7}}")

    assert "<img src=x" not in page.html
    assert "<img src=x onerror=alert(1)> {{7*7}}" in page.text
