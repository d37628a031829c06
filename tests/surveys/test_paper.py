"""Questionnaires on paper: every one prints, says what it must, and takes no word for markup."""

from __future__ import annotations

import io
from datetime import date

import pytest
from pypdf import PdfReader

from surveys import library
from surveys.kinds import Mode, RespondentRole
from surveys.paper import Printing, WayIn, paper_form
from surveys.questionnaire import LanguageStatus, Questionnaire
from surveys.wording import NoWording, phrase
from tests.surveys.builders import HEADER, SAFE, SCALE, TOPICS, question, questionnaire, when
from web.respond.drawings import drawing

WAY_IN = WayIn("https://say.example/r/T0k3n", "say.example", "ABCD-EFGH", date(2026, 12, 3))
HOSTILE = "#panic() *b* _i_ $x^2$ @ref <tag> \"q\" 'a' `raw` \\ // = - + ~ [x] {y}"


def printed(
    found: Questionnaire, way_in: WayIn | None = None, large: bool = False, language: str = "en"
) -> PdfReader:
    printing = Printing("Harbour Council", language, found.audience[0], large, way_in)
    return PdfReader(io.BytesIO(paper_form(found, printing, drawing)))


def words(*pages: str) -> str:
    return " ".join(" ".join(pages).replace("\u00a0", " ").split())


def said(found: Questionnaire, way_in: WayIn | None = None) -> str:
    return words(*(page.extract_text() for page in printed(found, way_in).pages))


def sizes(reader: PdfReader) -> set[float]:
    """Return every size of letters on the first two pages, in points."""
    found: set[float] = set()

    def keep(text: str, cm: list[float], tm: list[float], _: object, size: float) -> None:
        if text.strip():
            found.add(round(size * abs(tm[3] * cm[3]), 1))

    for page in reader.pages[:2]:
        page.extract_text(visitor_text=keep)
    return found


def heights(reader: PdfReader) -> set[float]:
    """Return how high up every line of the first page begins, in points."""
    found: set[float] = set()

    def keep(text: str, cm: list[float], tm: list[float], _: object, size: float) -> None:
        if text.strip():
            found.add(cm[5] + cm[3] * tm[5])

    reader.pages[0].extract_text(visitor_text=keep)
    return found


def test_every_released_questionnaire_prints_in_every_reviewed_language() -> None:
    for found in library.all_released():
        for language, status in found.languages.items():
            if status is LanguageStatus.REVIEWED:
                reader = printed(found, language=language)
                assert len(reader.pages) >= 2, found.id


@pytest.mark.parametrize(("language", "draft"), [("en", False), ("pl", True)])
def test_a_translation_that_nobody_checked_is_printed_as_a_draft(
    language: str, draft: bool
) -> None:
    reader = printed(library.load("child_after_review"), language=language)

    told = phrase(language, "language.draft") in words(reader.pages[0].extract_text())
    assert told is draft


@pytest.mark.parametrize("language", ["en", "pl", "ur"])
def test_help_numbers_stay_on_the_page_however_many_lines_they_take(language: str) -> None:
    reader = printed(library.load("parent_after_conference"), large=True, language=language)

    room = float(reader.pages[0].mediabox.height) - max(heights(reader))
    assert room > 30


def test_urdu_is_set_in_letters_that_are_embedded() -> None:
    reader = printed(library.load("child_after_review"), language="ur")

    fonts = reader.pages[0]["/Resources"]["/Font"].values()
    assert any("NotoNaskhArabic" in font.get_object()["/BaseFont"] for font in fonts)
    assert reader.trailer["/Root"]["/Lang"] == "ur"


@pytest.mark.parametrize("name", ["audit_conversation", "education_plan", "plan_ended_child"])
def test_no_few_lines_are_left_alone_on_the_last_page(name: str) -> None:
    last = words(printed(library.load(name), WAY_IN).pages[-1].extract_text())

    assert "May we" in last or "complaint" in last


@pytest.mark.parametrize("large", [False, True])
def test_each_page_has_help_numbers_its_place_and_what_to_key_it_in_by(large: bool) -> None:
    reader = printed(library.load("child_after_review"), WAY_IN, large)
    newest = library.load("child_after_review").version

    for number, page in enumerate(reader.pages, 1):
        told = words(page.extract_text())
        assert "Call 999." in told
        assert "0800 1111" in told
        assert f"Page {number} of {len(reader.pages)}" in told
        assert f"Form child_after_review, version {newest}" in told
        assert "ABCD-EFGH" in told


def test_large_print_has_nothing_under_eighteen_points() -> None:
    found = library.load("child_after_review")
    assert min(sizes(printed(found, WAY_IN, large=True))) >= 18
    assert min(sizes(printed(found, WAY_IN))) < 18


def test_the_file_is_tagged_and_says_its_title_and_language() -> None:
    catalogue = printed(library.load("child_after_review")).trailer["/Root"]

    assert catalogue["/MarkInfo"]["/Marked"]
    assert catalogue["/Lang"] == "en"
    assert "pdfuaid" in catalogue["/Metadata"].get_object().get_data().decode()


def test_words_that_look_like_markup_are_printed_as_they_are() -> None:
    quoted = HOSTILE.replace("\\", "\\\\").replace('"', '\\"')
    text = f'text.en = "{quoted}"'
    choices = (
        f'choices = [{{ code = "a", label.en = "{quoted}" }}, {{ code = "b", label.en = "B" }}]'
    )
    asked = question("ask", "multiple", f'hint.en = "{quoted}"\n{choices}')
    header = HEADER.replace('"Example"', f'"{quoted}"').replace('"Hello."', f'"{quoted}"')

    told = said(questionnaire(asked.replace('text.en = "About ask?"', text), header=header))

    assert told.count(HOSTILE) == 5


def test_who_reads_and_what_is_no_secret_come_before_the_first_question() -> None:
    told = said(library.load("child_after_review"), WAY_IN)
    front = told.partition("Were you at your review?")[0]

    assert "Who reads this, and when Someone at the council reads what you write." in front
    assert "What we cannot keep secret If we think you or another child may be hurt" in front
    assert "go to say.example and type this code: ABCD-EFGH" in front
    assert "Ask a grown-up you trust to pass it on." in told
    assert "It has to reach us by 3/12/2026." in told


def test_a_question_about_safety_says_not_to_wait_for_the_paper_to_be_read() -> None:
    told = said(library.load("child_after_review"))
    assert "I am not sure If you are not safe, do not wait until we read this." in told


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("${safe} = 'no'", "ticked “No” in question 1"),
        ("${safe} = 'no' or ${safe} = 'not_sure'", "ticked “No” or “Not sure” in question 1"),
        ("not(${safe} = 'no' or ${safe} = 'yes')", "did not tick “No” or “Yes” in question 1"),
        ("not(${safe} = 'no')", "did not tick “No” in question 1"),
        ("${safe} != 'no'", "did not tick “No” in question 1"),
        ("${scale} < 10", "gave less than 10 in question 3"),
        ("not(${scale} < 10)", "gave 10 or more in question 3"),
        ("${scale} = 4", "gave 4 in question 3"),
        (
            "answered(${topics}) and not(selected(${topics}, 'none'))",
            "answered question 2 and did not tick “Nothing” in question 2",
        ),
        (
            "not(${safe} = 'no' and ${scale} > 3)",
            "did not tick “No” in question 1 or gave 3 or less in question 3",
        ),
        ("not(answered(${safe}))", "left out question 1"),
    ],
)
def test_a_condition_points_at_answers_on_the_same_paper(condition: str, expected: str) -> None:
    told = said(questionnaire(SAFE, TOPICS, SCALE, when(condition)))
    assert f"Only if you {expected}. 4. About then?" in told


def test_paper_with_a_code_offers_no_anonymity_and_paper_without_one_no_sealed_name() -> None:
    found = questionnaire(SAFE)
    assert set(found.modes) == set(Mode)
    coded, open_to_all = said(found, WAY_IN), said(found)

    assert "Read my words, but not my name" in coded
    assert "Nobody may know who I am" not in coded
    assert "write your name here" not in coded
    assert "Nobody may know who I am" in open_to_all
    assert "Read my words, but not my name" not in open_to_all
    assert "write your name here" in open_to_all


def test_only_those_who_may_have_a_helper_are_asked_about_one() -> None:
    assert "Is someone helping you" in said(library.load("parent_after_conference"))
    assert "Is someone helping you" not in said(library.load("chair_quality_form"))


def test_a_language_without_words_for_paper_is_said_so() -> None:
    found = questionnaire(SAFE)
    printing = Printing("Harbour Council", "xx", RespondentRole.PARENT)
    with pytest.raises(NoWording, match="no words for paper in 'xx'"):
        paper_form(found, printing, drawing)
