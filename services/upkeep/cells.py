"""Reads single cells of an import: references, names, choices, days and months."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from enum import StrEnum
from typing import TypeVar

Choice = TypeVar("Choice", bound=StrEnum)

_REFERENCE = re.compile(r"[^\W_][\w./:-]{0,59}")
_NAME = re.compile(r"[^\W_][^\x00-\x1f\x7f]{0,119}")
_EMAIL = re.compile(r"[A-Za-z0-9][^\s@,;]{0,100}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
_PHONE = re.compile(r"\+?[0-9][0-9 ()-]{6,24}")
_DAYS = ("%Y-%m-%d", "%d/%m/%Y")
_MONTHS = ("%Y-%m", "%m/%Y")
_YES_NO = {
    "yes": True, "y": True, "true": True, "1": True,
    "no": False, "n": False, "false": False, "0": False,
}  # fmt: skip


class CellFault(ValueError):
    """A cell cannot be read."""

    def __init__(self, problem: str, remedy: str) -> None:
        super().__init__(f"{problem}; {remedy}")
        self.problem = problem
        self.remedy = remedy


def reference(text: str) -> str:
    """Return a reference of the council's own; it cannot begin a spreadsheet formula."""
    if not _REFERENCE.fullmatch(text):
        raise CellFault(
            "this is not a reference",
            "use up to 60 letters, digits and - . / : _, beginning with a letter or digit",
        )
    return text


def name(text: str) -> str:
    """Return the name of a team, area or chair; it cannot begin a spreadsheet formula."""
    if not _NAME.fullmatch(text):
        raise CellFault(
            "this is not a name", "use up to 120 letters, beginning with a letter or digit"
        )
    return text


def choice(kinds: type[Choice]) -> Callable[[str], Choice]:
    """Return a reader of one of a closed list, forgiving of case and spaces."""

    def read(text: str) -> Choice:
        try:
            return kinds(re.sub(r"[\s-]+", "_", text.lower()))
        except ValueError:
            listed = ", ".join(kinds)
            raise CellFault(f"{text[:40]!r} is not known", f"use one of {listed}") from None

    return read


def day(text: str) -> date:
    """Return a day written as 2026-10-03 or 03/10/2026."""
    found = _first_fit(text, _DAYS)
    if found is None or not 2000 <= found.year <= 2100:
        raise CellFault(
            f"{text[:40]!r} is not a day", "write it as 2026-10-03 or 03/10/2026 (day first)"
        )
    return found.date()


def month(text: str) -> str:
    """Return a month, written as 2015-03 or 03/2015, as ``2015-03``."""
    found = _first_fit(text, _MONTHS)
    if found is None or not 1900 <= found.year <= 2100:
        raise CellFault(
            f"{text[:40]!r} is not a month", "write year and month as 2015-03, without the day"
        )
    return found.strftime("%Y-%m")


def yes_no(text: str) -> bool:
    """Return a yes or no."""
    found = _YES_NO.get(text.lower())
    if found is None:
        raise CellFault(
            f"{text[:40]!r} is neither yes nor no", "write yes or no, or leave it blank"
        )
    return found


def language(text: str) -> str:
    """Return the code of a language."""
    if not re.fullmatch(r"[A-Za-z]{2,3}", text):
        raise CellFault(
            f"{text[:40]!r} is not the code of a language", "write two letters, such as en or ur"
        )
    return text.lower()


def email(text: str) -> str:
    """Return an e-mail address; the message never quotes it."""
    if not _EMAIL.fullmatch(text):
        raise CellFault("this is not an e-mail address", "correct it, or change the channel")
    return text


def phone(text: str) -> str:
    """Return a telephone number; the message never quotes it."""
    if not _PHONE.fullmatch(text):
        raise CellFault("this is not a telephone number", "correct it, or change the channel")
    return text


def _first_fit(text: str, patterns: tuple[str, ...]) -> datetime | None:
    for pattern in patterns:
        try:
            return datetime.strptime(text, pattern)  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    return None
