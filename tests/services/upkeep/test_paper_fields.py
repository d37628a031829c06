"""The fields of a paper stand in its order, with its numbers and its words."""

from __future__ import annotations

import pytest

from services.upkeep.paper_fields import Field, asks_helper, fields, languages
from surveys import library
from surveys.kinds import RespondentRole
from surveys.questionnaire import Questionnaire
from tests.builders.papers import paper
from tests.surveys.builders import NOTE, SAFE, SCALE, TOPICS, question, questionnaire

HOUSE = '{ text.en = "What?" }'
HOUSES = question(
    "h", "houses", f"[questions.houses]\nworries = {HOUSE}\ngood = {HOUSE}\nwishes = {HOUSE}"
)
MAY = question("may", "yes_no", 'place = "review"')
HELLO = question("hello", "statement")


def by_key(*questions: str) -> dict[str, Field]:
    return {each.key: each for each in fields(paper(questionnaire(*questions)))}


@pytest.mark.parametrize(
    ("asked", "key", "control", "hint"),
    [
        (SAFE, "safe", "one", ""),
        (TOPICS, "topics", "many", ""),
        (NOTE, "note", "box", ""),
        (SCALE, "scale", "line", "circled"),
        (question("day", "date"), "day", "line", "Day first"),
        (question("hours", "number"), "hours", "line", "digits"),
        (question("who", "short_text"), "who", "line", ""),
    ],
)
def test_each_kind_has_the_control_that_is_quickest_to_type(
    asked: str, key: str, control: str, hint: str
) -> None:
    field = by_key(asked)[key]

    assert field.control == control
    assert hint in field.hint
    assert bool(field.choices) is (control in {"one", "many"})


def test_numbers_are_those_of_the_paper_and_statements_have_none() -> None:
    found = by_key(HELLO, SAFE, HOUSES, NOTE, MAY)

    assert list(found) == ["safe", "h.worries", "h.good", "h.wishes", "note", "may"]
    labels = [each.label.partition(".")[0] for each in found.values()]
    assert labels == ["1", "2", "2", "2", "3", "4"]
    assert [each.closing for each in found.values()] == [False] * 5 + [True]
    assert found["h.good"].name == "q-h-good"


def test_a_condition_stands_in_the_words_of_the_paper() -> None:
    found = by_key(SAFE, question("then", "long_text", "when = \"${safe} = 'no'\""))

    assert found["then"].condition == "Only if you ticked “No” in question 1."
    assert found["safe"].condition == ""


@pytest.mark.parametrize("asked", library.all_released(), ids=lambda each: each.id)
def test_every_released_paper_can_be_keyed_in(asked: Questionnaire) -> None:
    found = fields(paper(asked, asked.audience[0]))

    assert found
    assert len({each.name for each in found}) == len(found)
    assert all(each.label for each in found)


def test_the_languages_of_a_paper_are_named_and_helpers_asked_for_as_on_it() -> None:
    assert ("ur", "Urdu") in languages(paper(library.load("child_after_review")))
    assert languages(paper(questionnaire(SAFE))) == (("en", "English"),)
    assert asks_helper(RespondentRole.CHILD)
    assert not asks_helper(RespondentRole.CHAIR)
