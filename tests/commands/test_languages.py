"""Translations at the terminal: listed, written out for translating, and checked."""

from __future__ import annotations

import json

from tests.builders.operator import Operator


def test_the_list_at_the_terminal_says_it_as_well(operator: Operator) -> None:
    told = json.loads(operator.is_told("survey", "list", "--json"))
    languages = {each["id"]: each["languages"] for each in told}

    assert languages["parent_after_conference"] == "en (reviewed), pl (draft), ur (draft)"
    assert languages["chair_quality_form"] == "en (reviewed)"


def test_words_are_written_out_for_translating_and_checked_when_they_come_back(
    operator: Operator,
) -> None:
    file = operator.folder / "chair_quality_form.v1.pl.toml"
    file.write_text(operator.is_told("survey", "words", "chair_quality_form", "--language", "pl"))

    told = operator.is_refused("survey", "check", str(file))

    assert "title: there are no words yet; translate “Chair's quality form”" in told
    for language, why in (("xqz", "not the code of a language"), ("en", "itself is written in en")):
        refused = operator.is_refused(
            "survey", "words", "chair_quality_form", "--language", language
        )
        assert why in refused


def test_a_translation_of_no_released_version_is_refused(operator: Operator) -> None:
    file = operator.folder / "x.toml"
    words = operator.is_told("survey", "words", "chair_quality_form", "--language", "pl")
    file.write_text(words.replace("version = 1", "version = 99"))

    assert "no released chair_quality_form in version 99" in operator.is_refused(
        "survey", "check", str(file)
    )


def test_all_translations_and_catalogues_that_are_shipped_are_in_order(operator: Operator) -> None:
    assert "are in order" in operator.is_told("survey", "check")
