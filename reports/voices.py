"""What people said: the summary in three columns, themes by feeling and by role."""

from __future__ import annotations

from collections.abc import Iterator

from reports.breakdown import FEELINGS, Breakdown, ThemeRow, by_feeling, by_role
from reports.cells import ALL, QuarterCells
from reports.figures import Figures
from reports.report import Block, Figure, Policy, Prose, Table, TableRow
from reports.strands import summary
from reports.wording import label, words


def said(cells: QuarterCells, policy: Policy, figures: Figures) -> Iterator[Block]:
    """Yield the summary in three columns, then the themes by feeling and by role."""
    feelings, roles = by_feeling(cells), by_role(cells)
    if not feelings.total(ALL).value:
        yield Prose(words("empty.comments"))
        return
    figures = figures.by_machine()
    rows = feelings.rows(figures)
    yield summary(rows, cells, policy)
    yield _feelings_table(rows, figures)
    if len(roles.parts) > 1:
        yield _roles_table(roles, figures)


def all_comments(cells: QuarterCells, figures: Figures) -> Figure:
    """Return the number of comments in the figures, withheld when few people wrote them."""
    whole = by_feeling(cells)
    return whole.row(ALL, words("glance.comments"), frozenset(), figures.by_machine()).total


def _feelings_table(rows: list[ThemeRow], figures: Figures) -> Table:
    whole = rows[-1].total
    table = [
        TableRow(
            row.label,
            (
                (row.total,),
                (figures.share(row.total, whole),),
                *((part,) for part in row.parts.values()),
            ),
            total=row.theme == ALL,
        )
        for row in rows
    ]
    columns = ("theme", "comments", "share", *FEELINGS)
    return Table(
        "themes",
        words("tables.themes"),
        tuple(words(f"columns.{column}") for column in columns),
        tuple(table),
        words("notes.themes"),
    )


def _roles_table(roles: Breakdown, figures: Figures) -> Table:
    table = [
        TableRow(
            row.label,
            tuple((part,) for part in row.parts.values()),
            total=row.theme == ALL,
            base=row.theme == ALL,
        )
        for row in roles.rows(figures)
    ]
    names = (label("roles", role) for role in roles.parts)
    return Table(
        "themes_by_role",
        words("tables.themes_by_role"),
        (words("columns.theme"), *names),
        tuple(table),
        words("notes.themes_by_role"),
    )
