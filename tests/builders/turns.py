"""Turns of a conversation, made by the engine itself from a questionnaire."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from uuid import UUID

import surveys
from services.respond.turns import Turn
from surveys.inputs import Answer, ChooseIdentity, Confirm, Distress, Input, Pause, Stop, Withdraw
from surveys.kinds import Kind, Level, Mode, RespondentRole, Status
from surveys.outputs import Ask, Output, Review
from surveys.questionnaire import Questionnaire
from surveys.state import State

NOW = datetime(2026, 10, 15, 9, tzinfo=UTC)
DRAFT = UUID("a1b2c3d4-0000-4000-8000-000000000001")
MODES = (Mode.LINKED, Mode.CONFIDENTIAL)
WORDS = "A <b>word</b> & another"

_TYPED = {Kind.NUMBER: "1", Kind.DATE: "3/10/2026", Kind.STATEMENT: "ok"}


def turn_of(*outputs: Output, status: Status = Status.ASKING, language: str = "en") -> Turn:
    """Return a turn that shows these outputs."""
    return Turn(outputs, language, (1, 1), status, RespondentRole.PARENT, "A form", DRAFT)


def walked(questionnaire: Questionnaire, language: str = "en") -> tuple[Turn, ...]:
    """Return every turn of somebody who answers all there is, and each way of going on."""
    state = surveys.start(questionnaire, language, MODES)
    turns = [_turn(questionnaire, state)]
    while given := _next(questionnaire, state):
        state = surveys.step(questionnaire, state, given, NOW)[0]
        turns.append(_turn(questionnaire, state))
    for other in (Pause(), Stop(), Withdraw(), Confirm(), *map(Distress, Level)):
        after = surveys.step(questionnaire, state, other, NOW)[0]
        turns.append(_turn(questionnaire, after))
    return tuple(turns)


def _next(questionnaire: Questionnaire, state: State) -> Input | None:
    outputs = surveys.prompt(questionnaire, state)
    for ask in _asks(outputs):
        if not ask.answered:
            return Answer(ask.question, _raw(ask))
    return ChooseIdentity(Mode.LINKED) if state.mode is None else None


def _asks(outputs: tuple[Output, ...]) -> Iterator[Ask]:
    for output in outputs:
        if isinstance(output, Ask):
            yield output
        if isinstance(output, Review):
            yield from output.closing


def _raw(ask: Ask) -> str | tuple[str, ...]:
    if ask.kind is Kind.MULTIPLE:
        return (ask.choices[0].code,)
    if ask.choices:
        return ask.choices[len(ask.choices) // 2].code
    return _TYPED.get(ask.kind, WORDS)


def _turn(questionnaire: Questionnaire, state: State) -> Turn:
    outputs = surveys.prompt(questionnaire, state)
    title, role = questionnaire.title[state.language], questionnaire.audience[0]
    return Turn(outputs, state.language, (1, 1), state.status, role, title, DRAFT)
