"""Faults of questionnaire files: each is found, named, placed and given a remedy, all at once."""

from __future__ import annotations

import pytest

from surveys.faults import QuestionnaireFaults
from surveys.library import parse
from tests.surveys.builders import HEADER, NOTE, SAFE, SCALE, TOPICS, faults, question, when

LONG_CODE = """choices = [
  { code = "fifteen_letters", label.en = "A" }, { code = "b", label.en = "B" },
]"""
HOUSE = '{ text.en = "What?" }'

FAULTY = {
    "duplicate id": (SAFE, SAFE, "duplicate_id", "safe"),
    "bad id": (question("Safe!", "date"), "", "string_pattern_mismatch", "Safe!.id"),
    "unknown kind": (question("it", "slider"), "", "enum", "it.kind"),
    "misspelt field": (question("it", "date", 'hnit.en = "x"'), "", "extra_forbidden", "it.hnit"),
    "text without lean": (question("it", "long_text", lean=False), "", "missing", "it.lean"),
    "scale without ends": (question("it", "scale"), "", "missing", "it.low"),
    "single without choices": (question("it", "single"), "", "missing", "it.choices"),
    "stray field": (question("it", "date", 'lean = "open"'), "", "stray_field", "it.lean"),
    "stray bounds": (question("it", "long_text", "minimum = 1"), "", "stray_field", "it.minimum"),
    "unknown list": (question("it", "single", 'choices = "l"'), "", "unknown_list", "it.choices"),
    "one choice": (
        question("it", "single", 'choices = [{ code = "a", label.en = "A" }]'),
        "",
        "one_choice",
        "it.choices",
    ),
    "duplicate code": (
        question(
            "it",
            "single",
            'choices = [{ code = "a", label.en = "A" }, { code = "a", label.en = "B" }]',
        ),
        "",
        "duplicate_code",
        "it.choices",
    ),
    "ambiguous label": (
        question(
            "it",
            "single",
            'choices = [{ code = "a", label.en = "Yes" }, { code = "b", label.en = "yes." }]',
        ),
        "",
        "ambiguous_label",
        "it.choices.b.label",
    ),
    "label is another's code": (
        question(
            "it",
            "single",
            'choices = [{ code = "no", label.en = "Yes" }, { code = "yes", label.en = "Never" }]',
        ),
        "",
        "ambiguous_label",
        "it.choices.yes.label",
    ),
    "yes_no with other codes": (
        question(
            "it",
            "yes_no",
            'choices = [{ code = "yes", label.en = "Yes" }, { code = "no", label.en = "No" }]',
        ),
        "",
        "wrong_codes",
        "it.choices",
    ),
    "four faces": (
        question(
            "it",
            "faces",
            """choices = [
  { code = "bad", label.en = "A" }, { code = "ok", label.en = "B" },
  { code = "good", label.en = "C" }, { code = "very_good", label.en = "D" },
]""",
        ),
        "",
        "wrong_codes",
        "it.choices",
    ),
    "too many to choose": (
        TOPICS.replace('kind = "multiple"', 'kind = "multiple"\nmax_choices = 3'),
        "",
        "limit_too_high",
        "topics.max_choices",
    ),
    "too long for a button": (
        question("a" * 40, "single", LONG_CODE),
        "",
        "too_long_for_a_button",
        f"{'a' * 40}.choices",
    ),
    "trigger on no choice": (
        question("it", "yes_no", 'signals.maybe = { category = "not_safe", level = "now" }'),
        "",
        "unknown_code",
        "it.signals.maybe",
    ),
    "unknown level": (
        question("it", "yes_no", 'signals.no = { category = "not_safe", level = "later" }'),
        "",
        "enum",
        "it.signals.no.level",
    ),
    "crossed bounds": (
        question("it", "number", "minimum = 5\nmaximum = 4"),
        "",
        "bounds_crossed",
        "it.minimum",
    ),
    "too long a text": (
        question("it", "short_text", "max_length = 501"),
        "",
        "limit_too_high",
        "it.max_length",
    ),
    "two houses": (
        question("it", "houses", f"[questions.houses]\nworries = {HOUSE}\ngood = {HOUSE}"),
        "",
        "missing",
        "it.houses.wishes",
    ),
    "unknown language": (
        question("it", "date", 'text.cy = "Pryd?"'),
        "",
        "unknown_language",
        "it.text.cy",
    ),
    "empty words": (question("it", "date", 'hint.en = " "'), "", "string_too_short", "it.hint.en"),
    "unknown picture": (question("it", "date", 'picture = "dog"'), "", "enum", "it.picture"),
    "closing statement": (
        NOTE,
        question("it", "statement", 'place = "review"'),
        "not_closing",
        "it.place",
    ),
    "path after closing": (
        question("it", "yes_no", 'place = "review"'),
        NOTE,
        "after_closing",
        "note.place",
    ),
}


@pytest.mark.parametrize("name", FAULTY)
def test_a_fault_is_named_and_placed_with_a_remedy(name: str) -> None:
    first, second, code, place = FAULTY[name]

    found = faults(first, second)

    assert (code, f"questions.{place}") in [(fault.code, fault.place) for fault in found]
    assert all(fault.problem and fault.remedy for fault in found)


@pytest.mark.parametrize(
    ("old", "new", "code", "place"),
    [
        ("version = 1", "version = 0", "greater_than_equal", "version"),
        ("version = 1", "", "missing", "version"),
        ('audience = ["parent"]', 'audience = ["dog"]', "enum", "audience.1"),
        ('audience = ["parent"]', "audience = []", "too_short", "audience"),
        ('timing = "after"', 'timing = "late"', "enum", "timing"),
        ("minutes = 5", 'minutes = 5\nmeetings = ["party"]', "enum", "meetings.1"),
        (
            "minutes = 5",
            "minutes = 5\nages = { youngest = 9, oldest = 8 }",
            "bounds_crossed",
            "ages",
        ),
        ("minutes = 5", 'minutes = 5\nmodes = ["anonymous"]', "no_mode", "modes"),
        ("minutes = 5", "minutes = 5\nmodes = []", "too_short", "modes"),
        ("minutes = 5", 'minutes = 5\nmodes = ["famous"]', "enum", "modes.1"),
        ("minutes = 5", 'minutes = 5\nsources = ["row 2"]', "string_pattern_mismatch", "sources.1"),
        ("minutes = 5", "minutes = 5\ncolour = 1", "extra_forbidden", "colour"),
        ('languages.en = "reviewed"', 'languages.en = "fine"', "enum", "languages.en"),
        (
            'languages.en = "reviewed"',
            'languages = { en = "reviewed", cy = "draft" }',
            "missing_translation",
            "title.cy",
        ),
    ],
)
def test_a_fault_of_the_header_is_named_and_placed(
    old: str, new: str, code: str, place: str
) -> None:
    found = faults(NOTE, header=HEADER.replace(old, new))

    assert (code, place) in [(fault.code, fault.place) for fault in found]


def test_a_missing_translation_is_named_wherever_words_stand() -> None:
    header = HEADER.replace(
        'languages.en = "reviewed"', 'languages = { en = "reviewed", cy = "draft" }'
    )

    places = {fault.place for fault in faults(TOPICS, SCALE, header=header)}

    assert {
        "questions.topics.text.cy",
        "questions.topics.choices.none.label.cy",
        "questions.scale.low.cy",
    } <= places


def test_faults_of_several_questions_and_the_header_are_reported_together() -> None:
    found = faults(
        question("one", "slider"),
        question("two", "long_text", lean=False),
        when("${scale} > 3"),
        header=HEADER.replace("version = 1", "version = -1"),
    )

    assert [fault.place for fault in found] == [
        "version",
        "questions.one.kind",
        "questions.two.lean",
        "questions.then.when",
    ]


def test_a_questionnaire_without_questions_or_path_is_refused() -> None:
    assert [fault.code for fault in faults()] == ["no_questions"]
    assert [fault.code for fault in faults(header=HEADER + "questions = 3")] == ["no_questions"]
    closing = question("it", "yes_no", 'place = "review"')
    assert [fault.code for fault in faults(closing)] == ["no_path"]


def test_text_that_is_not_toml_is_refused_with_its_line() -> None:
    (fault,) = faults("id = = 3")

    assert fault.code == "not_toml"
    assert "line" in fault.problem


def test_the_message_lists_every_fault_under_the_name_of_the_file() -> None:
    with pytest.raises(QuestionnaireFaults) as caught:
        parse(HEADER + SAFE + SAFE + when("answered(${nothing})"), "mine.toml")

    first, *rest = str(caught.value).splitlines()
    assert first == "mine.toml has 2 faults:"
    assert rest == [str(fault) for fault in caught.value.faults]
    assert rest[1] == ("questions.then.when: there is no question ${nothing}; use one of safe")


def test_a_list_of_choices_can_be_shared_between_questions() -> None:
    lists = """
[[lists.yes_or_no]]
code = "yes"
label.en = "Yes"
[[lists.yes_or_no]]
code = "no"
label.en = "No"
"""
    named = 'choices = "yes_or_no"'
    asked = parse(
        HEADER + lists + question("a", "single", named) + question("b", "single", named), "x"
    )

    assert asked.questions[0].choices == asked.questions[1].choices
    assert [choice.code for choice in asked.questions[0].choices] == ["yes", "no"]
