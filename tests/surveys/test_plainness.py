"""How plain a text must be for whom, and how plain it is."""

from __future__ import annotations

import pytest

from surveys.check import read_sheet
from surveys.kinds import RespondentRole
from surveys.plainness import grade, grade_needed, hardest, texts
from surveys.structure import read_toml
from tests.surveys.builders import HEADER, SCALE, TOPICS, question

CHILD, YOUNG, PARENT, STAFF, CHAIR = (
    RespondentRole.CHILD,
    RespondentRole.YOUNG_PERSON,
    RespondentRole.PARENT,
    RespondentRole.STAFF,
    RespondentRole.CHAIR,
)


@pytest.mark.parametrize(
    ("audience", "needed"),
    [
        ((CHILD,), 4),
        ((CHILD, PARENT), 4),
        ((YOUNG,), 6),
        ((PARENT, STAFF), 6),
        ((STAFF, CHAIR), 8),
    ],
)
def test_the_least_practised_reader_decides(
    audience: tuple[RespondentRole, ...], needed: int
) -> None:
    assert grade_needed(audience) == needed


def test_short_words_are_plainer_than_long_ones() -> None:
    plain = grade(["We want to know how you are.", "Did you like the day at school?"])
    stiff = grade(["Multidisciplinary deliberation necessitates comprehensive documentation."])

    assert plain < 4 < 12 < stiff


def test_texts_without_a_full_stop_are_not_read_as_one_long_sentence() -> None:
    label = "I could not be in a room with someone there"

    assert grade([label, label, label]) == grade([label])


def test_everything_that_is_read_counts_with_its_place() -> None:
    text = HEADER + TOPICS + SCALE + question("q", "date", 'hint.en = "A."\nmore.en = "B."')
    sheet, faults = read_sheet(read_toml(text, "x"))
    places = [place for place, _ in texts(sheet)]

    assert not faults
    assert places[0] == "introduction"
    assert {
        "questions.topics.choices.none.label",
        "questions.scale.low",
        "questions.q.hint",
        "questions.q.more",
    } <= set(places)
    assert "purpose" not in places


def test_the_hardest_stand_first_and_the_shortest_are_passed_over() -> None:
    written = [
        ("a", "We go to the park in May."),
        ("b", "Comprehensive documentation necessitates deliberation everywhere."),
        ("c", "Multidisciplinary!"),
    ]

    assert hardest(written, 2) == ["b", "a"]
