"""What happens to what people type and press."""

from __future__ import annotations

import pytest

from services.respond import converse
from storage.models import Concern, ProcessedInput
from tests.builders.invited import Invited, invited
from tests.builders.pages import Respondent
from tests.builders.stored import concerns, count
from tests.builders.website import Website

LONG = "working_well"


def test_next_without_an_answer_says_what_to_do(parent: Respondent) -> None:
    page = parent.press("answer")

    assert page.status == 422
    assert "There is no answer yet. Give one, or choose Skip." in page.text
    assert page.title.startswith("Problem: Question 1")
    assert 'href="#answer-report_in_time"' in page.html
    assert 'id="answer-report_in_time"' in page.html


@pytest.mark.parametrize("letter", ["a", "ŵ", "😀"])
def test_an_answer_of_100_kilobytes_is_refused_with_its_words_still_there(
    site: Website, parent: Respondent, letter: str
) -> None:
    parent.skip_to(LONG)
    told = letter * (100_000 // len(letter.encode()))

    page = parent.answer(LONG, told)

    assert page.status == 422
    assert "longer than the 5000 characters we can take" in page.text
    assert page.stands(LONG) == told
    assert parent.get("/r/now").asked == [LONG]


def test_more_than_the_site_takes_is_refused_in_one_sentence(parent: Respondent) -> None:
    parent.skip_to(LONG)

    page = parent.answer(LONG, "a" * 5_000_000)

    assert page.status == 413
    assert "more than we can take at once" in page.text


def test_a_longest_answer_arrives_whole(parent: Respondent) -> None:
    parent.skip_to(LONG)
    parent.answer(LONG, "é" * 5000)

    assert parent.press("back").stands(LONG) == "é" * 5000


HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</textarea><b>out</b>",
    "{{7*7}} {% raw %} ${7*7} #{7*7}",
    "&lt;b&gt; &amp;amp;",
    "=1+1",
    "👩\u200d👧 ŵŷ é",
    "O'Brien; DROP TABLE draft; --",
    "two\nlines\n\n  and an indent",
]


@pytest.mark.parametrize("told", HOSTILE)
def test_words_come_back_as_they_were_written_and_never_as_page(
    parent: Respondent, told: str
) -> None:
    parent.skip_to(LONG)
    parent.answer(LONG, told)

    assert parent.press("back").stands(LONG) == told
    parent.press("answer")
    parent.skip_to_review()
    assert " ".join(told.split()) in parent.page.text
    for page in parent.seen:
        assert "<img src=x" not in page.html
        assert "<b>out" not in page.html
        assert "<script>alert" not in page.html


def test_line_ends_of_a_form_count_as_one_character(parent: Respondent) -> None:
    parent.skip_to(LONG)
    parent.answer(LONG, "a\r\n" * 2500)

    assert parent.page.status == 200
    assert parent.press("back").stands(LONG) == ("a\n" * 2500).strip()


def test_pressing_next_twice_counts_once(site: Website, parent: Respondent) -> None:
    first = parent.page
    parent.press("answer", first, answer_report_in_time="no")
    again = parent.press("answer", first, answer_report_in_time="no")

    assert again.asked == ["was_there"]
    assert count(site.hall, ProcessedInput) == 1


def test_an_earlier_page_sent_again_with_another_answer_counts(parent: Respondent) -> None:
    first = parent.page
    parent.press("answer", first, answer_report_in_time="no")
    parent.press("answer", first, answer_report_in_time="yes")
    parent.press("back")

    assert parent.page.stands("report_in_time") == "yes"


def test_a_page_that_is_off_the_path_is_told_kindly(parent: Respondent) -> None:
    parent.skip_to("was_there")
    parent.answer("was_there", "yes")
    while parent.page.asked != ["felt_safe"]:
        parent.press("skip")
    follow_up = parent.answer("felt_safe", "no")
    assert follow_up.asked == ["felt_safe_more"]
    parent.press("back")
    parent.answer("felt_safe", "yes")

    page = parent.press("answer", follow_up, answer_felt_safe_more="It was nothing.")

    assert "We had moved on from that question" in page.text
    assert page.asked == [LONG]


@pytest.mark.parametrize("button", ["back", "pause", "stop", "talk", "unsafe"])
def test_no_button_but_skip_loses_typed_words(parent: Respondent, button: str) -> None:
    parent.skip_to(LONG)

    parent.press(button, answer_working_well="The new worker rings back.")
    if "resume" in parent.page.form.buttons and button == "stop":
        parent.press("resume")
    parent.skip_to_review()

    kept = "Answered before the break" if button == "pause" else "The new worker rings back."
    if button == "pause":
        parent.press("resume")
        parent.skip_to_review()
    assert kept in parent.page.text


def test_skip_takes_an_earlier_answer_out(parent: Respondent) -> None:
    parent.answer("report_in_time", "no")
    parent.press("back")
    parent.press("skip")
    parent.press("back")

    assert parent.page.stands("report_in_time") == ""


def test_the_first_question_offers_no_way_back(parent: Respondent) -> None:
    assert "back" not in parent.page.form.buttons
    assert "back" in parent.answer("report_in_time", "no").form.buttons


def test_several_ticks_are_kept_together(parent: Respondent) -> None:
    parent.skip_to("was_there")
    parent.answer("was_there", "yes")
    parent.skip_to("who_was_there")
    parent.answer("who_was_there", ["friend", "advocate"])

    assert parent.press("back").stands("who_was_there") == "friend,advocate"


def test_ticks_that_contradict_are_refused_and_stay_ticked(parent: Respondent) -> None:
    parent.skip_to("was_there")
    parent.answer("was_there", "yes")
    parent.skip_to("who_was_there")

    page = parent.answer("who_was_there", ["friend", "nobody"])

    assert "Those answers do not go together." in page.text
    assert page.stands("who_was_there") == "friend,nobody"


@pytest.mark.parametrize(("button", "level"), [("talk", "today"), ("unsafe", "now")])
def test_a_call_for_help_is_kept_and_answered_with_numbers(
    site: Website, parent: Respondent, button: str, level: str
) -> None:
    page = parent.press(button)

    assert concerns(site.hall) == (("", level),)
    assert "Thank you for telling us." in page.text
    assert "call 999" in page.text
    assert page.asked == ["report_in_time"]


def test_a_call_for_help_does_not_wait_for_a_shorter_answer(
    site: Website, parent: Respondent
) -> None:
    parent.skip_to(LONG)

    page = parent.press("unsafe", answer_working_well="a" * 6000)

    assert ("", "now") in concerns(site.hall)
    assert "Thank you for telling us." in page.text
    assert page.stands(LONG) == "a" * 6000


def test_a_call_for_help_pressed_twice_is_one_concern(site: Website, parent: Respondent) -> None:
    first = parent.page
    parent.press("unsafe", first)
    parent.press("unsafe", first)

    assert count(site.hall, Concern) == 1


def test_the_conversation_that_was_answered_is_the_one_that_goes_on(
    site: Website, parent: Respondent
) -> None:
    sibling = invited(site.hall, "child_after_review", "child")
    first = parent.page
    parent.start(sibling.token)

    page = parent.press("answer", first, answer_report_in_time="no")

    assert page.asked == ["was_there"]
    assert "conference" in page.text


def test_a_button_that_no_page_has_is_refused(site: Website, parent: Respondent) -> None:
    fields = parent.page.form.fields
    for button in ("", "fly", "answers", ":answer"):
        assert parent.post("/r/now", {**fields, "do": [button]}).status == 400, button
    assert parent.post("/r/now", {**fields, "do": ["answer"], "asked": []}).status == 400
    assert count(site.hall, ProcessedInput) == 0


def test_an_input_without_a_usable_id_is_refused(site: Website, parent: Respondent) -> None:
    data = {**parent.page.form.fields, "do": ["skip"], "input_id": ["1"]}

    assert parent.post("/r/now", data).status == 400
    assert count(site.hall, ProcessedInput) == 0


def test_without_a_conversation_the_code_is_asked_for(site: Website) -> None:
    respondent = Respondent(site)
    respondent.get("/")

    assert respondent.get("/r/now").path == "/"
    data = {**respondent.page.form.fields, "do": ["skip"]}
    assert respondent.post("/r/now", data).path == "/"


def test_when_too_many_write_at_once_the_words_can_be_sent_again(
    site: Website, parent: Respondent, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(converse, "receive", _busy)
        page = parent.answer("report_in_time", "no")
    assert page.status == 503
    assert "not saved yet" in page.text

    assert parent.press().asked == ["was_there"]
    assert parent.press("back").stands("report_in_time") == "no"


def _busy(*args: object) -> None:
    raise converse.Busy


def test_the_words_of_a_failed_send_are_sent_again_unchanged(
    parent: Respondent, monkeypatch: pytest.MonkeyPatch
) -> None:
    parent.skip_to(LONG)
    told = "\n first line\n<b>second</b> & last"
    with monkeypatch.context() as patch:
        patch.setattr(converse, "receive", _busy)
        parent.answer(LONG, told)

    parent.press()
    assert parent.press("back").stands(LONG) == told.strip()


def test_no_page_gives_away_whose_it_is(person: Invited, parent: Respondent) -> None:
    parent.skip_to_review()

    for page in parent.seen:
        assert person.case_reference not in page.html
        assert person.token not in page.html or page.path.startswith("/r/")
