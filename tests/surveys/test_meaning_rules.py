"""An id keeps its meaning: since the last release, and across the library."""

from __future__ import annotations

import pytest

from surveys.faults import Fault
from surveys.kinds import Kind
from surveys.meaning_rules import Form, forms, kept_since, shared_with
from surveys.questionnaire import Questionnaire
from tests.surveys.builders import NOTE, SAFE, SCALE, TOPICS, question, questionnaire

FACES = question(
    "mood",
    "faces",
    """choices = [
  { code = "bad", label.en = "Bad" }, { code = "ok", label.en = "OK" },
  { code = "good", label.en = "Good" },
]""",
)
AS_WORDS = FACES.replace('kind = "faces"', 'kind = "single"')
OTHER_ORDER = question(
    "topics",
    "multiple",
    """choices = [
  { code = "none", label.en = "Not a thing", alone = true },
  { code = "home", label.en = "Where I live" },
]""",
)


def asked(*questions: str) -> Questionnaire:
    return questionnaire(*questions)


def since(before: str, now: str) -> list[Fault]:
    return list(kept_since(asked(now).questions, asked(before)))


@pytest.mark.parametrize(
    ("before", "now", "field", "told"),
    [
        (SAFE, question("safe", "date"), "kind", "yes_no in example@1"),
        (TOPICS, TOPICS.replace('"home"', '"house"'), "choices", "home, house"),
        (NOTE, question("note", "long_text", 'lean = "good"'), "lean", "open in example@1"),
        (NOTE, question("note", "short_text"), "kind", "long_text in example@1"),
        (SCALE, SCALE.replace("Worst", "Bad"), "low", "meant “Worst”"),
        (SCALE, SCALE.replace("Best", "Good"), "high", "meant “Best”"),
    ],
)
def test_what_changed_under_an_id_is_named_with_what_it_was(
    before: str, now: str, field: str, told: str
) -> None:
    (fault,) = since(before, now)

    assert fault.code == "meaning_changed"
    assert fault.place.endswith(f".{field}")
    assert told in fault.problem
    assert "new id" in fault.remedy


@pytest.mark.parametrize(
    ("before", "now"),
    [
        (SAFE, SAFE.replace("About safe?", "Are you safe?")),
        (FACES, AS_WORDS),
        (TOPICS, OTHER_ORDER),
        (SCALE, SCALE + 'hint.en = "Think of today."'),
        (SAFE, NOTE),
    ],
)
def test_other_words_faces_and_another_order_change_no_meaning(before: str, now: str) -> None:
    assert since(before, now) == []


def test_each_id_is_held_against_the_library_with_what_it_means_there() -> None:
    library = forms([asked(SAFE, SCALE)])
    mine = asked(question("safe", "date"), SCALE.replace("Worst", "Bad"), NOTE)

    (fault,) = shared_with(mine.questions, library, {"safe": "Whether they feel safe."})

    assert fault.place == "questions.safe.kind"
    told = "it is date here and yes_no in example, where it means “Whether they feel safe.”"
    assert fault.problem == told


def test_an_id_that_is_not_shared_is_told_without_a_meaning() -> None:
    (fault,) = shared_with(asked(question("safe", "date")).questions, forms([asked(SAFE)]), {})

    assert fault.problem == "it is date here and yes_no in example"


def test_a_form_is_what_answers_are_compared_by() -> None:
    faces, words = (Form.of(asked(each).questions[0]) for each in (FACES, AS_WORDS))
    scale = Form.of(asked(SCALE).questions[0])

    assert faces == words == Form(Kind.SINGLE, frozenset({"bad", "ok", "good"}), None)
    assert scale.codes == {str(step) for step in range(11)}
    assert Form.of(asked(NOTE).questions[0]).lean == "open"
