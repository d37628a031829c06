"""The questionnaires that are shipped: unchanged once released, and safe for those they ask."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest

import surveys.library as library
from safeguarding.levels import Category
from surveys.form_rules import codes
from surveys.kinds import Kind, MeetingKind, Mode, RespondentRole
from surveys.library import NotInLibrary, load
from surveys.path import walk
from surveys.questionnaire import LanguageStatus, Placement, Questionnaire
from surveys.reachability import ways

ALL = library.all_released()
ASKED = [each for each in ALL if each.id != "imported_feedback"]
NAMES = [each.id for each in ASKED]
CHILDREN = {RespondentRole.CHILD, RespondentRole.YOUNG_PERSON}
FAMILIES = [each.id for each in ASKED if set(each.audience) & (CHILDREN | {RespondentRole.PARENT})]


@pytest.mark.parametrize("name", library.released())
def test_a_released_version_never_changes(name: str) -> None:
    title, _, version = name.partition("@")

    text = library.source(title, int(version))

    assert library.fingerprint(text) == library.released()[name], (
        f"{name} was released and may not change: give the new wording the next version number"
    )


def test_every_file_on_the_shelf_is_registered_under_its_own_name() -> None:
    files_there = {each.name for each in files(library).iterdir()}
    shelf = {name for name in files_there if name.endswith(".toml")} - {"shared_ids.toml"}

    assert shelf == {f"{name.replace('@', '.v')}.toml" for name in library.released()}
    for asked in ALL:
        assert (asked.id, asked.version) == (load(asked.id).id, load(asked.id).version)


def test_the_newest_version_is_loaded_unless_one_is_named() -> None:
    assert load("child_after_review") == load("child_after_review", 2)
    assert load("child_after_review", 1).version == 1


@pytest.mark.parametrize(("name", "version"), [("nothing", None), ("child_after_review", 99)])
def test_a_questionnaire_that_is_not_there_is_refused_with_those_there_are(
    name: str, version: int | None
) -> None:
    with pytest.raises(NotInLibrary) as caught:
        load(name, version)

    assert name in str(caught.value)
    assert "parent_after_conference@1" in str(caught.value)


@pytest.mark.parametrize("asked", ASKED, ids=NAMES)
def test_each_says_for_staff_what_it_is_for_and_which_rows_it_answers(
    asked: Questionnaire,
) -> None:
    assert asked.sources
    assert len(asked.purpose["en"].split()) >= 10


@pytest.mark.parametrize("name", FAMILIES)
def test_there_are_real_branches_in_what_families_are_asked(name: str) -> None:
    asked = load(name)
    seen = {tuple(each.key for each in walk(asked.questions, way)) for way in ways(asked.questions)}

    assert len(seen) >= 2


@pytest.mark.parametrize("asked", ASKED, ids=NAMES)
def test_everyone_may_say_no_to_being_quoted_and_may_hear_back(asked: Questionnaire) -> None:
    closing = {each.id for each in asked.questions if each.place is Placement.REVIEW}

    assert {"may_quote", "hear_back"} <= closing
    assert "advocate" in closing or not CHILDREN & set(asked.audience)


@pytest.mark.parametrize("asked", ASKED, ids=NAMES)
def test_english_is_reviewed_in_all_that_is_released(asked: Questionnaire) -> None:
    assert asked.languages["en"] is LanguageStatus.REVIEWED


def test_only_what_is_of_no_use_without_its_author_is_always_known_to_be_theirs() -> None:
    linked = {each.id for each in ASKED if each.modes == (Mode.LINKED,)}

    assert linked == {
        "before_the_meeting_child",
        "before_the_meeting_young_person",
        "case_review_form",
        "chair_quality_form",
        "practice_observation",
        "self_assessment",
    }
    assert all(set(each.modes) == set(Mode) for each in ASKED if each.id not in linked)


def test_a_chair_cannot_rate_red_or_doubt_safety_without_being_asked_what_follows() -> None:
    form = load("chair_quality_form")
    red = {each.key for each in walk(form.questions, {"rag": "red", "drift": "serious"})}
    green = {each.key for each in walk(form.questions, {"rag": "green", "drift": "none"})}
    concern = form.question("immediate_concern")

    assert red - green == {"dispute", "drift_causes"}
    assert concern is not None
    assert set(concern.signals) == {"yes", "not_sure"}


def test_every_trigger_names_a_category_that_safeguarding_knows() -> None:
    named = {
        signal.category
        for asked in ALL
        for question in asked.questions
        for signal in question.signals.values()
    }

    assert named <= {category.value for category in Category}


@pytest.mark.parametrize("asked", ASKED, ids=NAMES)
def test_saying_no_to_feeling_safe_always_triggers(asked: Questionnaire) -> None:
    felt_safe, scale = asked.question("felt_safe"), asked.question("scale_safety")

    assert felt_safe is None or {"no", "not_sure"} == set(felt_safe.signals)
    assert scale is None or {"0"} == set(scale.signals)


@pytest.mark.parametrize("name", FAMILIES)
def test_families_are_always_asked_whether_they_are_safe(name: str) -> None:
    asked = {each.id for each in load(name).questions if each.signals}

    assert asked & {"felt_safe", "scale_safety", "school_safe"}


def test_only_questionnaires_for_people_who_may_use_telegram_are_sent_there() -> None:
    assert not load("child_after_review").telegram
    assert load("young_person_after_review").telegram
    assert load("parent_after_conference").telegram


def test_the_young_are_asked_after_reviews_and_parents_after_conferences() -> None:
    assert MeetingKind.CLA_REVIEW in load("child_after_review").meetings
    assert MeetingKind.CLA_REVIEW in load("young_person_after_review").meetings
    assert set(load("parent_after_conference").meetings) == {
        MeetingKind.INITIAL_CP_CONFERENCE,
        MeetingKind.REVIEW_CP_CONFERENCE,
    }


def test_the_youngest_answer_by_pictures_and_their_helper_says_whose_words_they_are() -> None:
    asked = load("child_4_7_with_helper")
    faces = [each for each in asked.questions if each.kind is Kind.FACES]
    drawn = [each for each in asked.questions if each.kind is Kind.YES_NO]
    whose = asked.question("whose_words")

    assert {len(each.choices) for each in faces} == {3}
    assert all(choice.picture for each in drawn for choice in each.choices)
    assert whose is not None
    assert whose.place is Placement.REVIEW


@pytest.mark.parametrize("name", ["before_the_meeting_child", "before_the_meeting_young_person"])
def test_before_a_meeting_only_what_is_meant_for_everyone_is_asked_for_as_such(name: str) -> None:
    for_everyone = load(name).question("say_for_me")

    assert for_everyone is not None
    assert "Only this will be read out" in for_everyone.hint["en"]


def test_an_observation_of_practice_gives_no_grade() -> None:
    asked = load("practice_observation")

    assert not {each.id for each in asked.questions if "grade" in each.id}
    assert all(each.kind is not Kind.SCALE for each in asked.questions)


def test_a_child_says_whether_their_carers_may_hear_what_was_said_about_living_there() -> None:
    may_hear = load("child_for_carer_review").question("carers_may_hear")

    assert may_hear is not None
    assert may_hear.place is Placement.REVIEW
    assert "no" in codes(may_hear)


def test_anybody_known_can_speak_without_having_been_asked_about_a_meeting() -> None:
    asked = load("tell_us_anything")

    assert asked.meetings == ()
    assert {"child", "young_person", "parent", "carer"} == set(asked.audience)


def test_whoever_was_told_what_was_done_can_say_that_it_got_worse_and_is_looked_after() -> None:
    follow_up = load("did_anything_change")
    change = follow_up.question("change")
    worse = {each.key for each in walk(follow_up.questions, {"change": "worse"})}
    better = {each.key for each in walk(follow_up.questions, {"change": "better"})}

    assert change is not None
    assert set(change.signals) == {"worse"}
    assert (worse - better, better - worse) == ({"change_bad"}, {"change_good"})
    assert follow_up.meetings == ()


def test_the_example_that_authors_are_shown_is_in_order() -> None:
    page = Path(__file__).parents[2] / "docs" / "writing-questionnaires.md"
    example = page.read_text("utf-8").split("```toml\n")[1].split("```")[0]

    assert [each.id for each in library.parse(example, page.name).questions] == [
        "felt_safe",
        "felt_safe_more",
    ]
