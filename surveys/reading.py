"""Reads what a respondent sent into a value that can be kept, or says why it cannot."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from surveys.kinds import Kind
from surveys.notices import Reason, Refuse
from surveys.path import Asked
from surveys.questionnaire import ChoiceText
from surveys.state import Value
from surveys.tongues import ENGLISH

LIMITS = {Kind.SHORT_TEXT: 500, Kind.LONG_TEXT: 5000}
"""Most characters that a text answer may have when the question sets no lower limit."""
SCALE = (0, 10)
EARLIEST_YEAR, LATEST_YEAR = 1900, 2199

_LONDON = ZoneInfo("Europe/London")
_NUMBER = re.compile(r"[+-]?\d{1,12}(?:[.,]\d{1,6})?", re.ASCII)
_ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})", re.ASCII)
_BRITISH = re.compile(r"(?P<day>\d{1,2})[/.-](?P<month>\d{1,2})[/.-](?P<year>\d{4})", re.ASCII)

Raw = str | Sequence[str]
Read = Value | Refuse


def read(asked: Asked, raw: Raw, now: datetime, spoken: str | None = None) -> Read:
    """Read one raw answer.

    Args:
        asked: what was asked.
        raw: text as typed, a choice's code or label, or the codes of all ticked choices.
        now: aware time of the answer, for dates that must not lie in the future.
        spoken: the language in whose words a choice was typed; None if it may be a code, or a
            label in any language.

    Returns:
        The value to keep: code, words, number, ISO date or tuple of codes in the order of the
        questionnaire; or a ``Refuse`` with the reason and the limit that was passed.
    """
    choose = _CHOOSERS.get(asked.kind)
    if choose is not None:
        return choose(asked, raw, spoken)
    return _READERS[asked.kind](asked, raw, now)


def _refuse(asked: Asked, reason: Reason, limit: float | None = None) -> Refuse:
    return Refuse(reason, asked.key, limit)


def _one(asked: Asked, raw: Raw) -> str | Refuse:
    """Return the single text that was sent; a list of one counts as that one."""
    texts = [raw] if isinstance(raw, str) else list(raw)
    if len(texts) > 1:
        return _refuse(asked, Reason.TOO_MANY_CHOICES, 1)
    text = texts[0].strip() if texts else ""
    return text or _refuse(asked, Reason.EMPTY)


def names(choice: ChoiceText, spoken: str | None = None) -> frozenset[str]:
    """Return all that people may type in a chat to mean this choice.

    Args:
        choice: one of those that were shown.
        spoken: the language they write in; None for all. Codes are English words, which mean
            something else in another language.
    """
    codes = (choice.code, choice.code.replace("_", " ")) if spoken in (None, ENGLISH) else ()
    labels = [text for each, text in choice.label.items() if spoken in (None, each)]
    return frozenset(_bare(each) for each in (*codes, *labels))


def _bare(text: str) -> str:
    return text.strip(" .!").casefold()


def _match(choices: Sequence[ChoiceText], text: str, spoken: str | None) -> ChoiceText | None:
    typed = _bare(text)
    return next((choice for choice in choices if typed in names(choice, spoken)), None)


def _choice(asked: Asked, raw: Raw, spoken: str | None) -> Read:
    text = _one(asked, raw)
    if isinstance(text, Refuse):
        return text
    choice = _match(asked.question.choices, text, spoken)
    return choice.code if choice else _refuse(asked, Reason.NOT_A_CHOICE)


def _choices(asked: Asked, raw: Raw, spoken: str | None) -> Read:
    question = asked.question
    texts = [text for text in ([raw] if isinstance(raw, str) else raw) if text.strip()]
    found = [_match(question.choices, text, spoken) for text in texts]
    ticked = [choice for choice in question.choices if choice in found]
    if not texts:
        return _refuse(asked, Reason.EMPTY)
    if None in found:
        return _refuse(asked, Reason.NOT_A_CHOICE)
    if len(ticked) > 1 and any(choice.alone for choice in ticked):
        return _refuse(asked, Reason.CONTRADICTION)
    if question.max_choices is not None and len(ticked) > question.max_choices:
        return _refuse(asked, Reason.TOO_MANY_CHOICES, question.max_choices)
    return tuple(choice.code for choice in ticked)


def _text(asked: Asked, raw: Raw, now: datetime) -> Read:
    text = _one(asked, raw)
    if isinstance(text, Refuse):
        return text
    limit = max_length(asked)
    if limit is not None and len(text) > limit:
        return _refuse(asked, Reason.TOO_LONG, limit)
    # Half a surrogate pair cannot be written as UTF-8, and the state must survive JSON.
    return text.encode("utf-8", "replace").decode("utf-8")


def max_length(asked: Asked) -> int | None:
    """Return the most characters accepted, None for what is not text."""
    return asked.question.max_length or LIMITS.get(asked.kind)


def _number(asked: Asked, raw: Raw, now: datetime) -> Read:
    bounds = (asked.question.minimum, asked.question.maximum)
    return _within(asked, _parse_number(asked, raw), bounds)


def _scale(asked: Asked, raw: Raw, now: datetime) -> Read:
    number = _parse_number(asked, raw)
    if isinstance(number, float):
        return _refuse(asked, Reason.NOT_A_NUMBER)
    return _within(asked, number, SCALE)


def _parse_number(asked: Asked, raw: Raw) -> int | float | Refuse:
    text = _one(asked, raw)
    if isinstance(text, Refuse):
        return text
    text = _plain_digits(text)
    if not _NUMBER.fullmatch(text):
        return _refuse(asked, Reason.NOT_A_NUMBER)
    number = float(text.replace(",", "."))
    return int(number) if number.is_integer() else number


def _plain_digits(text: str) -> str:
    """Return a text whose digits are those of 0 to 9, though it was typed with Urdu's, say."""
    return "".join(str(unicodedata.decimal(each)) if each.isdecimal() else each for each in text)


def _within(
    asked: Asked, number: int | float | Refuse, bounds: tuple[float | None, float | None]
) -> Read:
    if isinstance(number, Refuse):
        return number
    lowest, highest = bounds
    if number < (-math.inf if lowest is None else lowest):
        return _refuse(asked, Reason.OUT_OF_RANGE, lowest)
    if number > (math.inf if highest is None else highest):
        return _refuse(asked, Reason.OUT_OF_RANGE, highest)
    return number


def _date(asked: Asked, raw: Raw, now: datetime) -> Read:
    text = _one(asked, raw)
    if isinstance(text, Refuse):
        return text
    day = _parse_date(_plain_digits(text))
    if day is None:
        return _refuse(asked, Reason.NOT_A_DATE)
    if asked.question.not_future and day > now.astimezone(_LONDON).date():
        return _refuse(asked, Reason.IN_THE_FUTURE)
    return day.isoformat()


def _parse_date(text: str) -> date | None:
    """Read ``2026-10-03`` or day first ``3/10/2026``, ``3.10.2026``, ``3-10-2026``."""
    match = _ISO.fullmatch(text) or _BRITISH.fullmatch(text)
    if match is None or not EARLIEST_YEAR <= int(match["year"]) <= LATEST_YEAR:
        return None
    try:
        return date(int(match["year"]), int(match["month"]), int(match["day"]))
    except ValueError:
        return None


def _statement(asked: Asked, raw: Raw, now: datetime) -> Read:
    return "ok"


_CHOOSERS: dict[Kind, Callable[[Asked, Raw, str | None], Read]] = {
    Kind.SINGLE: _choice,
    Kind.MULTIPLE: _choices,
    Kind.FACES: _choice,
    Kind.YES_NO: _choice,
}

_READERS: dict[Kind, Callable[[Asked, Raw, datetime], Read]] = {
    Kind.STATEMENT: _statement,
    Kind.SCALE: _scale,
    Kind.SHORT_TEXT: _text,
    Kind.LONG_TEXT: _text,
    Kind.NUMBER: _number,
    Kind.DATE: _date,
}
