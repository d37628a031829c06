"""Faults of conditions: what decides must come before, fit its test, and be possible."""

from __future__ import annotations

import pytest

from tests.surveys.builders import NOTE, SAFE, SCALE, TOPICS, faults, question, questionnaire, when

HELLO = question("hello", "statement")

FAULTY = {
    "unknown question": (SAFE, when("answered(${saef})"), "unknown_question", "then.when"),
    "first question": (when("answered(${safe})"), "", "unknown_question", "then.when"),
    "later question": (when("answered(${safe})"), SAFE, "later_question", "then.when"),
    "itself": (SAFE, when("answered(${then})"), "later_question", "then.when"),
    "unknown code": (SAFE, when("${safe} = 'nope'"), "unknown_code", "then.when"),
    "unknown tick": (TOPICS, when("selected(${topics}, 'x')"), "unknown_code", "then.when"),
    "equals on multiple": (TOPICS, when("${topics} = 'home'"), "wrong_test", "then.when"),
    "equals on text": (NOTE, when("${note} = 'home'"), "wrong_test", "then.when"),
    "number on choice": (SAFE, when("${safe} < 3"), "wrong_test", "then.when"),
    "code on number": (SCALE, when("${scale} = 'yes'"), "wrong_test", "then.when"),
    "code in order": (SAFE, when("${safe} < 'no'"), "wrong_test", "then.when"),
    "statement decides": (HELLO, when("answered(${hello})"), "statement_decides", "then.when"),
    "unreadable": (SAFE, when("${safe} is 'no'"), "value_error", "then.when"),
    "not text": (SAFE, question("then", "date", "when = 5"), "value_error", "then.when"),
    "never": (SAFE, when("${safe} = 'no' and ${safe} = 'yes'"), "unreachable", "then.when"),
    "past the scale": (SCALE, when("${scale} > 10"), "unreachable", "then.when"),
    "alone with another": (
        TOPICS,
        when("selected(${topics}, 'none') and selected(${topics}, 'home')"),
        "unreachable",
        "then.when",
    ),
}


@pytest.mark.parametrize("name", FAULTY)
def test_a_fault_is_named_and_placed_with_a_remedy(name: str) -> None:
    first, second, code, place = FAULTY[name]

    found = faults(first, second)

    assert (code, f"questions.{place}") in [(fault.code, fault.place) for fault in found]
    assert all(fault.problem and fault.remedy for fault in found)


def test_a_question_that_cannot_be_read_does_not_make_others_faulty() -> None:
    broken = question("safe", "yes_no", "max_length = 'x'")

    assert {fault.place for fault in faults(broken, when("${safe} = 'no'"))} == {
        "questions.safe.max_length"
    }


def test_too_many_deciding_answers_are_refused_rather_than_left_unchecked() -> None:
    many = [question(f"q{number}", "yes_no") for number in range(12)]
    condition = " and ".join(f"${{q{number}}} = 'no'" for number in range(12))

    assert [fault.code for fault in faults(*many, when(condition))] == ["tangled"]


@pytest.mark.parametrize(
    ("question_before", "condition"),
    [
        (SCALE, "${scale} >= 10"),
        (SCALE, "${scale} < 1"),
        (question("hours", "number", "minimum = 3\nmaximum = 3.5"), "${hours} > 3"),
        (question("hours", "number"), "${hours} < -1000"),
        (TOPICS, "not(answered(${topics}))"),
        (TOPICS, "answered(${topics}) and not(selected(${topics}, 'none'))"),
        (NOTE, "not(answered(${note}))"),
        (SAFE, "${safe} != 'yes' and ${safe} != 'no' and answered(${safe})"),
    ],
)
def test_a_condition_that_some_answers_fulfil_is_no_fault(
    question_before: str, condition: str
) -> None:
    assert questionnaire(question_before, when(condition)).questions[1].when is not None


def test_a_question_behind_one_that_cannot_come_up_cannot_come_up_either() -> None:
    never = question("never", "yes_no", "when = \"${safe} = 'no' and ${safe} = 'yes'\"")

    found = faults(SAFE, never, when("${never} = 'yes'"))

    assert [fault.place for fault in found] == ["questions.never.when", "questions.then.when"]
