"""Conditions: how they are written, and what they make of earlier answers."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.conditions import All, Answered, Any, Comparison, Not, Selected
from surveys.dialect import DialectError, parse


@pytest.mark.parametrize(
    ("written", "answers", "holds"),
    [
        ("${safe} = 'no'", {"safe": "no"}, True),
        ("${safe} = 'no'", {"safe": "yes"}, False),
        ("${safe} = 'no'", {}, False),
        ("${safe} != 'no'", {"safe": "yes"}, True),
        ("${safe} != 'no'", {}, True),
        ("not(${safe} = 'no')", {}, True),
        ('${safe} = "no"', {"safe": "no"}, True),
        ("${scale} < 10", {"scale": 9}, True),
        ("${scale} < 10", {"scale": 10}, False),
        ("${scale} < 10", {}, False),
        ("${scale} >= 2.5", {"scale": 2.5}, True),
        ("${scale} <= -1", {"scale": -1}, True),
        ("${scale} > 3", {"scale": 4}, True),
        ("${scale} = 3", {"scale": 3}, True),
        ("selected(${topics}, 'school')", {"topics": ("home", "school")}, True),
        ("selected(${topics}, 'school')", {"topics": ("home",)}, False),
        ("selected(${topics}, 'school')", {"topics": "school"}, True),
        ("selected(${topics}, 'school')", {}, False),
        ("answered(${worries})", {"worries": "words"}, True),
        ("answered(${worries})", {}, False),
        ("answered(${houses.good})", {"houses.good": "cat"}, True),
    ],
)
def test_a_condition_holds_for_what_was_said(
    written: str, answers: dict[str, str], holds: bool
) -> None:
    assert parse(written).holds(answers) is holds


def test_and_binds_tighter_than_or_and_brackets_tighter_than_both() -> None:
    a, b, c = (Answered(name) for name in "abc")
    written = "answered(${a}) or answered(${b}) and answered(${c})"
    bracketed = "(answered(${a}) or answered(${b})) and answered(${c})"

    assert parse(written) == Any((a, All((b, c))))
    assert parse(bracketed) == All((Any((a, b)), c))


def test_the_example_of_the_dialect_is_read_whole() -> None:
    written = "${felt_safe} = 'no' and not(selected(${topics}, 'school'))"

    assert parse(written) == All(
        (Comparison("felt_safe", "=", "no"), Not(Selected("topics", "school")))
    )


@pytest.mark.parametrize(
    ("written", "complaint"),
    [
        ("", "was expected at character 1"),
        ("${a} =", "a code in quotes or a number"),
        ("${a} 'no'", "a comparison such as ="),
        ("${a} = 'no' or", "a question such as"),
        ("${a} = 'no' extra", "'and', 'or' or the end"),
        ("(${a} = 'no'", "')' was expected"),
        ("not ${a} = 'no'", "'(' after not"),
        ("selected(${a})", "',' was expected"),
        ("selected(${a}, school)", "a code in quotes was expected at character 16"),
        ("answered('a')", "a question such as"),
        ("${A} = 'no'", "character 1 cannot be read"),
        ("${a} = 'no", "character 8 cannot be read"),
        ("$ {a} == 1", "character 1 cannot be read"),
    ],
)
def test_a_condition_that_cannot_be_read_says_where_and_why(written: str, complaint: str) -> None:
    with pytest.raises(DialectError) as caught:
        parse(written)

    assert complaint in str(caught.value)


@given(st.text(alphabet="${}ab .'\"()<>=!,0123notandrselcted", max_size=40))
def test_no_text_does_more_than_be_refused(written: str) -> None:
    with suppress(DialectError):
        parse(written)
