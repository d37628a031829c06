"""The golden conversations, played by the bare engine."""

from __future__ import annotations

import pytest

import surveys
from surveys.inputs import Answer
from surveys.kinds import Mode, Status
from surveys.library import load
from surveys.notices import Refuse, Stale
from tests.conversations import Conversation, load_all, rows
from tests.surveys.builders import Talk

ALL = load_all()
IDS = [each.name for each in ALL]
LED_THROUGH = {
    "before_the_meeting_child",
    "carer_own_views",
    "chair_quality_form",
    "child_4_7_with_helper",
    "child_after_conference",
    "child_after_review",
    "did_anything_change",
    "parent_after_conference",
    "partner_after_conference",
    "staff_on_quality_assurance",
    "young_person_after_review",
}
"""Questionnaires that are played through every door; all are walked at random by the engine."""


def _talk(golden: Conversation) -> Talk:
    return Talk(load(golden.questionnaire, golden.version), golden.modes)


@pytest.mark.parametrize("golden", ALL, ids=IDS)
def test_a_golden_conversation_ends_with_the_answers_written_by_hand(golden: Conversation) -> None:
    talk = _talk(golden)

    for given in golden.steps:
        talk.take(given)
        assert not [each for each in talk.shown if isinstance(each, Refuse | Stale)], given

    assert talk.status is golden.expected.status
    assert talk.state.mode is golden.expected.mode
    assert talk.state.helper is golden.expected.helper
    assert rows(talk.finish()) == golden.expected.rows


@pytest.mark.parametrize("golden", ALL, ids=IDS)
def test_a_golden_conversation_raises_the_concerns_of_its_choices(golden: Conversation) -> None:
    talk, raised = _talk(golden), []

    for given in golden.steps:
        talk.take(given)
        if isinstance(given, Answer):
            value = talk.state.answers[given.question]
            found = surveys.triggers(talk.questionnaire, given.question, value)
            raised += [(given.question, each.level) for each in found]

    assert tuple(raised) == golden.expected.tapped


def test_the_goldens_show_what_every_door_must_prove() -> None:
    shown = [each for golden in ALL for each in golden.shows]
    by_telegram = [golden for golden in ALL if golden.telegram]
    modes = {golden.expected.mode for golden in ALL if golden.expected.status is Status.COMPLETED}

    assert len(by_telegram) >= 12
    assert min(shown.count(each) for each in ("branch", "change", "disclose")) >= 3
    assert modes == set(Mode)
    assert {golden.questionnaire for golden in ALL} == LED_THROUGH


def test_no_golden_for_telegram_is_one_that_telegram_must_not_carry() -> None:
    for golden in (each for each in ALL if each.telegram):
        assert Mode.ANONYMOUS not in golden.modes, golden.name
        assert load(golden.questionnaire, golden.version).telegram, golden.name
