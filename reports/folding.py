"""Leaving out of a printed report what is withheld whole, and saying so in a sentence.

Only pages for people are folded; the figures themselves all stay in the report.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from reports.report import Block, Figure, Prose, Report, Section, Table
from reports.wording import words

_NAMED = 5
"""How many tables left out are named one by one; beyond it their number says enough."""


def folded(report: Report) -> Report:
    """Return the report without rows, columns and tables in which nothing is printed.

    What is left out is named: rows and columns under their table, tables at the section's
    end, where they are many by their number and the first of them.
    """
    return replace(report, sections=tuple(_section(section) for section in report.sections))


def _section(section: Section) -> Section:
    blocks: list[Block] = []
    few: list[str] = []
    for block in section.blocks:
        smaller = _table(block) if isinstance(block, Table) else block
        if smaller is not None:
            blocks.append(smaller)
        elif isinstance(block, Table):
            few.append(words("folded.table", caption=block.caption))
    if few:
        blocks.append(Prose(_withheld(few)))
    return replace(section, blocks=tuple(blocks))


def _withheld(few: list[str]) -> str:
    """Return a sentence that names what is left out, or the first of a list too long to read."""
    if len(few) <= _NAMED:
        return words("folded.tables", names=", ".join(few))
    return words("folded.many_tables", count=len(few), names=", ".join(few[:_NAMED]))


def _table(table: Table) -> Table | None:
    answers = [row for row in table.rows if not row.base]
    kept = [
        place
        for place in range(len(table.columns) - 1)
        if _tells(row.cells[place] for row in answers)
    ]
    if not kept:
        return None
    rows = [row for row in table.rows if row.total or _tells(row.cells[p] for p in kept)]
    notes = [
        table.note,
        _left_out("folded.rows", [row.header for row in table.rows if row not in rows]),
        _left_out("folded.columns", _columns_left_out(table, kept)),
    ]
    return replace(
        table,
        columns=(table.columns[0], *(table.columns[place + 1] for place in kept)),
        rows=tuple(replace(row, cells=tuple(row.cells[place] for place in kept)) for row in rows),
        note=" ".join(filter(None, notes)),
    )


def _tells(cells: Iterable[tuple[Figure, ...]]) -> bool:
    """Whether a row or column says anything: zeros beside withheld numbers do not."""
    found = list(cells)
    said = any(cell[0].value or cell[-1].least for cell in found)
    return said or not any(cell[0].suppressed for cell in found)


def _columns_left_out(table: Table, kept: list[int]) -> list[str]:
    """Return the headings of columns left out, with their total where that is printed."""
    totals = [row for row in table.rows if row.total]
    names = []
    for place, heading in enumerate(table.columns[1:]):
        if place not in kept:
            total = totals[-1].cells[place][0].value if totals else None
            names.append(heading if total is None else f"{heading} ({total:,.0f})")
    return names


def _left_out(name: str, items: list[str]) -> str:
    return words(name, names="; ".join(items)) if items else ""
