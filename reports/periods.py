"""Periods a report can cover: a month, a quarter or a year, in London time."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

_LONDON = ZoneInfo("Europe/London")
_CODE = re.compile(r"(?P<year>20\d\d)(?:-(?:Q(?P<quarter>[1-4])|(?P<month>0[1-9]|1[0-2])))?")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_FIRST_MONTH_OF_FINANCIAL_YEAR = 4


class PeriodFault(ValueError):
    """The text does not name a period; the message says what would."""


@dataclass(frozen=True, slots=True)
class Period:
    """Whole months one after another.

    Args:
        code: as written: ``2026-Q2``, ``2026-07`` or ``2026``.
        label: as people read it: "Quarter 2 2026-27", "July 2026", "2026-27".
        first: the first day.
        after: the day after the last.
    """

    code: str
    label: str
    first: date
    after: date

    @property
    def start(self) -> datetime:
        """Midnight in London at which it begins, in UTC."""
        return _midnight(self.first)

    @property
    def end(self) -> datetime:
        """Midnight in London at which it has ended, in UTC; not part of it."""
        return _midnight(self.after)

    @property
    def months(self) -> tuple[str, ...]:
        """Its months in order, each as ``2026-07``."""
        count = (self.after.year - self.first.year) * 12 + self.after.month - self.first.month
        days = (_months_later(self.first, step) for step in range(count))
        return tuple(f"{day:%Y-%m}" for day in days)

    def __contains__(self, day: date) -> bool:
        """Whether the London day belongs to it."""
        return self.first <= day < self.after


def parse(code: str) -> Period:
    """Read a period.

    Args:
        code: ``2026-Q2`` is the second quarter of the financial year from April 2026 (1 July
            to 30 September), ``2026-07`` the month, ``2026`` the financial year.

    Raises:
        PeriodFault: it is none of these.
    """
    found = _CODE.fullmatch(code.strip().upper())
    if found is None:
        raise PeriodFault(
            f"'{code[:20]}' is not a period; write a quarter (2026-Q2), a month (2026-07) "
            "or a financial year (2026)."
        )
    year = int(found["year"])
    if found["month"]:
        return _period(found[0], month_label(found[0]), date(year, int(found["month"]), 1), 1)
    begin = date(year, _FIRST_MONTH_OF_FINANCIAL_YEAR, 1)
    financial = f"{year}-{(year + 1) % 100:02d}"
    if found["quarter"]:
        quarter = int(found["quarter"])
        first = _months_later(begin, 3 * (quarter - 1))
        return _period(found[0], f"Quarter {quarter} {financial}", first, 3)
    return _period(found[0], financial, begin, 12)


def month_label(month: str) -> str:
    """Return ``2026-07`` as "July 2026"."""
    year, number = month.split("-")
    return f"{_MONTHS[int(number) - 1]} {year}"


def day_label(day: date) -> str:
    """Return a day as "1 July 2026"."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def _period(code: str, label: str, first: date, months: int) -> Period:
    return Period(code, label, first, _months_later(first, months))


def _months_later(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 + months, 12)
    return date(day.year + years, month + 1, 1)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), _LONDON).astimezone(UTC)
