"""Reading raw answers: what each kind takes, and each way it refuses."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.kinds import Kind
from surveys.notices import Reason, Refuse
from surveys.path import Asked, expand
from surveys.questionnaire import ChoiceText
from surveys.reading import read
from tests.surveys.builders import NOW, question, questionnaire

ACTIVITIES = """
max_choices = 2
choices = [
  { code = "audit", label.en = "An audit" },
  { code = "visit", label.en = "A visit" },
  { code = "week", label.en = "A practice week" },
  { code = "none", label.en = "None of these", alone = true },
]"""
SAFE = """
choices = [
  { code = "yes", label.en = "Yes, I feel safe" },
  { code = "no", label.en = "No, I do not feel safe" },
  { code = "not_sure", label.en = "I am not sure" },
]"""
FACES = """
choices = [
  { code = "bad", label.en = "Bad" },
  { code = "ok", label.en = "OK" },
  { code = "good", label.en = "Good" },
]"""


def asked(kind: str, extra: str = "") -> Asked:
    return expand(questionnaire(question("it", kind, extra)).questions[0])[0]


EXAMPLES = {
    "statement": asked("statement"),
    "single": asked("single", SAFE),
    "multiple": asked("multiple", ACTIVITIES),
    "faces": asked("faces", FACES),
    "scale": asked("scale", 'low.en = "Bad"\nhigh.en = "Good"'),
    "yes_no": asked("yes_no", SAFE),
    "short_text": asked("short_text"),
    "long_text": asked("long_text"),
    "short_note": asked("long_text", "max_length = 10"),
    "number": asked("number", "minimum = 0\nmaximum = 200"),
    "any_number": asked("number"),
    "date": asked("date"),
    "past_date": asked("date", "not_future = true"),
}


@pytest.mark.parametrize(
    ("kind", "raw", "value"),
    [
        ("statement", "ok", "ok"),
        ("single", "yes", "yes"),
        ("single", ["yes"], "yes"),
        ("yes_no", "YES", "yes"),
        ("yes_no", "No.", "no"),
        ("yes_no", "not sure", "not_sure"),
        ("yes_no", " yes, i feel safe ", "yes"),
        ("faces", "good", "good"),
        ("multiple", ["week", "audit"], ("audit", "week")),
        ("multiple", ["audit", "audit"], ("audit",)),
        ("multiple", ["A visit", ""], ("visit",)),
        ("multiple", "none", ("none",)),
        ("scale", "0", 0),
        ("scale", " 10 ", 10),
        ("scale", "7.0", 7),
        ("number", "2.5", 2.5),
        ("number", "2,5", 2.5),
        ("number", "+3", 3),
        ("number", "۲۵", 25),
        ("scale", "۷", 7),
        ("date", "۳/۱۰/۲۰۲۶", "2026-10-03"),
        ("any_number", "-40", -40),
        ("short_text", "  Nan  ", "Nan"),
        ("short_text", "x" * 500, "x" * 500),
        ("long_text", "two\nlines", "two\nlines"),
        ("long_text", "x" * 5000, "x" * 5000),
        ("long_text", "a\ud800b", "a?b"),
        ("date", "2026-10-03", "2026-10-03"),
        ("date", "3/10/2026", "2026-10-03"),
        ("date", "03.10.2026", "2026-10-03"),
        ("date", "3-10-2026", "2026-10-03"),
        ("date", "29/2/2028", "2028-02-29"),
        ("past_date", "15/10/2026", "2026-10-15"),
    ],
)
def test_an_answer_is_read_as(kind: str, raw: str, value: object) -> None:
    found = read(EXAMPLES[kind], raw, NOW)

    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(
    ("kind", "raw", "reason", "limit"),
    [
        ("single", "", Reason.EMPTY, None),
        ("single", " \n", Reason.EMPTY, None),
        ("single", [], Reason.EMPTY, None),
        ("single", "maybe", Reason.NOT_A_CHOICE, None),
        ("single", ["yes", "no"], Reason.TOO_MANY_CHOICES, 1),
        ("faces", "very_good", Reason.NOT_A_CHOICE, None),
        ("yes_no", "y" * 100_000, Reason.NOT_A_CHOICE, None),
        ("multiple", [], Reason.EMPTY, None),
        ("multiple", ["", " "], Reason.EMPTY, None),
        ("multiple", ["audit", "moon"], Reason.NOT_A_CHOICE, None),
        ("multiple", ["audit", "none"], Reason.CONTRADICTION, None),
        ("multiple", ["audit", "visit", "week"], Reason.TOO_MANY_CHOICES, 2),
        ("scale", "", Reason.EMPTY, None),
        ("scale", "seven", Reason.NOT_A_NUMBER, None),
        ("scale", "7.5", Reason.NOT_A_NUMBER, None),
        ("scale", "11", Reason.OUT_OF_RANGE, 10),
        ("scale", "-1", Reason.OUT_OF_RANGE, 0),
        ("number", "", Reason.EMPTY, None),
        ("number", "nan", Reason.NOT_A_NUMBER, None),
        ("number", "inf", Reason.NOT_A_NUMBER, None),
        ("number", "1e999", Reason.NOT_A_NUMBER, None),
        ("number", "1_000", Reason.NOT_A_NUMBER, None),
        ("number", "9" * 5000, Reason.NOT_A_NUMBER, None),
        ("number", "200.1", Reason.OUT_OF_RANGE, 200),
        ("number", "-0.5", Reason.OUT_OF_RANGE, 0),
        ("short_text", "", Reason.EMPTY, None),
        ("short_text", "x" * 501, Reason.TOO_LONG, 500),
        ("long_text", "x" * 100_000, Reason.TOO_LONG, 5000),
        ("short_note", "x" * 11, Reason.TOO_LONG, 10),
        ("long_text", ["a", "b"], Reason.TOO_MANY_CHOICES, 1),
        ("date", "", Reason.EMPTY, None),
        ("date", "yesterday", Reason.NOT_A_DATE, None),
        ("date", "30/2/2026", Reason.NOT_A_DATE, None),
        ("date", "3/10/26", Reason.NOT_A_DATE, None),
        ("date", "2026-13-01", Reason.NOT_A_DATE, None),
        ("date", "1/1/1066", Reason.NOT_A_DATE, None),
        ("past_date", "16/10/2026", Reason.IN_THE_FUTURE, None),
    ],
)
def test_an_answer_is_refused_with_reason_and_limit(
    kind: str, raw: str, reason: Reason, limit: float | None
) -> None:
    assert read(EXAMPLES[kind], raw, NOW) == Refuse(reason, "it", limit)


PARTS = (
    ChoiceText(code="yes", label={"en": "Yes, all of it", "pl": "Tak, na całej"}),
    ChoiceText(code="no", label={"en": "No", "pl": "Nie"}),
)


@pytest.mark.parametrize(
    ("spoken", "raw", "value"),
    [
        ("pl", "nie", "no"),
        ("pl", "tak, na całej", "yes"),
        ("pl", "no", None),
        ("pl", "yes", None),
        ("pl", "Yes, all of it", None),
        ("en", "no", "no"),
        ("en", "yes, all of it", "yes"),
        ("en", "Nie", None),
        (None, "no", "no"),
        (None, "Nie", "no"),
    ],
)
def test_a_typed_choice_is_read_in_the_language_it_was_typed_in(
    spoken: str | None, raw: str, value: str | None
) -> None:
    refused = Refuse(Reason.NOT_A_CHOICE, "it")
    one, many = (
        replace(was, question=was.question.model_copy(update={"choices": PARTS}))
        for was in (EXAMPLES["single"], EXAMPLES["multiple"])
    )
    assert read(one, raw, NOW, spoken) == (value or refused)
    assert read(many, [raw], NOW, spoken) == ((value,) if value else refused)


def test_today_is_the_day_in_london_not_in_greenwich() -> None:
    just_after_midnight_in_london = datetime(2026, 7, 1, 23, 30, tzinfo=UTC)

    assert read(EXAMPLES["past_date"], "2/7/2026", just_after_midnight_in_london) == "2026-07-02"


def test_every_kind_that_is_asked_has_an_example_here() -> None:
    assert {example.kind for example in EXAMPLES.values()} == set(Kind) - {Kind.HOUSES}


@given(
    st.sampled_from(sorted(EXAMPLES)),
    st.text() | st.lists(st.text(), max_size=4) | st.text(alphabet="0123456789/.-,+ "),
)
def test_nothing_that_can_be_sent_breaks_the_reading(kind: str, raw: str) -> None:
    value = read(EXAMPLES[kind], raw, NOW)

    assert isinstance(value, str | int | float | tuple | Refuse)
