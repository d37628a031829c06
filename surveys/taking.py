"""What each input does to a draft; dispatched by the kind of input."""

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
from surveys.path import Path, keys
from surveys.questionnaire import Questionnaire
from surveys.reading import read
from surveys.showing import current
from surveys.state import State
from surveys.triggers import highest, triggers


@dataclass(frozen=True, slots=True)
class Moment:
    """What decides about an input: the draft without its notice, its path, and the time.

    ``help`` is the offer of help that stood there, which most inputs clear.
    """

    questionnaire: Questionnaire
    state: State
    path: Path
    now: datetime
    help: Help | None = None


Outcome = State | Refuse | Stale


def take(moment: Moment, given: Input) -> Outcome:
    """Return the draft after an accepted input, or why it was not taken.

    The status it comes back with may be ASKING although nothing is left to ask.
    """
    if moment.state.status is Status.STOPPING and isinstance(given, Answer | Skip | Back | Edit):
        return Refuse(Reason.NOT_HERE)
    return _HANDLERS[type(given)](moment, given)


def _going_on(state: State, cursor: str | None = None) -> State:
    return replace(state, status=Status.ASKING, cursor=cursor)


def _stale(moment: Moment, key: str) -> Stale:
    """Name the question only if there is one: a key is foreign text like any other."""
    return Stale(key if key in keys(moment.questionnaire) else "")


def _answer(moment: Moment, given: Answer) -> Outcome:
    asked = moment.path.find(given.question)
    if asked is None:
        return _stale(moment, given.question)
    spoken = moment.state.language if given.typed else None
    value = read(asked, given.raw, moment.now, spoken)
    if isinstance(value, Refuse):
        return value
    state, key = moment.state, asked.key
    level = highest(triggers(moment.questionnaire, key, value))
    return replace(
        _going_on(state),
        answers={**state.answers, key: value},
        skipped=state.skipped - {key},
        concealed=state.concealed - {key},
        notice=None if level is None else Help(level),
    )


def _skip(moment: Moment, given: Skip) -> Outcome:
    asked = moment.path.find(given.question)
    if asked is None:
        return _stale(moment, given.question)
    state = moment.state
    return replace(
        _going_on(state),
        answers={key: value for key, value in state.answers.items() if key != asked.key},
        skipped=state.skipped | {asked.key},
    )


def _back(moment: Moment, given: Back) -> Outcome:
    path = moment.path
    here = current(path, moment.state)
    if here in path.closing:
        return _going_on(moment.state)
    place = len(path.asked) if here is None else path.asked.index(here)
    if place == 0:
        return Refuse(Reason.NO_WAY_BACK)
    return _going_on(moment.state, path.asked[place - 1].key)


def _edit(moment: Moment, given: Edit) -> Outcome:
    asked = moment.path.find(given.question)
    return _stale(moment, given.question) if asked is None else _going_on(moment.state, asked.key)


def _choose_identity(moment: Moment, given: ChooseIdentity) -> Outcome:
    if given.mode not in moment.state.modes:
        return Refuse(Reason.MODE_NOT_OFFERED)
    return replace(moment.state, mode=given.mode)


def _reveal(moment: Moment, given: Reveal) -> Outcome:
    return _choose_identity(moment, ChooseIdentity(Mode.LINKED))


def _set_helper(moment: Moment, given: SetHelper) -> Outcome:
    return replace(moment.state, helper=given.helper)


def _change_language(moment: Moment, given: ChangeLanguage) -> Outcome:
    if given.language not in moment.questionnaire.languages:
        return Refuse(Reason.LANGUAGE_MISSING)
    # Whoever asks for another language has perhaps not been able to read whom to ring.
    return replace(moment.state, language=given.language, notice=moment.help)


def _pause(moment: Moment, given: Pause) -> Outcome:
    return replace(moment.state, status=Status.PAUSED)


def conceal(state: State) -> State:
    """Return the state with every answer so far kept but no longer shown again.

    For a conversation taken up after a pause, perhaps by somebody else at the same screen.
    """
    return replace(state, concealed=frozenset(state.answers))


def _resume(moment: Moment, given: Resume) -> Outcome:
    paused = moment.state.status is Status.PAUSED
    return _going_on(conceal(moment.state) if paused else moment.state)


def _distress(moment: Moment, given: Distress) -> Outcome:
    return replace(moment.state, notice=Help(given.level))


def _stop(moment: Moment, given: Stop) -> Outcome:
    return replace(moment.state, status=Status.STOPPING)


def _withdraw(moment: Moment, given: Withdraw) -> Outcome:
    return replace(moment.state, status=Status.WITHDRAWN)


def _confirm(moment: Moment, given: Confirm) -> Outcome:
    if moment.state.status is Status.STOPPING:
        return replace(moment.state, status=Status.PARTIAL)
    if not moment.path.complete:
        return Refuse(Reason.NOT_FINISHED)
    if moment.state.mode is None:
        return Refuse(Reason.MODE_MISSING)
    return replace(moment.state, status=Status.COMPLETED)


def _expire(moment: Moment, given: Expire) -> Outcome:
    return replace(moment.state, status=Status.PARTIAL)


_HANDLERS: dict[type[Input], Callable[[Moment, Any], Outcome]] = {
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
