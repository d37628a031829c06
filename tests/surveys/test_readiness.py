"""Faults of questionnaires before they are used: too hard, long or slow, or with odd ids."""

from __future__ import annotations

import pytest

import surveys.library as library
from surveys.faults import Fault, QuestionnaireFaults
from surveys.library import parse
from surveys.readiness import review
from tests.surveys.builders import HEADER, NOTE, SAFE, question, when

LONG = " ".join(["Go."] * 61)
HARD = "Multidisciplinary consideration necessitates comprehensive participatory deliberation."
CHILD = HEADER.replace('"parent"', '"child"').replace("minutes = 5", "minutes = 4")
SAFE_AT_HOME = question("felt_safe", "yes_no")
HOUSE = '{ text.en = "What?" }'
HOUSES = f"[questions.houses]\nworries = {HOUSE}\ngood = {HOUSE}\nwishes = {HOUSE}"
TWO = 'choices = [{ code = "a", label.en = "One" }, { code = "b", label.en = "Two" }]'


def many(number: int) -> str:
    return "".join(question(f"q{each}", "date") for each in range(number))


FAULTY = {
    "too hard for parents": (
        HEADER,
        question("it", "date", f'hint.en = "{HARD}"'),
        "too_hard",
        "words.en",
    ),
    "too many minutes": (HEADER.replace("= 5", "= 7"), NOTE, "too_long", "minutes"),
    "too many minutes for children": (CHILD.replace("= 4", "= 5"), NOTE, "too_long", "minutes"),
    "too many questions": (HEADER, many(16), "too_many_questions", "questions"),
    "too many questions for children": (CHILD, many(11), "too_many_questions", "questions"),
    "houses count three": (
        CHILD,
        many(8) + question("h", "houses", HOUSES),
        "too_many_questions",
        "questions",
    ),
    "a long introduction": (HEADER.replace("Hello.", LONG), NOTE, "slow_start", "introduction.en"),
    "long words before the first question": (
        HEADER,
        question("s", "statement").replace("About s?", LONG) + NOTE,
        "slow_start",
        "introduction.en",
    ),
    "shared id of another kind": (
        HEADER,
        question("listened", "date"),
        "meaning_changed",
        "questions.listened.kind",
    ),
    "shared id with other choices": (
        HEADER,
        question("overall", "single", TWO),
        "meaning_changed",
        "questions.overall.choices",
    ),
    "shared id with another lean": (
        HEADER,
        question("worried_about", "long_text", 'lean = "good"'),
        "meaning_changed",
        "questions.worried_about.lean",
    ),
    "id of another questionnaire": (
        HEADER,
        question("rag", "date"),
        "meaning_changed",
        "questions.rag.kind",
    ),
    "unreachable": (
        HEADER,
        SAFE + when("${safe} = 'no' and ${safe} = 'yes'"),
        "unreachable",
        "questions.then.when",
    ),
    "later question": (
        HEADER,
        when("answered(${safe})") + SAFE,
        "later_question",
        "questions.then.when",
    ),
    "code for no button": (
        HEADER,
        question("a" * 30, "single", TWO.replace('"a"', f'"{"c" * 30}"')),
        "too_long_for_a_button",
        f"questions.{'a' * 30}.choices",
    ),
}


def faults(text: str) -> tuple[Fault, ...]:
    with pytest.raises(QuestionnaireFaults) as caught:
        review(text, "mine.toml")
    return caught.value.faults


@pytest.mark.parametrize("name", FAULTY)
def test_a_fault_is_named_and_placed_with_a_remedy(name: str) -> None:
    header, questions, code, place = FAULTY[name]

    (found,) = [each for each in faults(header + questions) if each.code == code]

    assert found.place == place
    assert found.problem
    assert found.remedy


def test_all_is_told_at_once_whichever_rule_found_it() -> None:
    text = HEADER.replace("= 5", "= 9").replace("Hello.", LONG) + question("listened", "date")

    found = {each.code for each in faults(text + question("it", "slider"))}

    assert found == {"too_hard", "too_long", "slow_start", "meaning_changed", "enum"}


def test_the_hardest_texts_are_named_where_the_whole_is_too_hard() -> None:
    text = HEADER + question("it", "date", f'hint.en = "{HARD}"') + NOTE

    (found,) = faults(text)

    assert found.remedy.endswith("the hardest are questions.it.hint")


def test_a_draft_that_breaks_a_rule_of_sending_still_opens() -> None:
    assert parse(HEADER.replace("= 5", "= 9") + NOTE, "kept.toml").minutes == 9


RELEASED = library.source("parent_after_conference", 2)


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ('high.en = "', 'high.en = "Not at all ', "questions.scale_safety.high"),
        ('code = "bad_time"', 'code = "late"', "questions.why_not_there.choices"),
        ('id = "why_not_there"', 'id = "worried_about"', "questions.worried_about.kind"),
    ],
)
def test_a_new_version_in_which_an_id_means_something_else_is_refused(
    old: str, new: str, place: str
) -> None:
    newer = RELEASED.replace("version = 2", "version = 3", 1)
    assert old in newer

    assert place in {each.place for each in faults(newer.replace(old, new, 1))}


def test_a_released_version_with_other_words_is_refused() -> None:
    (found,) = faults(RELEASED.replace("Were you at the conference?", "Did you come?"))

    assert (found.code, found.place) == ("released", "version")
    assert "next version number" in found.remedy


def test_a_new_version_with_plainer_words_is_in_order() -> None:
    newer = RELEASED.replace("version = 2", "version = 3", 1)

    assert review(newer.replace("Were you at the conference?", "Did you come?"), "v3").version == 3


@pytest.mark.parametrize("name", sorted({each.id for each in library.all_released()}))
def test_every_released_questionnaire_keeps_every_rule(name: str) -> None:
    assert review(library.source(name), name).id == name
