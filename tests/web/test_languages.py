"""Answering in another language: chosen on any page, kept on all, and never a word lost."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from sqlalchemy import select

from storage.models import Response
from surveys.wording import languages
from tests.builders.invited import Invited, invited
from tests.builders.pages import Page, Respondent
from tests.builders.website import Website
from web import wording
from web.wording import Foreign, Wording, worded_in

TEMPLATES = Path(wording.__file__).parent / "templates"


def spoken(page: Page) -> tuple[str, str]:
    """Return the language and direction that a page declares."""
    found = re.search(r'<html lang="(\w+)" dir="(\w+)">', page.html)
    assert found is not None
    return found[1], found[2]


def choose(respondent: Respondent, language: str) -> Page:
    """Press a language on the first page."""
    fields = dict(respondent.page.form.fields) | {"language": [language]}
    return respondent.post("/r/language", fields)


def test_the_first_page_offers_each_language_by_its_own_name(
    site: Website, person: Invited
) -> None:
    page = Respondent(site).get(f"/r/{person.token}")

    assert spoken(page) == ("en", "ltr")
    assert '<button type="submit" class="language" lang="pl" dir="ltr"' in page.html
    assert "Polski" in page.text
    assert "draft translation" not in page.text


def test_a_language_chosen_first_holds_for_every_page_to_the_end(
    site: Website, person: Invited
) -> None:
    respondent = Respondent(site)
    respondent.get(f"/r/{person.token}")

    pages = [choose(respondent, "pl"), respondent.press(face="form"), respondent.press("answer")]
    respondent.skip_to_review()
    pages += [respondent.page, respondent.press("pause"), respondent.press("resume")]
    pages += [respondent.press("send", mode="confidential"), respondent.get("/what-changed")]

    assert {spoken(page) for page in pages} == {("pl", "ltr")}
    assert all("This is a draft translation" in page.text for page in pages[:5])
    with site.hall.sessions.reading() as session:
        assert session.scalars(select(Response.language)).all() == ["pl"]


def test_an_answer_stays_and_words_not_sent_yet_go_along_when_the_language_changes(
    parent: Respondent,
) -> None:
    asked = parent.page.asked
    parent.press(
        "answer", **{f"answer.{asked[0]}": parent.page.form.offered[f"answer.{asked[0]}"][0]}
    )
    while parent.page.form.offered[f"answer.{parent.page.asked[0]}"] != [""]:
        parent.press("skip")
    key = parent.page.asked[0]

    page = parent.press("language:pl", **{f"answer.{key}": "Half a sentence"})

    assert spoken(page) == ("pl", "ltr")
    assert page.asked == [key]
    assert page.stands(key) == "Half a sentence"
    assert spoken(parent.press("language:en")) == ("en", "ltr")


def test_help_that_was_just_shown_is_shown_again_in_the_new_language(parent: Respondent) -> None:
    parent.press("unsafe")

    page = parent.press("language:pl")

    assert "999" in page.text
    assert 'id="heard"' in page.html


def test_a_language_holds_without_cookies_and_on_error_pages(
    site: Website, person: Invited
) -> None:
    respondent = Respondent(site, cookies=False)
    respondent.start(person.token)

    page = respondent.press("language:pl")
    wrong = respondent.post(page.form.action, dict(page.form.fields) | {"do": ["nonsense"]})

    assert spoken(respondent.press("skip", page)) == ("pl", "ltr")
    assert (wrong.status, spoken(wrong)) == (400, ("pl", "ltr"))


@pytest.mark.parametrize("language", ["xx", "<b>", ""])
def test_a_language_that_is_not_there_changes_nothing(
    parent: Respondent, site: Website, person: Invited, language: str
) -> None:
    page = parent.post("/r/now", dict(parent.page.form.fields) | {"do": [f"language:{language}"]})
    respondent = Respondent(site)
    respondent.get(f"/r/{person.token}")

    assert spoken(parent.get("/r/now")) == ("en", "ltr")
    assert "<b>" not in page.text
    assert choose(respondent, language).status in {200, 400}
    assert spoken(respondent.get("/r/ended/gone"))[0] == "en"


def test_no_invitation_is_in_a_draft_whatever_the_person_speaks(site: Website) -> None:
    person = invited(site.hall, language="pl")

    page = Respondent(site).get(f"/r/{person.token}")

    assert spoken(page) == ("en", "ltr")
    assert "Polski" in page.text


@pytest.mark.parametrize("language", ["pl", "ur", "so"])
def test_a_phrase_that_nobody_translated_comes_in_english_and_says_so(language: str) -> None:
    words = Wording(language)

    said = words.of_council("no.such.phrase", "Samaritans & <friends>")

    assert isinstance(said, Foreign)
    assert said.__html__() == '<span lang="en" dir="ltr">Samaritans &amp; &lt;friends&gt;</span>'
    assert type(words.plain("page.name")) is str
    assert Wording("so")("button.next").__html__() == '<span lang="en" dir="ltr">Next</span>'


def test_pages_outside_a_conversation_speak_only_what_has_a_catalogue() -> None:
    assert [worded_in(each) for each in ("so", None, "en")] == ["en", "en", "en"]
    assert all(worded_in(each) == each for each in languages())


def test_no_attribute_and_no_title_holds_words_that_may_come_with_a_tag() -> None:
    risky = re.compile(r'="[^"]*\{\{ words\(|block title %\}.*[^.]words\(|<title>.*\bwords\(')
    respondents = [*TEMPLATES.glob("*.html"), *(TEMPLATES / "respond").rglob("*.html")]

    found = [
        f"{file.name}: {line}"
        for file in respondents
        for line in file.read_text("utf-8").splitlines()
        if risky.search(line)
    ]

    assert found == []
