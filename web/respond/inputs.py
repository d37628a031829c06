"""Reads a submitted page into what the respondent did."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from werkzeug.datastructures import MultiDict

from surveys.inputs import (
    Answer,
    Back,
    ChooseIdentity,
    Confirm,
    Distress,
    Edit,
    Input,
    Pause,
    Resume,
    Reveal,
    SetHelper,
    Skip,
    Stop,
    Withdraw,
)
from surveys.kinds import Helper, Kind, Level, Mode

Form = MultiDict[str, str]
Raw = str | Sequence[str]
Listed = TypeVar("Listed", Helper, Mode)


class Unreadable(ValueError):
    """The form is not one of ours; the message says what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Deed:
    """What to do with a submitted page.

    Args:
        inputs: in this order.
        insists: whether the last one counts even if an answer before it was refused: a call
            for help or a stop never waits until a date is written properly.
    """

    inputs: tuple[Input, ...]
    insists: bool = False


def read_deed(form: Form) -> Deed:
    """Return what the pressed button asks for; raises Unreadable."""
    verb, _, target = form.get("do", "").partition(":")
    reader = _DEEDS.get(verb)
    if reader is None:
        raise Unreadable("no such button")
    deed = reader(form, target)
    if not deed.inputs:
        raise Unreadable("no question that was answered")
    return deed


def typed(form: Form) -> dict[str, Raw]:
    """Return what stood in the fields, by question key, to be shown again after a refusal."""
    return {key: _raw(form, kind, key) for kind, key in _asked(form)}


def _asked(form: Form) -> Iterator[tuple[str, str]]:
    for field in form.getlist("asked"):
        kind, _, key = field.partition(":")
        yield kind, key


def _raw(form: Form, kind: str, key: str) -> Raw:
    sent = form.getlist(f"answer.{key}")
    if kind == Kind.MULTIPLE:
        return sent
    if kind == Kind.DATE:
        return "/".join(part.strip() for part in sent) if any(sent) else ""
    # Browsers send line ends as CR LF, whatever the person's machine writes.
    return sent[0].replace("\r\n", "\n") if sent else ""


def _filled(form: Form) -> tuple[Input, ...]:
    """Return an answer for every field that holds something: no button loses typed words."""
    answers = typed(form).items()
    return tuple(Answer(key, raw) for key, raw in answers if raw and not _blank(raw))


def _blank(raw: Raw) -> bool:
    return isinstance(raw, str) and not raw.strip()


def _question(form: Form) -> str:
    return next((key for _, key in _asked(form)), "")


def ticked(form: Form) -> tuple[Input, ...]:
    """Return all that stands on the review page, to be kept without sending it."""
    return (*_filled(form), *_helper(form), *_mode(form))


def _answer(form: Form, target: str) -> Deed:
    if target:  # The button was itself the answer.
        return Deed((Answer(_question(form), target),))
    return Deed(tuple(Answer(key, raw) for key, raw in typed(form).items()))


def _skip(form: Form, target: str) -> Deed:
    return Deed((Skip(_question(form)),))


def _back(form: Form, target: str) -> Deed:
    kept = _filled(form)
    return Deed((*kept, Edit(_question(form)), Back()) if kept else (Back(),))


def _send(form: Form, target: str) -> Deed:
    return Deed((*_closing(form), *_helper(form), *_mode(form), Confirm()))


def _closing(form: Form) -> Iterator[Input]:
    shown = set(form.getlist("shown"))
    for key, raw in typed(form).items():
        if raw and not _blank(raw):
            yield Answer(key, raw)
        elif key in shown:
            yield Skip(key)


def _helper(form: Form) -> Iterator[Input]:
    said = form.get("helper")
    if said:
        yield SetHelper(_one_of(Helper, said))


def _mode(form: Form) -> Iterator[Input]:
    said = form.get("mode")
    if said:
        yield ChooseIdentity(_one_of(Mode, said))


def _one_of(kinds: type[Listed], value: str) -> Listed:
    try:
        return kinds(value)
    except ValueError:
        raise Unreadable("no such choice") from None


def _keeping(*last: Input, insists: bool = False) -> Callable[[Form, str], Deed]:
    return lambda form, target: Deed((*_filled(form), *last), insists)


def _alone(only: Input) -> Callable[[Form, str], Deed]:
    return lambda form, target: Deed((only,))


_DEEDS: dict[str, Callable[[Form, str], Deed]] = {
    "answer": _answer,
    "skip": _skip,
    "back": _back,
    "edit": lambda form, target: Deed((*_filled(form), Edit(target))),
    "send": _send,
    "pause": _keeping(Pause()),
    "stop": _keeping(Stop(), insists=True),
    "talk": _keeping(Distress(Level.TODAY), insists=True),
    "unsafe": _keeping(Distress(Level.NOW), insists=True),
    "resume": _alone(Resume()),
    "reveal": _alone(Reveal()),
    "confirm": _alone(Confirm()),
    "withdraw": _alone(Withdraw()),
}
