"""Plays a questionnaire as plain text: what a terminal shows, and what a typed line means."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from surveys.inputs import (
    Answer,
    Back,
    ChooseIdentity,
    Confirm,
    Distress,
    Input,
    Pause,
    Resume,
    Skip,
    Stop,
    Withdraw,
)
from surveys.kinds import Kind, Level
from surveys.notices import Help, Refuse, Stale
from surveys.outputs import Ask, Completed, Output, Review, Say, Withdrawn
from surveys.wording import phrase, refusal, words

_COMMANDS: dict[str, Callable[[], Input]] = {
    "/back": Back,
    "/pause": Pause,
    "/resume": Resume,
    "/stop": Stop,
    "/delete": Withdraw,
    "/send": Confirm,
    "/help": lambda: Distress(Level.SOON),
}
COMMANDS = ("/skip", *_COMMANDS)


def understand(line: str, shown: tuple[Output, ...]) -> Input | None:
    """Say what a typed line means after these outputs.

    Args:
        line: a command of ``COMMANDS``; the number of a choice (for multiple, several with
            commas; on the review page, of a way of being known); otherwise the answer itself.
        shown: the outputs that the player sees.

    Returns:
        The input, or None when nothing shown can take this line.
    """
    typed = line.strip()
    if typed in _COMMANDS:
        return _COMMANDS[typed]()
    ask = next((each for each in shown if isinstance(each, Ask)), None)
    if ask is not None:
        return Skip(ask.question) if typed == "/skip" else Answer(ask.question, _raw(ask, typed))
    review = next((each for each in shown if isinstance(each, Review)), None)
    numbered = dict(enumerate(review.modes, start=1)) if review else {}
    mode = numbered.get(int(typed)) if typed.isdecimal() else None
    return None if mode is None else ChooseIdentity(mode)


def _raw(ask: Ask, typed: str) -> str | tuple[str, ...]:
    if not ask.choices or ask.kind is Kind.SCALE:
        return typed
    codes = {str(number): choice.code for number, choice in enumerate(ask.choices, start=1)}
    if ask.kind is not Kind.MULTIPLE:
        return codes.get(typed, typed)
    return tuple(codes.get(part.strip(), part) for part in typed.split(","))


def render(shown: tuple[Output, ...], language: str) -> str:
    """Return outputs as plain text, a blank line between them."""
    return "\n\n".join("\n".join(_LINES[type(each)](each, language)) for each in shown)


def _ask(ask: Ask, language: str) -> Iterator[str]:
    catalogue = words(language)
    yield catalogue["ask.progress"].format(position=ask.position, total=ask.total)
    yield from (line for line in (ask.text, ask.hint, ask.more) if line)
    if ask.kind is Kind.SCALE:
        yield f"0 = {ask.low}, 10 = {ask.high}"
    else:
        yield from (f"  {n}. {choice.label}" for n, choice in enumerate(ask.choices, start=1))


def _review(review: Review, language: str) -> Iterator[str]:
    catalogue = words(language)
    yield catalogue["review.heading"]
    for item in review.items:
        hidden = catalogue["review.skipped" if item.skipped else "review.concealed"]
        yield f"  {item.text} {item.shown or hidden}"
    yield catalogue["review.mode"]
    for number, mode in enumerate(review.modes, start=1):
        mark = "*" if mode is review.chosen else " "
        yield f" {mark}{number}. {catalogue[f'mode.{mode}.label']}"


def _lines_of(text: str) -> Iterator[str]:
    yield text


_LINES: dict[type[Output], Callable[[Any, str], Iterator[str]]] = {
    Ask: _ask,
    Review: _review,
    Refuse: lambda refuse, language: _lines_of(refusal(language, refuse)),
    Stale: lambda _, language: _lines_of(phrase(language, "stale")),
    Help: lambda offer, language: _lines_of(phrase(language, f"help.{offer.level}")),
    Say: lambda say, language: _lines_of(phrase(language, f"say.{say.message}")),
    Completed: lambda done, language: _lines_of(
        phrase(language, "end.partial" if done.partial else "end.completed")
    ),
    Withdrawn: lambda _, language: _lines_of(phrase(language, "end.withdrawn")),
}
