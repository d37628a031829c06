"""Every questionnaire says how it comes to people."""

from __future__ import annotations

import pytest

from services.upkeep import rules
from services.upkeep.sending import Way, notes, sending
from surveys import library

RULED = {rule.questionnaire for rule in rules.load().rules}


def test_all_that_was_released_is_sent_by_a_rule_or_says_how_else() -> None:
    released = {each.id for each in library.all_released()}

    assert RULED | set(notes()) == released
    assert RULED & set(notes()) == {
        name for name, each in notes().items() if each.way is Way.BY_RULE
    }
    assert all(sending(each).how.endswith(".") for each in released)


@pytest.mark.parametrize(
    ("questionnaire", "way", "how"),
    [
        ("before_the_meeting_child", Way.BY_RULE, "of 8 to 11, 10 days before the meeting"),
        ("plan_ended_parent", Way.BY_RULE, "; outcome: plan ended)"),
        (
            "case_review_form",
            Way.BY_RULE,
            "chair who came, on the day of the meeting (Case",
        ),
        ("staff_on_quality_assurance", Way.BY_RULE, "at most once a quarter"),
        ("carer_own_views", Way.BY_RULE, "(Foster carer review). Best sent two weeks"),
        ("audit_conversation", Way.BY_HAND, "from a person first"),
        ("did_anything_change", Way.WITH_NEWS, "under Actions"),
        ("imported_feedback", Way.FROM_FILES, "sayso responses import"),
    ],
)
def test_how_a_questionnaire_is_sent_is_told_in_words(
    questionnaire: str, way: Way, how: str
) -> None:
    told = sending(questionnaire)

    assert told.way is way
    assert how in told.how
