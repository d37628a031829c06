"""Who was heard and who was not: people around the meetings, asked, answered, silent."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reports.cells import Coverage, NotAsked
from reports.figures import Figures
from reports.report import Block, Figure, Prose, Table, TableRow
from reports.wording import in_order, label, words


def coverage(
    rows: tuple[Coverage, ...], reasons: tuple[NotAsked, ...], figures: Figures
) -> Iterator[Block]:
    """Yield who could have been asked, was, and answered, and why others were not asked."""
    if not rows:
        yield Prose(words("empty.coverage"))
    else:
        yield _coverage(rows, figures)
    if reasons:
        yield _not_asked(reasons, figures)


def _coverage(rows: tuple[Coverage, ...], figures: Figures) -> Table:
    by_role = {row.role: row for row in rows}
    table = [
        TableRow(label("roles", role), _coverage_cells(role, (by_role[role],), figures))
        for role in in_order("roles", by_role)
    ]
    total = _coverage_cells("all", rows, figures)
    table.append(TableRow(words("rows.total"), total, total=True))
    columns = ("role", "could", "asked", "answered", "unheard", "heard_rate")
    return Table(
        "coverage",
        words("tables.coverage"),
        tuple(words(f"columns.{column}") for column in columns),
        tuple(table),
        words("notes.coverage"),
    )


def _coverage_cells(
    role: str, rows: tuple[Coverage, ...], figures: Figures
) -> tuple[tuple[Figure, ...], ...]:
    who = label("roles", role) if role != "all" else words("rows.total")
    could = sum(row.could for row in rows)
    answered = sum(row.answered for row in rows)
    numbers = (
        ("could", could),
        ("asked", sum(row.asked for row in rows)),
        ("answered", answered),
        ("unheard", could - answered),
    )
    counts = {
        what: figures.count(
            f"coverage.{role}.{what}", f"{who}: {words(f'columns.{what}')}", number, n=could
        )
        for what, number in numbers
    }
    share = figures.share(counts["answered"], counts["could"])
    return tuple((figure,) for figure in (*counts.values(), share))


def _not_asked(reasons: tuple[NotAsked, ...], figures: Figures) -> Table:
    rows = []
    for reason in sorted(reasons, key=lambda each: (-each.people, each.reason)):
        id_ = re.sub(r"\W+", "_", reason.reason.lower())
        count = figures.count(f"not_asked.{id_}", reason.reason, reason.people)
        rows.append(TableRow(reason.reason, ((count,),)))
    return Table(
        "not_asked",
        words("tables.not_asked"),
        (words("columns.reason"), words("columns.people")),
        tuple(rows),
        words("notes.not_asked"),
    )
