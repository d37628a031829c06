"""Whatever is ticked and written on any released paper goes through the engine to its end."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, datetime

import pytest

import surveys
from services.upkeep.keying import inputs
from services.upkeep.sheet_check import Raw, check_sheet
from surveys import library
from surveys.answers import AnswerState
from surveys.form_rules import codes
from surveys.inputs import Confirm
from surveys.kinds import Helper, Kind, Status
from surveys.notices import Refuse, Stale
from surveys.path import Asked, expand
from surveys.questionnaire import Questionnaire
from surveys.state import State
from tests.builders.papers import EMPTY, paper

NOON = datetime(2026, 10, 15, 12, 0, tzinfo=UTC)
RELEASED = [each for each in library.all_released() if each.id != "imported_feedback"]
ON_PAPER = 4
"""Papers that are filled in for each questionnaire."""


def mark(asked: Asked, chance: random.Random) -> Raw:
    """Fill in one question of a paper, or leave it empty."""
    question = asked.question
    if chance.random() < 0.3:
        return ""
    if asked.kind is Kind.MULTIPLE:
        several = [choice.code for choice in question.choices if not choice.alone]
        return tuple(chance.sample(several, min(2, question.max_choices or 2)))
    if codes(question):
        return chance.choice(codes(question))
    plain = {Kind.NUMBER: "3", Kind.DATE: "03/10/2026", Kind.STATEMENT: ""}
    return plain.get(asked.kind, f"As it stands: {asked.key}, [?]")


def typed(found: Questionnaire, chance: random.Random) -> dict[str, Raw]:
    return {
        asked.key: mark(asked, chance) for question in found.questions for asked in expand(question)
    }


def keyed(found: Questionnaire, answers: dict[str, Raw]) -> tuple[State, tuple[str, ...]]:
    """Take a paper to its end; return the state, and the words that were told to be astray."""
    checked = check_sheet(found, answers, NOON)
    assert not checked.refused
    held = paper(found)
    state = held.held.state
    sheet = replace(EMPTY, answers=answers, helper=Helper.FAMILY)
    for name, given in inputs(held, sheet, checked):
        state, _ = surveys.step(found, state, given, NOON)
        off_path = name.isdecimal() and isinstance(state.notice, Stale)
        assert off_path or not isinstance(state.notice, Refuse | Stale), (name, state.notice)
    state, _ = surveys.step(found, state, Confirm(), NOON)
    return state, checked.astray


@pytest.mark.parametrize("found", RELEASED, ids=lambda each: each.id)
def test_every_paper_comes_to_its_end_with_the_words_that_stand_on_it(
    found: Questionnaire,
) -> None:
    chance = random.Random(found.id)
    for _ in range(ON_PAPER):
        answers = typed(found, chance)
        state, astray = keyed(found, answers)

        assert (state.status, state.helper) == (Status.COMPLETED, Helper.FAMILY)
        kept = {row.text for row in surveys.finish(found, state) if row.text}
        words = {raw for key, raw in answers.items() if key not in astray and raw[:2] == "As"}
        assert kept == words


@pytest.mark.parametrize("found", RELEASED, ids=lambda each: each.id)
def test_an_empty_paper_is_a_whole_answer_in_which_all_is_left_out(found: Questionnaire) -> None:
    state, _ = keyed(found, {})

    assert state.status is Status.COMPLETED
    assert {row.state for row in surveys.finish(found, state)} == {AnswerState.SKIPPED}
