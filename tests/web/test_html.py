"""The pages are HTML that a validator finds nothing wrong with."""

from __future__ import annotations

from pathlib import Path

import pytest

from surveys.kinds import RespondentRole
from tests.builders.invited import crowd
from tests.builders.pages import Page, Respondent
from tests.builders.validator import validate
from tests.builders.website import Website


@pytest.mark.parametrize(
    ("questionnaire", "role"),
    [
        ("child_after_review", RespondentRole.CHILD),
        ("young_person_after_review", RespondentRole.YOUNG_PERSON),
        ("parent_after_conference", RespondentRole.PARENT),
        ("staff_on_quality_assurance", RespondentRole.STAFF),
    ],
)
def test_every_page_of_a_conversation_is_valid(
    site: Website, tmp_path: Path, questionnaire: str, role: RespondentRole
) -> None:
    respondent = Respondent(site)
    respondent.start(crowd(site.hall, questionnaire, role)[0].token)
    respondent.press("unsafe")
    while "send" not in respondent.page.form.buttons:
        respondent.press("answer")
        respondent.press("skip" if "skip" in respondent.page.form.buttons else "answer")
    respondent.press("send")
    respondent.press("pause")
    respondent.press("resume")
    respondent.press(next(each for each in respondent.page.form.buttons if "edit:" in each))
    respondent.press("stop")
    respondent.press("confirm")

    assert validate(tmp_path, respondent.seen) == ""


def test_every_page_of_the_chat_is_valid(site: Website, tmp_path: Path) -> None:
    respondent = Respondent(site)
    respondent.start(crowd(site.hall, "staff_on_quality_assurance", "staff")[0].token, "chat")
    respondent.press("unsafe")
    while "send" not in respondent.page.form.buttons:
        if "answer" in respondent.page.form.buttons:
            respondent.press("answer")
        if "skip" in respondent.page.form.buttons:
            respondent.press("skip")
    respondent.press("edit:" + respondent.page.form.buttons[0].removeprefix("edit:"))
    respondent.press("answer:yes" if "answer:yes" in respondent.page.form.buttons else "skip")
    respondent.press("send")
    respondent.press("pause")
    respondent.press("resume")
    respondent.press("stop")

    assert validate(tmp_path, respondent.seen) == ""


def test_every_page_beside_the_conversation_is_valid(site: Website, tmp_path: Path) -> None:
    respondent = Respondent(site)
    for path in ("/", "/resume", "/r/unknown", "/nowhere", "/r/ended/kept", "/r/ended/gone"):
        respondent.get(path)
    respondent.get("/")
    respondent.press(key="")
    respondent.get("/resume")
    respondent.press(key="")

    assert validate(tmp_path, respondent.seen) == ""


def test_an_invalid_page_is_found(site: Website, tmp_path: Path) -> None:
    page = Respondent(site).get("/")
    broken = page.html.replace("</main>", "<p style='color: red'><div></p></main>")

    found = validate(tmp_path, [Page(**{**vars(page), "html": broken})])

    assert "no-inline-style" in found
    assert "01.html" not in found
