"""What a person meant: a tap or typed words, and the turn they see, become one input."""

from __future__ import annotations

import re
from collections.abc import Callable

from bot.keyboards import choice_of
from bot.reviewing import open_closing
from bot.taps import Tap, Verb
from bot.wording import Words
from services.respond.turns import Turn
from surveys.inputs import (
    Answer,
    Back,
    ChangeLanguage,
    ChooseIdentity,
    Confirm,
    Distress,
    Edit,
    Input,
    Pause,
    Resume,
    SetHelper,
    Skip,
    Stop,
    Withdraw,
)
from surveys.kinds import Helper, Kind, Level, Mode, Status
from surveys.outputs import Ask, Choice, Review

SURE = "sure"
"""What the button carries by which somebody confirms that all is to be deleted."""

NO_QUESTION = ""
"""Names no question: the engine takes such an answer for stale, and it is screened all the same."""

_BETWEEN = re.compile(r"\s*(?:[,;\n]|\band\b)\s*")
_WORDS = frozenset({Kind.SHORT_TEXT, Kind.LONG_TEXT, Kind.NUMBER, Kind.DATE, Kind.SCALE})


def review_of(turn: Turn) -> Review | None:
    """Return the end of the form, None while it is not there yet."""
    return next((output for output in turn.outputs if isinstance(output, Review)), None)


def asked_now(turn: Turn) -> Ask | None:
    """Return the question that is being asked, on the way or at the end; None when none is."""
    ask = next((output for output in turn.outputs if isinstance(output, Ask)), None)
    review = review_of(turn)
    return open_closing(review) if ask is None and review is not None else ask


def visible(turn: Turn, question: str) -> Ask | None:
    """Return a question that can be answered from what is shown, None for any other."""
    review = review_of(turn)
    closing = () if review is None else review.closing
    asks = (*(output for output in turn.outputs if isinstance(output, Ask)), *closing)
    return next((ask for ask in asks if ask.question == question), None)


def tapped(tap: Tap, turn: Turn) -> Input | None:
    """Return the input for a button of this conversation; None for one that only looks."""
    make = _TAPS.get(tap.verb)
    try:
        return None if make is None else make(tap, turn)
    except ValueError:
        return None


def commanded(command: str, turn: Turn) -> Input | None:
    """Return the input for a command word, None for one that is none."""
    make = _COMMANDS.get(command)
    return None if make is None else make(turn)


def typed(text: str, turn: Turn, words: Words) -> Input:
    """Return the input for typed words: an answer to what is asked, or one to no question."""
    ask = asked_now(turn)
    if ask is not None:
        raw = _raw(ask, text, words)
        return Answer(ask.question, text, typed=True) if raw is None else Answer(ask.question, raw)
    mode = _mode(turn, text, words)
    return Answer(NO_QUESTION, text) if mode is None else ChooseIdentity(mode)


def _raw(ask: Ask, text: str, words: Words) -> str | tuple[str, ...] | None:
    """Return what typed words mean; None where choices were shown and no word names one."""
    if ask.kind in _WORDS or not ask.choices:
        return text
    one = _choice(ask.choices, text, words)
    if one is not None:
        return one
    if ask.kind is not Kind.MULTIPLE:
        return None
    parts = [part for part in _BETWEEN.split(text.strip()) if part]
    several = [_choice(ask.choices, part, words) for part in parts]
    codes = tuple(code for code in several if code is not None)
    return codes if codes and len(codes) == len(several) else None


def _choice(choices: tuple[Choice, ...], text: str, words: Words) -> str | None:
    """Find a choice by its label, its number in the list, or what people type for it."""
    meant = _bare(text)
    for number, choice in enumerate(choices, 1):
        if meant in map(_bare, (choice.label, str(number), *words.synonyms(choice.code))):
            return choice.code
    return None


def _bare(text: str) -> str:
    """Return typed words without case, spaces and marks, unless they are nothing but marks."""
    folded = text.strip().casefold()
    return "".join(letter for letter in folded if letter.isalnum()) or folded


def _mode(turn: Turn, text: str, words: Words) -> Mode | None:
    review = review_of(turn)
    offered = () if review is None else review.modes
    choices = tuple(Choice(mode.value, words(f"mode.{mode}.label")) for mode in offered)
    code = _choice(choices, text, words)
    return None if code is None else Mode(code)


def _answer(tap: Tap, turn: Turn) -> Input:
    ask = visible(turn, tap.question)
    return Answer(tap.question, tap.code if ask is None else choice_of(ask, tap.code))


def _skip(turn: Turn) -> Input:
    ask = asked_now(turn)
    return Skip(NO_QUESTION if ask is None else ask.question)


def _back(tap: Tap, turn: Turn) -> Input | None:
    """Go back only from the question that the button stood under: a double tap is one step."""
    ask = asked_now(turn)
    return Back() if ask is not None and ask.question == tap.question else None


def _withdraw(tap: Tap, turn: Turn) -> Input | None:
    """Delete only what was just asked about: an old button must not wipe a form gone on with."""
    sure = tap.code == SURE or turn.status is Status.STOPPING
    return Withdraw() if sure else None


_TAPS: dict[Verb, Callable[[Tap, Turn], Input | None]] = {
    Verb.ANSWER: _answer,
    Verb.SKIP: lambda tap, _: Skip(tap.question),
    Verb.BACK: _back,
    Verb.EDIT: lambda tap, _: Edit(tap.question),
    Verb.PAUSE: lambda *_: Pause(),
    Verb.RESUME: lambda *_: Resume(),
    Verb.STOP: lambda *_: Stop(),
    Verb.CONFIRM: lambda *_: Confirm(),
    Verb.WITHDRAW: _withdraw,
    Verb.MODE: lambda tap, _: ChooseIdentity(Mode(tap.code)),
    Verb.HELPER: lambda tap, _: SetHelper(Helper(tap.code)),
    Verb.DISTRESS: lambda tap, _: Distress(Level(tap.code)),
    Verb.LANGUAGE: lambda tap, _: ChangeLanguage(tap.code),
}

_COMMANDS: dict[str, Callable[[Turn], Input]] = {
    "skip": _skip,
    "back": lambda _: Back(),
    "pause": lambda _: Pause(),
    "resume": lambda _: Resume(),
    "stop": lambda _: Stop(),
}
