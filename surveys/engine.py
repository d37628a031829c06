"""The conversation engine: one input in, the next state and what to show out; it does nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from surveys.inputs import (
    Answer,
    Back,
    ChangeLanguage,
    ChooseIdentity,
    Confirm,
    Distress,
    Edit,
    Expire,
    Input,
    Pause,
    Resume,
    Reveal,
    SetHelper,
    Skip,
    Stop,
    Withdraw,
)
from surveys.kinds import Mode, Status
from surveys.notices import Help, Reason, Refuse, Stale
from surveys.outputs import Output
from surveys.path import Path, find_path, keys
from surveys.questionnaire import Questionnaire
from surveys.reading import read
from surveys.showing import current, prompt
from surveys.state import State
from surveys.triggers import highest, triggers


@dataclass(frozen=True, slots=True)
class _Turn:
    """What a handler may look at; its state has no notice any more."""

    questionnaire: Questionnaire
    state: State
    path: Path
    now: datetime


Outcome = State | Refuse | Stale


def start(questionnaire: Questionnaire, language: str, modes: tuple[Mode, ...]) -> State:
    """Open a conversation.

    Args:
        questionnaire: the version it stays with to its end.
        language: ISO 639 code, one of the questionnaire's.
        modes: ways of being known that this respondent may choose from, in the order shown.

    Raises:
        ValueError: the questionnaire lacks the language, or no mode is offered.
    """
    if language not in questionnaire.languages:
        raise ValueError(f"{questionnaire.id} is not written in {language!r}")
    if not modes:
        raise ValueError("at least one way of being known must be offered")
    state = State(questionnaire.id, questionnaire.version, language, modes)
    return _settled(questionnaire, state)


def step(
    questionnaire: Questionnaire, state: State, given: Input, now: datetime
) -> tuple[State, tuple[Output, ...]]:
    """Take one input.

    An accepted input raises the revision by one. A refused or stale one changes nothing but
    the notice, which ``prompt`` repeats until the next accepted input. After the end every
    input is refused and the state stays as it is.

    Args:
        questionnaire: the version that the state was started with.
        state: where the conversation stands.
        given: what the respondent did.
        now: aware time of the input.

    Raises:
        ValueError: the state belongs to another questionnaire or version.
    """
    if (state.questionnaire, state.version) != (questionnaire.id, questionnaire.version):
        raise ValueError(f"this draft belongs to {state.questionnaire}@{state.version}")
    if state.status.ended:
        return state, (Refuse(Reason.ENDED), *prompt(questionnaire, state))
    turn = _Turn(questionnaire, replace(state, notice=None), find_path(questionnaire, state), now)
    outcome = _take(turn, given)
    if isinstance(outcome, State):
        after = replace(_settled(questionnaire, outcome), revision=state.revision + 1)
    else:
        after = replace(state, notice=outcome)
    return after, prompt(questionnaire, after)


def _take(turn: _Turn, given: Input) -> Outcome:
    if turn.state.status is Status.STOPPING and isinstance(given, Answer | Skip | Back | Edit):
        return Refuse(Reason.NOT_HERE)
    return _HANDLERS[type(given)](turn, given)


def _settled(questionnaire: Questionnaire, state: State) -> State:
    """Tell asking from reviewing: the review page comes when nothing is open or being edited."""
    if state.status not in {Status.ASKING, Status.REVIEWING}:
        return state
    reviewing = current(find_path(questionnaire, state), state) is None
    return replace(state, status=Status.REVIEWING if reviewing else Status.ASKING)


def _going_on(state: State, cursor: str | None = None) -> State:
    return replace(state, status=Status.ASKING, cursor=cursor)


def _stale(turn: _Turn, key: str) -> Stale:
    """Name the question only if there is one: a key is foreign text like any other."""
    return Stale(key if key in keys(turn.questionnaire) else "")


def _answer(turn: _Turn, given: Answer) -> Outcome:
    asked = turn.path.find(given.question)
    if asked is None:
        return _stale(turn, given.question)
    value = read(asked, given.raw, turn.now)
    if isinstance(value, Refuse):
        return value
    state, key = turn.state, asked.key
    level = highest(triggers(turn.questionnaire, key, value))
    return replace(
        _going_on(state),
        answers={**state.answers, key: value},
        skipped=state.skipped - {key},
        concealed=state.concealed - {key},
        notice=None if level is None else Help(level),
    )


def _skip(turn: _Turn, given: Skip) -> Outcome:
    asked = turn.path.find(given.question)
    if asked is None:
        return _stale(turn, given.question)
    state = turn.state
    return replace(
        _going_on(state),
        answers={key: value for key, value in state.answers.items() if key != asked.key},
        skipped=state.skipped | {asked.key},
        concealed=state.concealed - {asked.key},
    )


def _back(turn: _Turn, given: Back) -> Outcome:
    path = turn.path
    here = current(path, turn.state)
    if here in path.closing:
        return _going_on(turn.state)
    place = len(path.asked) if here is None else path.asked.index(here)
    if place == 0:
        return Refuse(Reason.NO_WAY_BACK)
    return _going_on(turn.state, path.asked[place - 1].key)


def _edit(turn: _Turn, given: Edit) -> Outcome:
    asked = turn.path.find(given.question)
    return _stale(turn, given.question) if asked is None else _going_on(turn.state, asked.key)


def _choose_identity(turn: _Turn, given: ChooseIdentity) -> Outcome:
    if given.mode not in turn.state.modes:
        return Refuse(Reason.MODE_NOT_OFFERED)
    return replace(turn.state, mode=given.mode)


def _reveal(turn: _Turn, given: Reveal) -> Outcome:
    return _choose_identity(turn, ChooseIdentity(Mode.LINKED))


def _set_helper(turn: _Turn, given: SetHelper) -> Outcome:
    return replace(turn.state, helper=given.helper)


def _change_language(turn: _Turn, given: ChangeLanguage) -> Outcome:
    if given.language not in turn.questionnaire.languages:
        return Refuse(Reason.LANGUAGE_MISSING)
    return replace(turn.state, language=given.language)


def _pause(turn: _Turn, given: Pause) -> Outcome:
    return replace(turn.state, status=Status.PAUSED)


def conceal(state: State) -> State:
    """Return the state with every answer so far kept but no longer shown again.

    For a conversation taken up after a pause, perhaps by somebody else at the same screen.
    """
    return replace(state, concealed=frozenset(state.answers))


def _resume(turn: _Turn, given: Resume) -> Outcome:
    paused = turn.state.status is Status.PAUSED
    return _going_on(conceal(turn.state) if paused else turn.state)


def _distress(turn: _Turn, given: Distress) -> Outcome:
    return replace(turn.state, notice=Help(given.level))


def _stop(turn: _Turn, given: Stop) -> Outcome:
    return replace(turn.state, status=Status.STOPPING, cursor=None)


def _withdraw(turn: _Turn, given: Withdraw) -> Outcome:
    return replace(turn.state, status=Status.WITHDRAWN)


def _confirm(turn: _Turn, given: Confirm) -> Outcome:
    if turn.state.status is Status.STOPPING:
        return replace(turn.state, status=Status.PARTIAL)
    if not turn.path.complete:
        return Refuse(Reason.NOT_FINISHED)
    if turn.state.mode is None:
        return Refuse(Reason.MODE_MISSING)
    return replace(turn.state, status=Status.COMPLETED)


def _expire(turn: _Turn, given: Expire) -> Outcome:
    return replace(turn.state, status=Status.PARTIAL)


_HANDLERS: dict[type[Input], Callable[[_Turn, Any], Outcome]] = {
    Answer: _answer,
    Skip: _skip,
    Back: _back,
    Edit: _edit,
    ChooseIdentity: _choose_identity,
    Reveal: _reveal,
    SetHelper: _set_helper,
    ChangeLanguage: _change_language,
    Pause: _pause,
    Resume: _resume,
    Distress: _distress,
    Stop: _stop,
    Withdraw: _withdraw,
    Confirm: _confirm,
    Expire: _expire,
}
