"""Finds rows of one file that contradict each other about a meeting, person, case or team."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from services.upkeep.sheets import RowFault


class Numbered(Protocol):
    """A row that knows its number."""

    @property
    def number(self) -> int:
        """The row as a spreadsheet counts it."""
        ...


_SAID_ONCE: Mapping[tuple[str, ...], tuple[str, ...]] = {
    ("meeting_ref",): ("kind", "held_on", "outcome", "team", "chair"),
    ("recipient_ref",): ("role", "channel", "contact", "language"),
    ("meeting_ref", "recipient_ref"): ("attended",),
    ("recipient_ref", "case_id"): ("birth_month", "relation"),
    ("team",): ("area",),
}
"""By which columns a thing is known, and what is said about it, in however many rows."""


def contradictions(rows: Sequence[Numbered]) -> list[RowFault]:
    """Return a fault for each cell that says otherwise than an earlier row; blanks agree."""
    first: dict[tuple[object, ...], tuple[object, int]] = {}
    faults = []
    for row in rows:
        for known_by, columns in _SAID_ONCE.items():
            subject = tuple(getattr(row, column) for column in known_by)
            for column in columns:
                value = getattr(row, column)
                if value is None:
                    continue
                said, where = first.setdefault((known_by, subject, column), (value, row.number))
                if said != value:
                    faults.append(_fault(row.number, column, known_by[-1], where))
    return faults


def _fault(row: int, column: str, known_by: str, where: int) -> RowFault:
    return RowFault(
        row,
        column,
        f"row {where} says otherwise for the same {known_by}",
        "make the two agree",
    )
