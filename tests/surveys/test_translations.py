"""Translations lie over a released questionnaire; every fault is named with place and remedy."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from surveys.check import check_table
from surveys.faults import QuestionnaireFaults
from surveys.library import all_released, released, table
from surveys.overlays import merged, worded
from surveys.questionnaire import LanguageStatus
from surveys.translation import Translation, read, to_fill_in
from surveys.translation_rules import faults

NAME = "child_after_review"
ENGLISH = table(NAME)


def translation(words: Mapping[str, str], language: str = "pl") -> Translation:
    """Return a draft in another language."""
    status = LanguageStatus.DRAFT
    return Translation(questionnaire=NAME, version=2, language=language, status=status, words=words)


def foreign(**changed: str) -> dict[str, str]:
    """Return a word for every key, each of them other than the English one."""
    return {key: f"X {text}"[:34] for key, text in worded(ENGLISH).items()} | changed


@pytest.mark.parametrize("entry", released())
def test_every_word_of_every_questionnaire_has_a_key_of_its_own(entry: str) -> None:
    name, _, version = entry.partition("@")
    written = table(name, int(version))

    both = merged(written, {key: f"pl {key}" for key in worded(written)}, "pl", "draft")
    read_back = check_table(both, entry)

    assert read_back.languages == {"en": "reviewed", "pl": "draft"}
    assert len(set(worded(written))) == str(both).count("'pl': 'pl ")


def test_a_translation_adds_its_words_and_changes_nothing_else() -> None:
    both = check_table(merged(ENGLISH, foreign(), "pl", "draft"), NAME)
    asked = both.question("was_there")

    assert asked is not None
    assert asked.text == {"en": "Were you at your review?", "pl": "X Were you at your review?"}
    assert asked.choices[1].label == {"en": "For some of it", "pl": "X For some of it"}
    assert "'pl'" not in str(ENGLISH)


def test_the_file_to_fill_in_has_every_key_and_keeps_what_is_there() -> None:
    done = translation({"title": 'Twoje "spotkanie"', "introduction": "Raz.\n\nDwa \\ trzy."})

    text = to_fill_in(ENGLISH, "pl", done)
    again = read(text, "child_after_review.v2.pl.toml")

    assert list(again.words) == list(worded(ENGLISH))
    assert {key: text for key, text in again.words.items() if text} == dict(done.words)
    assert "# Were you at your review?" in text


FAULTY = {
    "missing": ({"title": None}, "missing_translation", "title"),
    "unknown": ({"questions.x.text": "X"}, "unknown_key", "questions.x.text"),
    "empty": ({"questions.felt_safe.text": "  "}, "empty", "questions.felt_safe.text"),
    "placeholder": ({"purpose": "X {name}"}, "placeholder", "purpose"),
    "button": ({"lists.yes_no.yes": "X" * 35}, "too_long_for_a_button", "lists.yes_no.yes"),
    "two choices alike": (
        {"lists.yes_or_no.no": "X Yes"},
        "ambiguous_label",
        "questions.may_quote.choices.no.label",
    ),
}


@pytest.mark.parametrize(("changed", "code", "place"), FAULTY.values(), ids=FAULTY)
def test_each_fault_is_named_with_its_place(
    changed: dict[str, str | None], code: str, place: str
) -> None:
    words = {key: text for key, text in (foreign() | changed).items() if text is not None}

    found = faults(translation(words), ENGLISH)

    assert (code, place) in {(fault.code, fault.place) for fault in found}
    assert all(fault.remedy for fault in found)


@pytest.mark.parametrize(("language", "code"), [("xqz", "unknown_language"), ("en", "not_needed")])
def test_a_language_must_be_one_and_not_the_questionnaires_own(language: str, code: str) -> None:
    assert code in {fault.code for fault in faults(translation(foreign(), language), ENGLISH)}


def test_a_translation_in_order_has_no_faults() -> None:
    assert faults(translation(foreign()), ENGLISH) == []


def test_a_file_of_another_shape_is_refused_with_all_its_faults() -> None:
    with pytest.raises(QuestionnaireFaults) as caught:
        read('questionnaire = "x"\nstatus = "done"\nwords = 3', "x.toml")

    assert {"version", "language", "status", "words"} <= {one.place for one in caught.value.faults}


def test_what_is_kept_beside_responses_stays_english_and_unchanged() -> None:
    for each in all_released():
        assert each.languages["en"] is LanguageStatus.REVIEWED
