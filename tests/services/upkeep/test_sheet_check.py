"""What was typed from a paper is read as the engine reads it, and no word is lost."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from services.upkeep.sheet_check import Checked, Raw, check_sheet
from surveys.kinds import Kind
from surveys.notices import Reason
from tests.surveys.builders import NOTE, SAFE, SCALE, TOPICS, question, questionnaire, when

NOON = datetime(2026, 10, 15, 12, 0, tzinfo=UTC)
HOUSE = '{ text.en = "What?" }'
HOUSES = question(
    "h", "houses", f"[questions.houses]\nworries = {HOUSE}\ngood = {HOUSE}\nwishes = {HOUSE}"
)
DAY = question("day", "date", "not_future = true")
HOURS = question("hours", "number", "minimum = 1\nmaximum = 9")
NEXT = question("next", "yes_no", "when = \"${safe} = 'no'\"")


def checked(*questions: str, **typed: Raw) -> Checked:
    asked = questionnaire(*questions)
    return check_sheet(asked, {key.replace("__", "."): raw for key, raw in typed.items()}, NOON)


def keys(found: Checked) -> list[str]:
    return [asked.key for asked in found.path]


@pytest.mark.parametrize(
    ("asked", "key", "raw", "reason"),
    [
        (SAFE, "safe", "perhaps", Reason.NOT_A_CHOICE),
        (SCALE, "scale", "11", Reason.OUT_OF_RANGE),
        (SCALE, "scale", "six", Reason.NOT_A_NUMBER),
        (TOPICS, "topics", ("home", "none"), Reason.CONTRADICTION),
        (TOPICS, "topics", ("garden",), Reason.NOT_A_CHOICE),
        (NOTE, "note", "x" * 5001, Reason.TOO_LONG),
        (DAY, "day", "31/02/2026", Reason.NOT_A_DATE),
        (DAY, "day", "16/10/2026", Reason.IN_THE_FUTURE),
        (HOURS, "hours", "0.5", Reason.OUT_OF_RANGE),
    ],
)
def test_what_the_engine_would_refuse_is_refused(
    asked: str, key: str, raw: Raw, reason: Reason
) -> None:
    found = checked(asked, **{key: raw})

    assert {name: refused.reason for name, refused in found.refused.items()} == {key: reason}
    assert found.given == {key: raw}


@pytest.mark.parametrize("empty", ["", "  ", "\n", (), ("", "")])
def test_what_was_left_empty_is_no_answer_and_no_fault(empty: Raw) -> None:
    found = checked(SAFE, NOTE, topics=empty, safe=empty, note=empty)

    assert found.given == {}
    assert not found.refused


def test_exact_words_are_kept_but_for_what_no_file_can_hold() -> None:
    found = checked(NOTE, note="  He dont\ncome\x00, “never”  ")

    assert "\x00" not in str(found.given["note"])
    assert "He dont\ncome, “never”" in str(found.given["note"])


def test_each_house_is_a_question_of_its_own() -> None:
    found = checked(HOUSES, h__good="Gran", h__wishes="x" * 5001)

    assert keys(found) == ["h.worries", "h.good", "h.wishes"]
    assert list(found.refused) == ["h.wishes"]
    assert {asked.kind for asked in found.path} == {Kind.LONG_TEXT}


def test_the_path_follows_what_was_typed() -> None:
    assert keys(checked(SAFE, NEXT, safe="no")) == ["safe", "next"]
    assert keys(checked(SAFE, NEXT, safe="yes")) == ["safe"]
    assert keys(checked(SAFE, NEXT)) == ["safe"]


def test_words_beside_a_question_for_others_would_be_lost_and_marks_are_left_out() -> None:
    found = checked(SAFE, when("${safe} = 'no'"), NEXT, safe="yes", then="Him.", next="no")

    assert found.astray == ("then",)
    assert found.left_out == ("next",)


def test_words_wait_for_the_answer_that_decides_while_that_one_is_refused() -> None:
    found = checked(SAFE, when("${safe} = 'no'"), safe="perhaps", then="Him.")

    assert list(found.refused) == ["safe"]
    assert found.astray == ()


def test_what_the_questionnaire_does_not_ask_is_not_looked_at() -> None:
    assert checked(SAFE, other="no").given == {}
