"""Turns a state into what is to be shown: the question, the review page, or the end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from babel.dates import format_date
from babel.numbers import format_decimal

from surveys.kinds import Kind, Mode, Picture, Status
from surveys.notices import Help, Notice
from surveys.outputs import Ask, Choice, Completed, Output, Review, ReviewItem, Say, Withdrawn
from surveys.path import Asked, Path, find_path
from surveys.questionnaire import ChoiceText, Placement, Questionnaire, Words
from surveys.reading import SCALE, max_length
from surveys.state import State, Value
from surveys.tongues import ENGLISH, known


def prompt(questionnaire: Questionnaire, state: State) -> tuple[Output, ...]:
    """Return what the respondent should see now; showing it twice changes nothing.

    Args:
        questionnaire: the very version that the state was started with.
        state: where the conversation stands.
    """
    return shown(state, find_path(questionnaire, state))


def shown(state: State, path: Path) -> tuple[Output, ...]:
    """Return the same as ``prompt`` where the path of the state is known already."""
    return _notices(state) + _SHOWN[state.status](path, state)


def _notices(state: State) -> tuple[Notice, ...]:
    if not isinstance(state.notice, Help):
        return () if state.notice is None else (state.notice,)
    unknown = state.mode is Mode.ANONYMOUS and Mode.LINKED in state.modes
    return (replace(state.notice, reveal=unknown),)


def current(path: Path, state: State) -> Asked | None:
    """Return what is asked now, None when it is the turn of the review page."""
    chosen = path.find(state.cursor) if state.cursor is not None else None
    if chosen is not None:
        return chosen
    return None if path.complete else path.asked[path.first_open]


def _asking(path: Path, state: State) -> tuple[Output, ...]:
    asked = current(path, state)
    if asked is None:
        return (_review(path, state),)
    among = path.closing if asked in path.closing else path.asked
    return (_ask(asked, among, state),)


def _review(path: Path, state: State) -> Review:
    questions = (asked for asked in path.asked if asked.kind is not Kind.STATEMENT)
    return Review(
        items=tuple(_item(asked, state) for asked in questions),
        closing=tuple(_ask(asked, path.closing, state) for asked in path.closing),
        modes=state.modes,
        chosen=state.mode,
        helper=state.helper,
    )


def _item(asked: Asked, state: State) -> ReviewItem:
    value = visible(asked, state)
    shown = None if value is None else in_words(asked, value, state.language)
    skipped = asked.key not in state.answers
    return ReviewItem(asked.key, text(asked, state.language), shown, skipped)


def _ask(asked: Asked, among: tuple[Asked, ...], state: State) -> Ask:
    question, language = asked.question, state.language
    hint = question.houses[asked.house].hint if asked.house else question.hint
    low, high = _ends(asked, language)
    return Ask(
        question=asked.key,
        kind=asked.kind,
        text=text(asked, language),
        hint=hint.get(language, ""),
        more=question.more.get(language, ""),
        choices=choices(asked, language),
        low=low,
        high=high,
        picture=_picture(asked),
        max_length=max_length(asked),
        max_choices=question.max_choices,
        answered=asked.key in state.answers,
        skipped=asked.key in state.skipped,
        value=visible(asked, state),
        position=among.index(asked) + 1,
        total=len(among),
        closing=question.place is Placement.REVIEW,
    )


def visible(asked: Asked, state: State) -> Value | None:
    """Return the answer in the draft, None when there is none or it must not be shown again."""
    return None if asked.key in state.concealed else state.answers.get(asked.key)


def text(asked: Asked, language: str) -> str:
    """Return what is asked, in words."""
    words: Words = asked.question.houses[asked.house].text if asked.house else asked.question.text
    return words[language]


def _ends(asked: Asked, language: str) -> tuple[str, str]:
    question = asked.question
    if asked.kind is Kind.NUMBER:
        bounds = (question.minimum, question.maximum)
        low, high = ("" if bound is None else f"{bound:g}" for bound in bounds)
        return low, high
    return question.low.get(language, ""), question.high.get(language, "")


def choices(asked: Asked, language: str) -> tuple[Choice, ...]:
    """Return what can be tapped, in the order written."""
    if asked.kind is Kind.SCALE:
        lowest, highest = SCALE
        return tuple(Choice(str(step), str(step)) for step in range(lowest, highest + 1))
    return tuple(
        Choice(each.code, each.label[language], _face(asked, each), each.alone)
        for each in asked.question.choices
    )


def _face(asked: Asked, choice: ChoiceText) -> Picture | None:
    if choice.picture is None and asked.kind is Kind.FACES:
        return Picture(f"face_{choice.code}")
    return choice.picture


def _picture(asked: Asked) -> Picture | None:
    return Picture(f"house_{asked.house}") if asked.house else asked.question.picture


def in_words(asked: Asked, value: Value, language: str) -> str:
    """Return an answer as a person reads it: labels for codes, dates as its language has them."""
    if asked.kind is Kind.DATE:
        return _day(date.fromisoformat(str(value)), language)
    labels = {choice.code: choice.label[language] for choice in asked.question.choices}
    if isinstance(value, tuple):
        return ", ".join(labels[code] for code in value)
    if labels:
        return labels[str(value)]
    if isinstance(value, float):
        return f"{value:g}" if language == ENGLISH else format_decimal(value, locale=language)
    return str(value)


def _day(day: date, language: str) -> str:
    # Where 3/10 could be read as the tenth of March, the month is written out.
    if language == ENGLISH or not known(language):
        return f"{day.day}/{day.month}/{day.year}"
    return format_date(day, "long", locale=language)


_SHOWN: dict[Status, Callable[[Path, State], tuple[Output, ...]]] = {
    Status.ASKING: _asking,
    Status.REVIEWING: _asking,
    Status.PAUSED: lambda _, __: (Say("paused"),),
    Status.STOPPING: lambda _, __: (Say("stop_choice"),),
    Status.COMPLETED: lambda _, __: (Completed(),),
    Status.PARTIAL: lambda _, __: (Completed(partial=True),),
    Status.WITHDRAWN: lambda _, __: (Withdrawn(),),
}
