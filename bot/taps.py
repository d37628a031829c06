"""What a button carries: a verb, which conversation, which question and which choice."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

LIMIT = 64
"""Most bytes that Telegram lets a button carry."""

_BAR = "|"


class Verb(StrEnum):
    """What tapping the button does; one letter, because the space is short."""

    ANSWER = "a"
    TICK = "t"
    UNTICK = "u"
    DONE = "d"
    SKIP = "s"
    BACK = "b"
    EDIT = "e"
    PAUSE = "p"
    RESUME = "r"
    STOP = "x"
    CONFIRM = "y"
    WITHDRAW = "w"
    MODE = "m"
    HELPER = "h"
    DISTRESS = "n"
    SHOW = "v"
    LANGUAGE = "l"
    OLD_ENOUGH = "o"
    TOO_YOUNG = "c"


@dataclass(frozen=True, slots=True)
class Tap:
    """A button that was tapped.

    Args:
        verb: what it does.
        about: mark of the conversation it was shown in (see ``mark``); for the two age
            buttons the token of the link.
        question: question key, or empty.
        code: choice code, mode, helper, level or view, or empty.
    """

    verb: Verb
    about: str = ""
    question: str = ""
    code: str = ""


def mark(draft_id: UUID) -> str:
    """Return a short mark of a conversation, so that an old form's buttons are known as old."""
    return draft_id.hex[:6]


def write(tap: Tap) -> str:
    """Return the text for a button; raises ValueError beyond Telegram's 64 bytes."""
    text = _BAR.join((tap.verb, tap.about, tap.question, tap.code)).rstrip(_BAR)
    if len(text.encode()) > LIMIT:
        raise ValueError(f"a button cannot carry {len(text.encode())} bytes")
    return text


def read(text: str) -> Tap | None:
    """Read what a button carried; None when none of ours carries that."""
    parts = text.split(_BAR)
    if len(parts) > 4 or parts[0] not in _VERBS:
        return None
    verb, *rest = parts
    return Tap(Verb(verb), *rest)


_VERBS = frozenset(verb.value for verb in Verb)
