"""Questionnaires are listed, checked and tried out at the terminal."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pypdf import PdfReader

from surveys import library
from tests.builders.operator import Operator


def test_every_released_questionnaire_is_listed(operator: Operator) -> None:
    told = json.loads(operator.is_told("survey", "list", "--json"))
    assert [each["id"] for each in told] == [each.id for each in library.all_released()]
    assert "child_after_review" in operator.is_told("survey", "list")
    chair = next(each for each in told if each["id"] == "chair_quality_form")
    assert (chair["for"], chair["when"], chair["minutes"]) == ("chair", "after", 5)
    assert chair["languages"] == "en (reviewed)"
    assert chair["purpose"] == library.load("chair_quality_form").purpose["en"]


def test_a_questionnaire_in_order_is_told_so_by_id_or_file(operator: Operator) -> None:
    file = operator.folder / "mine.toml"
    file.write_text(library.source("child_after_review"), "utf-8")
    newest = library.load("child_after_review").version
    for which in (str(file), "child_after_review"):
        told = operator.is_told("survey", "check", which)
        assert told.startswith(f"child_after_review@{newest} is in order:")


def test_an_unknown_questionnaire_is_refused_with_those_there_are(operator: Operator) -> None:
    told = operator.is_refused("survey", "check", "nothing_like_it")
    assert told.startswith("Error: There is no questionnaire nothing_like_it. Released are:")
    assert "child_after_review@1" in told


def test_all_faults_of_a_file_are_named(operator: Operator) -> None:
    file = operator.folder / "broken.toml"
    text = library.source("child_after_review").replace('kind = "faces"', 'kind = "smileys"')
    file.write_text(text.replace("minutes = 4", "minutes = 0"), "utf-8")
    told = operator.is_refused("survey", "check", str(file))
    assert "broken.toml has" in told
    assert "questions.overall.kind" in told
    assert "minutes" in told


def test_a_file_that_is_no_text_or_too_large_is_refused(operator: Operator) -> None:
    file = operator.folder / "odd.toml"
    file.write_bytes(b"\xff\xfe\x00")
    assert "odd.toml is not UTF-8 text" in operator.is_refused("survey", "check", str(file))
    file.write_bytes(b"#" * 1_000_001)
    assert "larger than 1 MB" in operator.is_refused("survey", "check", str(file))


def test_a_questionnaire_is_played_and_shows_what_would_be_stored(operator: Operator) -> None:
    typed = ["1", "9", "3", "/back", "5", "2", "1", "", "1", "dark", "my dog", "", *"2222", "1"]
    told = operator.runs("survey", "play", "child_after_review", typed="\n".join(typed) + "\n")
    assert told.exit_code == 0, told.output
    assert "That is not one of the answers here." in told.stdout
    stored = told.stdout.partition("This would be stored:\n")[2].splitlines()
    assert [line.strip() for line in stored][:8] == [
        "was_there: yes",
        "overall: very_good",
        "listened: no",
        "understood_plan: yes",
        "seen_alone: (skipped)",
        "felt_safe: yes",
        "houses.worries: dark",
        "houses.good: my dog",
    ]


def test_stopping_offers_to_send_to_delete_or_to_go_on(operator: Operator) -> None:
    typed = "1\n/stop\n3\n/stop\n2\n"
    told = operator.runs("survey", "play", "child_after_review", typed=typed)
    assert told.exit_code == 0, told.output
    assert told.stdout.count("Delete it") == 2
    assert "Deleted; nothing would be stored." in told.stdout


def test_several_choices_are_ticked_by_their_numbers(operator: Operator) -> None:
    typed = "3\n1 3\n/stop\n1\n"
    told = operator.runs("survey", "play", "child_after_review", typed=typed)
    assert "why_not_there.not_told" in told.stdout
    assert "why_not_there.bad_place" in told.stdout


def test_a_language_that_is_not_there_is_refused(operator: Operator) -> None:
    told = operator.is_refused("survey", "play", "child_after_review", "--language", "cy")
    assert "is not written in cy; it is in en" in told


def test_the_library_on_paper_is_the_library_as_it_is(operator: Operator) -> None:
    file = operator.folder / "library.md"
    told = operator.is_told("survey", "document", "-o", str(file))
    assert told == f"{len(library.all_released())} questionnaires were written to {file}.\n"
    kept = Path(__file__).parents[2] / "docs" / "questionnaires.md"
    assert file.read_text("utf-8") == kept.read_text("utf-8"), (
        "docs/questionnaires.md is out of date: sayso survey document -o docs/questionnaires.md"
    )


def test_a_page_that_cannot_be_written_is_told_so(operator: Operator) -> None:
    nowhere = operator.folder / "nowhere" / "library.md"
    assert "library.md" in operator.is_refused("survey", "document", "-o", str(nowhere))


def test_a_paper_form_is_written_with_the_code_to_key_it_in(operator: Operator) -> None:
    file = operator.folder / "form.pdf"
    told = operator.is_told(
        "survey", "print", "tell_us_anything", "--large", "--code", "abcd efgo", "-o", str(file)
    )
    assert told == f"tell_us_anything@1 was written to {file}.\n"
    assert "ABCD-EFG0" in PdfReader(file).pages[0].extract_text()


def test_a_paper_form_needs_no_database_and_no_key(operator: Operator) -> None:
    operator.settings = {}
    file = operator.folder / "form.pdf"
    operator.is_told("survey", "print", "tell_us_anything", "-o", str(file))
    assert "Or answer online" not in PdfReader(file).pages[0].extract_text()


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        (("--code", "ABC"), "A short code has eight letters and digits"),
        (("--link", "https://elsewhere.example/r/x"), "is no link to this Sayso"),
        (("--code", "ABCD-EFGH", "--link", "x"), "Give --code or --link, not both."),
        (("--language", "cy"), "is not written in cy; it is in en"),
    ],
)
def test_a_paper_form_that_could_not_come_back_is_refused(
    operator: Operator, options: tuple[str, ...], reason: str
) -> None:
    file = operator.folder / "form.pdf"
    told = operator.is_refused("survey", "print", "tell_us_anything", *options, "-o", str(file))
    assert reason in told
    assert not file.exists()
