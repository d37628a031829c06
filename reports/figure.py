"""One number of a report, with everything that says what it is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from reports.cells import Scope
from reports.periods import Period


class Unit(StrEnum):
    """What a figure's value is."""

    COUNT = "count"
    SHARE = "share"
    MEAN = "mean"
    COEFFICIENT = "coefficient"


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of a report.

    Args:
        id: stable name, such as ``returns.2026-07.sent``; unique in a report.
        label: what it is, in words.
        value: None when suppressed, or when there is nothing to divide by.
        n: the count it is a part of, None when it stands alone or that is suppressed.
        scope, period: whose and when.
        unit: count, share (0 to 1), mean, or coefficient of agreement (-1 to 1).
        suppressed: whether it was withheld to protect people.
        machine: whether it rests on the machine's suggestions.
        least: what a withheld share reaches for certain, None where not even that may be told.
    """

    id: str
    label: str
    value: int | float | None
    n: int | None
    scope: Scope
    period: Period
    unit: Unit = Unit.COUNT
    suppressed: bool = False
    machine: bool = False
    least: float | None = None
