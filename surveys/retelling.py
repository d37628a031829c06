"""Tells again what was said in this sitting; after a break it keeps earlier answers to itself."""

from __future__ import annotations

from collections.abc import Sequence, Set

from surveys.kinds import Kind, Status
from surveys.outputs import Retold, Said
from surveys.path import Asked, find_path
from surveys.questionnaire import Questionnaire
from surveys.showing import choices, current, in_words, text, visible
from surveys.state import State

_TOLD = frozenset({Status.ASKING, Status.REVIEWING, Status.STOPPING})
"""Where the conversation so far may stand on the screen; on a break and after the end nowhere."""


def retell(questionnaire: Questionnaire, state: State) -> Retold:
    """Return the conversation so far.

    What was answered before a break is left out, and so is what was passed over before it: that
    a question was asked can tell as much as its answer. At the review page each stands there
    again without its answer, so that it can be changed.

    Args:
        questionnaire: the version that the state was started with.
        state: where the conversation stands.
    """
    kept_back = bool(_hidden(state))
    if state.status not in _TOLD:
        return Retold(kept_back=kept_back)
    past = _past(questionnaire, state)
    if state.status is not Status.REVIEWING:
        past = _since_the_break(past, state)
    return Retold(tuple(_said(asked, state) for asked in past), kept_back)


def _past(questionnaire: Questionnaire, state: State) -> Sequence[Asked]:
    path = find_path(questionnaire, state)
    here, done = current(path, state), state.answers.keys() | state.skipped
    return [each for each in path.asked + path.closing if each.key in done and each != here]


def _hidden(state: State) -> Set[str]:
    return state.concealed & state.answers.keys()


def _since_the_break(past: Sequence[Asked], state: State) -> Sequence[Asked]:
    hidden = [place for place, asked in enumerate(past) if asked.key in _hidden(state)]
    last = hidden[-1] if hidden else -1
    return [
        asked
        for place, asked in enumerate(past)
        if place > last or (visible(asked, state) is not None and asked.kind is not Kind.STATEMENT)
    ]


def _said(asked: Asked, state: State) -> Said:
    value, language = visible(asked, state), state.language
    faces = choices(asked, language) if asked.kind is Kind.FACES else ()
    stated = asked.kind is Kind.STATEMENT
    return Said(
        question=asked.key,
        text=text(asked, language),
        shown=None if value is None or stated else in_words(asked, value, language),
        skipped=asked.key in state.skipped,
        statement=stated,
        picture=next((face.picture for face in faces if face.code == value), None),
    )
