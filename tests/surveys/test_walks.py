"""Random walks through every questionnaire: none ends nowhere, and each question comes up."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import surveys
from surveys.inputs import Answer, ChooseIdentity, Confirm, Input, Skip
from surveys.kinds import Kind, Status
from surveys.library import all_released
from surveys.outputs import Ask, Review
from surveys.path import keys
from surveys.questionnaire import Questionnaire
from tests.surveys.builders import NOW

ALL = all_released()
PLACES = [(asked, language) for asked in ALL for language in asked.languages]
WALKS = 200
"""Far more than any questionnaire needs before all its questions came up."""


def reply(ask: Ask, chance: random.Random) -> Input:
    """Answer as the question allows, or skip one time in ten."""
    if chance.random() < 0.1:
        return Skip(ask.question)
    if ask.choices:
        return Answer(ask.question, chance.choice(ask.choices).code)
    numbers = {Kind.NUMBER: "3", Kind.DATE: "3/10/2026"}
    return Answer(ask.question, numbers.get(ask.kind, "Some words."))


def walk(asked: Questionnaire, language: str, chance: random.Random) -> tuple[Status, set[str]]:
    """Return how a walk ended and the keys of all that came up."""
    state = surveys.start(asked, language, asked.modes)
    seen: set[str] = set()
    for _ in range(len(keys(asked)) + 1):
        (shown,) = (x for x in surveys.prompt(asked, state) if isinstance(x, Ask | Review))
        if isinstance(shown, Review):
            seen |= {ask.question for ask in shown.closing}
            break
        assert shown.text
        seen.add(shown.question)
        state, _ = surveys.step(asked, state, reply(shown, chance), NOW)
    for last in (ChooseIdentity(chance.choice(asked.modes)), Confirm()):
        state, _ = surveys.step(asked, state, last, NOW)
    return state.status, seen


@settings(max_examples=60)
@given(st.sampled_from(PLACES), st.randoms(use_true_random=False))
def test_whatever_is_answered_leads_to_the_end(
    place: tuple[Questionnaire, str], chance: random.Random
) -> None:
    asked, language = place
    ended, seen = walk(asked, language, chance)

    assert ended is Status.COMPLETED
    assert seen <= keys(asked)


@pytest.mark.parametrize(("asked", "language"), PLACES, ids=lambda each: getattr(each, "id", each))
def test_every_question_comes_up_in_some_walk(asked: Questionnaire, language: str) -> None:
    chance = random.Random(asked.id)
    seen: set[str] = set()

    for _ in range(WALKS):
        seen |= walk(asked, language, chance)[1]
        if seen == keys(asked):
            break

    assert seen == keys(asked)
