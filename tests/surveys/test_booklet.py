"""The library on paper: what an officer reads of each questionnaire."""

from __future__ import annotations

import pytest

from surveys.booklet import Invitation, booklet
from surveys.dialect import parse
from surveys.fitness_rules import most_asked
from surveys.in_words import in_words
from tests.surveys.builders import HEADER, NOTE, SAFE, SCALE, TOPICS, question, questionnaire


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        ("${rag} = 'red'", "`rag` is `red`"),
        ("${scale} <= 4", "`scale` is at most `4`"),
        ("selected(${topics}, 'home')", "`home` is ticked in `topics`"),
        ("answered(${note})", "`note` is answered"),
        ("not(${was_there} = 'no')", "`was_there` is not `no`"),
        ("not(selected(${topics}, 'none'))", "`none` is not ticked in `topics`"),
        ("not(answered(${note}))", "`note` is not answered"),
        ("not(${a} != 'x')", "not (`a` is not `x`)"),
        (
            "${a} = 'x' and (${b} = 'y' or ${c} > 2)",
            "`a` is `x` and (`b` is `y` or `c` is more than `2`)",
        ),
    ],
)
def test_a_condition_is_told_in_words(condition: str, words: str) -> None:
    assert in_words(parse(condition)) == words


def test_each_question_is_told_with_its_choices_conditions_and_triggers() -> None:
    safe = question("safe", "yes_no", 'signals.no = { category = "not_safe", level = "now" }')
    more = question("more", "long_text", 'when = "${safe} = \'no\'"\nhint.en = "As you like."')
    last = question("quote", "yes_no", 'place = "review"')

    page = booklet([questionnaire(safe, TOPICS, SCALE, more, last)], {}, {})

    assert "1. **About safe?** `safe` (yes no)" in page
    assert "Calls for a person: `no` (not safe, now)" in page
    assert "Nothing `none` (excludes the others)" in page
    assert "0: Worst · 10: Best" in page
    assert "4. **About more?** `more` (long text, asks for: open)" in page
    assert "Asked only if `safe` is `no`\n   - *As you like.*" in page
    assert "On the page at the end:\n\n- **About quote?** `quote` (yes no)" in page


def test_what_people_wrote_is_not_turned_into_marks_of_a_web_page() -> None:
    assert 'Tom & Ann\'s "own" <words>' in booklet(
        [
            questionnaire(
                NOTE, header=HEADER.replace("For tests.", 'Tom & Ann\'s \\"own\\" <words>')
            )
        ],
        {},
        {},
    )


@pytest.mark.parametrize(
    ("rule", "told"),
    [
        (Invitation(("chair",), 0), "chair, on the day of the meeting"),
        (
            Invitation(("child", "young_person"), 1, attended=True),
            "child, young person who came, the day after the meeting",
        ),
        (
            Invitation(("staff",), 2, outcomes=("other",), once_a_quarter=True),
            "staff when the outcome is other, 2 days after the meeting, at most once a quarter",
        ),
    ],
)
def test_who_is_invited_when_stands_beside_the_questionnaire(rule: Invitation, told: str) -> None:
    page = booklet([questionnaire(NOTE)], {"example": [rule]}, {})

    assert f"- **Invited by rule** {told}\n" in page
    assert "by no rule. Ask them." in booklet([questionnaire(NOTE)], {}, {"example": "Ask them."})


def test_the_most_that_is_asked_follows_the_longest_path_without_statements() -> None:
    only_if_not = question("then", "long_text", "when = \"${safe} = 'no'\"")
    either = question("other", "long_text", "when = \"${safe} = 'yes'\"")

    asked = questionnaire(question("hello", "statement"), SAFE, only_if_not, either)

    assert most_asked(asked.questions) == 2
