"""Words that studies share by value, since none of them may import another."""

import pytest

import analysis
import surveys.kinds
from reports.wording import label
from safeguarding import Category, ConcernState, Level
from surveys.library import all_released
from surveys.questionnaire import Questionnaire


def test_levels_are_those_of_the_questionnaires_in_the_same_order() -> None:
    assert [level.value for level in Level] == [level.value for level in surveys.kinds.Level]


def test_leans_are_those_of_the_questionnaires() -> None:
    assert {lean.value for lean in analysis.Lean} == {lean.value for lean in surveys.kinds.Lean}


@pytest.mark.parametrize("questionnaire", all_released(), ids=lambda each: each.id)
def test_every_signal_of_a_released_questionnaire_names_a_category_and_a_level(
    questionnaire: Questionnaire,
) -> None:
    for question in questionnaire.questions:
        for signal in question.signals.values():
            assert signal.category in set(Category)
            assert signal.level in set(Level)


@pytest.mark.parametrize("role", list(surveys.kinds.RespondentRole))
def test_every_role_has_a_label_of_its_own_in_reports(role: str) -> None:
    assert label("roles", role)[0].isupper()
    assert label("role_of_quote", role).split()[0] in {"a", "an"}


@pytest.mark.parametrize("kind", list(surveys.kinds.MeetingKind))
def test_every_kind_of_meeting_has_a_label_in_reports(kind: str) -> None:
    assert label("kinds", kind)


@pytest.mark.parametrize("level", list(Level))
def test_every_level_has_a_label_in_reports(level: str) -> None:
    assert label("levels", level)


def test_a_value_fits_the_column_that_stores_it() -> None:
    assert all(
        len(member.value) <= 40 for each in (Category, Level, ConcernState) for member in each
    )
