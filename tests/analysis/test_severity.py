"""Severity: definitions by example, the worst statement, and what takes one back."""

import pytest

from analysis import Sentiment, Severity
from analysis.tokens import tokens
from tests.analysis.readers import model

EXAMPLES = {
    Severity.NONE: ["I love it there", "see you next time", "can I have a bike"],
    Severity.MINOR: ["the room was cold", "it was too long", "bored", "no parking"],
    Severity.MODERATE: [
        "nobody could explain the plan so I didn't understand",
        "waited three weeks",
        "another change of worker",
        "it was chaotic",
        "the report had mistakes",
    ],
    Severity.SERIOUS: [
        "they never listened",
        "she lied about me",
        "I left in tears",
        "they shouted at my mum",
        "nothing ever changes",
        "it was racist",
    ],
    Severity.CRITICAL: [
        "I don't feel safe",
        "I am terrified of him",
        "he hits me",
        "I want to die",
        "he threatened me",
    ],
}


def worst(text: str, sentiment: Sentiment | None = None) -> tuple[Severity, str | None]:
    severity, span = model().severities.worst(tokens(text), sentiment)
    return severity, span and text[span.start : span.end]


@pytest.mark.parametrize(
    ("severity", "text"), [(level, text) for level, texts in EXAMPLES.items() for text in texts]
)
def test_each_level_by_example(severity: Severity, text: str) -> None:
    assert worst(text)[0] is severity


def test_the_worst_of_many_decides_and_is_shown() -> None:
    assert worst("Cold room. They ignored us. It was late.") == (Severity.SERIOUS, "ignored")


def test_of_equals_the_first_is_shown() -> None:
    assert worst("They ignored us and lied") == (Severity.SERIOUS, "ignored")


@pytest.mark.parametrize(
    "text",
    [
        "nobody ignored me",
        "I was not judged",
        "they have never lied",
        "no longer scared of him",
        "without any delay",
    ],
)
def test_a_negation_just_before_takes_a_statement_back(text: str) -> None:
    assert worst(text)[0] is Severity.NONE


@pytest.mark.parametrize("text", ["No. They ignored me", "not her fault but they ignored me"])
def test_a_negation_of_something_else_does_not(text: str) -> None:
    assert worst(text)[0] is Severity.SERIOUS


def test_a_negative_comment_is_at_least_minor_and_others_are_none() -> None:
    assert worst("hm", Sentiment.NEGATIVE) == (Severity.MINOR, None)
    assert worst("hm", Sentiment.POSITIVE) == (Severity.NONE, None)
    assert worst("hm") == (Severity.NONE, None)


def test_levels_are_ordered_so_that_the_greatest_is_the_worst() -> None:
    assert max(Severity) is Severity.CRITICAL
    assert min(Severity) is Severity.NONE
    assert [level.value for level in Severity] == [0, 1, 2, 3, 4]
