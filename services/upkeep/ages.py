"""Ages from a month of birth: the day is not known, so both readings of it are given."""

from __future__ import annotations

from datetime import date


def age_at_most(birth_month: str, on: date) -> int:
    """Return the age in whole years of somebody born on the first of the month.

    Args:
        birth_month: such as ``2015-03``.
        on: the day in question.
    """
    year, month = map(int, birth_month.split("-"))
    return on.year - year - (on.month < month)


def age_at_least(birth_month: str, on: date) -> int:
    """Return the age in whole years of somebody born on the last of the month."""
    year, month = map(int, birth_month.split("-"))
    return on.year - year - (on.month <= month)
