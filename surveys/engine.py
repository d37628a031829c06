"""The conversation engine: one input in, the next state and what to show out; it does nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from surveys.inputs import Input
from surveys.kinds import Mode, Status
from surveys.notices import Help, Reason, Refuse
from surveys.outputs import Output
from surveys.path import Path, find_path
from surveys.questionnaire import Questionnaire
from surveys.showing import current, prompt, shown
from surveys.state import State
from surveys.taking import Moment, take


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
    # With one way there is nothing to choose, and the review page shows it.
    mode = modes[0] if len(modes) == 1 else None
    state = State(questionnaire.id, questionnaire.version, language, modes, mode=mode)
    return _settled(find_path(questionnaire, state), state, state.revision)


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
    bare, path = replace(state, notice=None), find_path(questionnaire, state)
    unread = state.notice if isinstance(state.notice, Help) else None
    moment = Moment(questionnaire, bare, path, now, unread)
    outcome = take(moment, given)
    if isinstance(outcome, State):
        path = _path_after(moment, outcome)
        after = _settled(path, outcome, state.revision + 1)
    else:
        after = replace(state, notice=outcome)
    return after, shown(after, path)


def _path_after(moment: Moment, state: State) -> Path:
    """Return the path of the state after a step, which is the same while the answers are."""
    before = moment.state
    if state.answers is before.answers and state.skipped is before.skipped:
        return moment.path
    return find_path(moment.questionnaire, state)


def _settled(path: Path, state: State, revision: int) -> State:
    """Tell asking from reviewing: the review page comes when nothing is open or being edited."""
    if state.status not in {Status.ASKING, Status.REVIEWING}:
        return replace(state, revision=revision)
    reviewing = current(path, state) is None
    status = Status.REVIEWING if reviewing else Status.ASKING
    return replace(state, status=status, revision=revision)
