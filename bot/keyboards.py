"""Buttons under a message: one layout for each kind of question, and the row to find one's way."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from bot.taps import LIMIT, Tap, Verb, write
from bot.wording import Words
from surveys.kinds import Helper, Kind, Level, Mode
from surveys.outputs import Ask, Choice

_LONGEST_LABEL = 34
"""Characters that a phone shows on a full-width button before it cuts the label."""
_ROW_LENGTH, _ROW_BUTTONS = 24, 4
"""Characters and buttons that fit beside each other on a narrow phone."""
_SCALE_ROW = 6


@dataclass(frozen=True, slots=True)
class Button:
    """A button: what is read on it, and what it carries."""

    label: str
    data: str


Rows = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class Keys:
    """Makes buttons for one conversation.

    Args:
        words: of its reader.
        mark: of the conversation, so that its buttons are known as old afterwards.
    """

    words: Words
    mark: str

    def button(self, label: str, verb: Verb, question: str = "", code: str = "") -> Button:
        """Return a button whose label is a phrase of the catalogue."""
        return self.labelled(self.words(label), verb, question, code)

    def labelled(self, label: str, verb: Verb, question: str = "", code: str = "") -> Button:
        """Return a button with a label of its own."""
        return Button(label, write(Tap(verb, self.mark, question, code)))


def question(
    keys: Keys, ask: Ask, ticked: Collection[str] | None = None, before: str | None = None
) -> Rows:
    """Return the buttons of a question.

    Args:
        keys: maker of the buttons.
        ask: the question.
        ticked: codes ticked so far, for a question with several answers; None for those of the
            answer that was given before.
        before: the closing question to which going back leads; None where the engine knows.
    """
    if ticked is None:
        ticked = ask.value if isinstance(ask.value, tuple) else ()
    return _CONTROLS.get(ask.kind, _nothing)(keys, ask, ticked) + _way(keys, ask, before)


def numbered(ask: Ask) -> bool:
    """Return whether choices are listed in the message because they are too long for buttons."""
    return any(len(choice.label) > _LONGEST_LABEL for choice in ask.choices)


def code_of(ask: Ask, choice: Choice) -> str:
    """Return what stands for a choice on a button: its code, or its place if that is too long."""
    longest = max(len(f"a|123456|{ask.question}|{each.code}") for each in ask.choices)
    return choice.code if longest <= LIMIT else f"#{ask.choices.index(choice)}"


def choice_of(ask: Ask, code: str) -> str:
    """Return the choice code behind what a button carried."""
    place = code.removeprefix("#")
    if code == place or not place.isdecimal() or int(place) >= len(ask.choices):
        return code
    return ask.choices[int(place)].code


def _nothing(keys: Keys, ask: Ask, ticked: Collection[str]) -> Rows:
    return ()


def _statement(keys: Keys, ask: Ask, ticked: Collection[str]) -> Rows:
    return ((keys.button("button.ok_go_on", Verb.ANSWER, ask.question, "ok"),),)


def _choices(keys: Keys, ask: Ask, ticked: Collection[str]) -> Rows:
    return _rows(
        keys.labelled(_label(keys, ask, choice), Verb.ANSWER, ask.question, code_of(ask, choice))
        for choice in ask.choices
    )


def _ticks(keys: Keys, ask: Ask, ticked: Collection[str]) -> Rows:
    boxes = tuple((_tick(keys, ask, choice, choice.code in ticked),) for choice in ask.choices)
    return (*boxes, (keys.button("button.done", Verb.DONE, ask.question),))


def _tick(keys: Keys, ask: Ask, choice: Choice, on: bool) -> Button:
    box = keys.words("picture.ticked" if on else "picture.not_ticked")
    verb = Verb.UNTICK if on else Verb.TICK
    label = f"{box} {_label(keys, ask, choice)}"
    return keys.labelled(label, verb, ask.question, code_of(ask, choice))


def _scale(keys: Keys, ask: Ask, ticked: Collection[str]) -> Rows:
    steps = [keys.labelled(c.label, Verb.ANSWER, ask.question, c.code) for c in ask.choices]
    return tuple(
        tuple(steps[start : start + _SCALE_ROW]) for start in range(0, len(steps), _SCALE_ROW)
    )


def _label(keys: Keys, ask: Ask, choice: Choice) -> str:
    if numbered(ask):
        return str(ask.choices.index(choice) + 1)
    picture = keys.words(f"picture.{choice.picture}") if choice.picture else ""
    return f"{picture} {choice.label}".strip()


def _rows(buttons: Iterable[Button]) -> Rows:
    """Put a few short labels beside each other, and any others each on a row of its own."""
    made = tuple(buttons)
    if len(made) <= _ROW_BUTTONS and sum(len(button.label) for button in made) <= _ROW_LENGTH:
        return (made,)
    return tuple((button,) for button in made)


def _way(keys: Keys, ask: Ask, before: str | None) -> Rows:
    """Return the rows below a question: skipping is as easy as answering."""
    step = []
    if before is not None:
        step.append(keys.button("button.back", Verb.EDIT, before))
    elif ask.position > 1 or ask.closing:
        step.append(keys.button("button.back", Verb.BACK, ask.question))
    if ask.kind is not Kind.STATEMENT:
        step.append(keys.button("button.skip", Verb.SKIP, ask.question))
    keep = ((keys.button("button.keep", Verb.RESUME),),) if ask.answered else ()
    return (*keep, tuple(step), leaving(keys)) if step else (*keep, leaving(keys))


def leaving(keys: Keys) -> tuple[Button, ...]:
    """Return the row that is under every question: break, stop, help."""
    return (
        keys.button("button.break", Verb.PAUSE),
        keys.button("button.stop_short", Verb.STOP),
        show(keys, "button.help_short", "help"),
    )


def show(keys: Keys, label: str, view: str) -> Button:
    """Return a button that shows another view of the conversation and changes nothing."""
    return keys.button(label, Verb.SHOW, code=view)


def modes(keys: Keys, offered: Iterable[Mode]) -> Rows:
    """Return a button for each way of being known."""
    return tuple(
        (keys.button(f"mode.{mode}.label", Verb.MODE, code=mode.value),) for mode in offered
    )


def helpers(keys: Keys) -> Rows:
    """Return a button for each answer to who helped."""
    return tuple((keys.button(f"helper.{each}", Verb.HELPER, code=each.value),) for each in Helper)


def distress(keys: Keys) -> Rows:
    """Return the two buttons by which a person asks for help."""
    return (
        (keys.button("button.help_now", Verb.DISTRESS, code=Level.NOW.value),),
        (keys.button("button.help_talk", Verb.DISTRESS, code=Level.TODAY.value),),
    )


_CONTROLS: dict[Kind, Callable[[Keys, Ask, Collection[str]], Rows]] = {
    Kind.STATEMENT: _statement,
    Kind.SINGLE: _choices,
    Kind.YES_NO: _choices,
    Kind.FACES: _choices,
    Kind.MULTIPLE: _ticks,
    Kind.SCALE: _scale,
}
