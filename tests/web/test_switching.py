"""Choosing between the form and the chat, and switching at any question without losing a word."""

from __future__ import annotations

import pytest

from storage.models import ProcessedInput
from tests.builders.invited import Invited
from tests.builders.pages import Respondent
from tests.builders.stored import count, responses
from tests.builders.website import Website


def test_the_first_page_offers_both_faces_and_choosing_changes_nothing_stored(
    site: Website, person: Invited
) -> None:
    respondent = Respondent(site)
    first = respondent.get(f"/r/{person.token}")
    assert first.form.offered["face"] == ["form", "chat"]

    page = respondent.press(face="chat")

    assert page.title.startswith("Chat: Question 1")
    assert count(site.hall, ProcessedInput) == 0
    again = respondent.get(f"/r/{person.token}")
    assert again.form.offered["face"] == ["chat", "form"]


def test_words_not_sent_yet_go_along_to_the_other_face_and_back(
    site: Website, chat: Respondent
) -> None:
    chat.skip_to("working_well")
    before = count(site.hall, ProcessedInput)

    page = chat.switch(answer_working_well="Half a senten")
    assert page.title.startswith("Question")
    assert page.stands("working_well") == "Half a senten"

    page = chat.switch()
    assert page.title.startswith("Chat: Question")
    assert page.stands("working_well") == "Half a senten"
    assert count(site.hall, ProcessedInput) == before


def test_ticks_not_sent_yet_go_along_to_the_chat(site: Website, person: Invited) -> None:
    parent = Respondent(site)
    parent.start(person.token)

    page = parent.switch(answer_report_in_time="no")

    assert "No (your answer now)" in page.text
    assert count(site.hall, ProcessedInput) == 0


def test_what_is_ticked_on_the_review_page_is_not_lost_by_switching(
    site: Website, parent: Respondent
) -> None:
    parent.skip_to_review()

    page = parent.switch(answer_may_quote="yes", helper="worker", mode="linked")
    assert page.asked == ["hear_back"]
    assert "You said: Yes" in page.text

    page = parent.skip_to_review()
    assert page.form.fields["helper"] == ["worker"]
    assert page.form.fields["mode"] == ["linked"]
    assert responses(site.hall) == ()


def test_the_face_is_remembered_by_each_page_that_follows(chat: Respondent) -> None:
    chat.press("answer:no")
    assert chat.get("/r/now").title.startswith("Chat:")

    chat.switch()

    assert chat.get("/r/now").title.startswith("Question 2")


@pytest.mark.parametrize("do", ["face:", "face:mirror", "face:chat:form"])
def test_a_face_that_there_is_not_is_refused(site: Website, chat: Respondent, do: str) -> None:
    assert chat.post("/r/now", {**chat.page.form.fields, "do": [do]}).status == 400
    assert chat.get("/r/now").title.startswith("Chat:")
