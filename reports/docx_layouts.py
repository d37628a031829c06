"""Blocks of layouts in Word: points, ratings, key figures two by two, facts and headings."""

from __future__ import annotations

from docx.document import Document
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table as WordTable
from docx.table import _Cell as Cell

from reports.as_html import shown
from reports.docx_styles import FIGURE, MARK, NOTE, SOFT, WIDTH, add_line, ours
from reports.docx_tables import add_grid, shade
from reports.layout_blocks import (
    Facts,
    Group,
    Points,
    Quadrants,
    Rated,
    Rating,
    Ratings,
    Subheading,
)
from reports.wording import words

_SIGNS = {Rating.GOOD: "▲", Rating.FAIR: "◆", Rating.POOR: "▼", Rating.UNKNOWN: "○"}
_COLOURS = {
    Rating.GOOD: ("E6F3EA", "0B5A2C"),
    Rating.FAIR: ("FDF3D8", "6B4A00"),
    Rating.POOR: ("FBE7E5", "8F1D14"),
    Rating.UNKNOWN: ("FFFFFF", "4A5B66"),
}
_RATING_WIDTHS = (Mm(72), Mm(28), Mm(34), Mm(40))
_FACT_WIDTHS = (Mm(52), WIDTH - Mm(52))


def add_subheading(document: Document, block: Subheading) -> None:
    """Add a heading below that of the section, with a line of what it is about."""
    add_line(document, block.text, "Heading 2")
    if block.intro:
        add_line(document, block.intro, NOTE).paragraph_format.keep_with_next = True


def add_points(document: Document, block: Points) -> None:
    """Add sentences as a list."""
    for point in block.points:
        add_line(document, point.text, "List Bullet")
    if not block.points:
        document.add_paragraph(block.empty)


def add_ratings(document: Document, block: Ratings) -> None:
    """Add ratings as a table; each is a sign, a word and a colour."""
    add_line(document, block.caption, "Caption")
    rows = [(row.name, _now(row), row.target, _stands(row)) for row in block.rows]
    made = add_grid(document, block.caption, (block.columns, *rows), _RATING_WIDTHS)
    for row, rated in zip(made.rows[1:], block.rows, strict=True):
        ground, ink = _COLOURS[rated.rating]
        shade(row.cells[-1], ground)
        for run in row.cells[-1].paragraphs[0].runs:
            run.font.bold, run.font.color.rgb = True, RGBColor.from_string(ink)
    if block.note:
        add_line(document, block.note, NOTE)


def add_quadrants(document: Document, block: Quadrants) -> None:
    """Add key figures two by two, a cell for each group."""
    made = document.add_table(rows=(len(block.groups) + 1) // 2, cols=2)
    made.autofit = False
    _lay_out_alone(made)
    cells = [cell for row in made.rows for cell in row.cells]
    for cell in cells:
        cell.width = WIDTH // 2
    for cell, group in zip(cells, block.groups, strict=False):
        shade(cell, SOFT)
        _group(cell, group)
    add_line(document, "", NOTE)


def add_facts(document: Document, block: Facts) -> None:
    """Add what a form says at its head."""
    made = add_grid(document, words("layouts.facts_caption"), block.rows, _FACT_WIDTHS, head=False)
    for row in made.rows:
        shade(row.cells[0], SOFT)
        for run in row.cells[0].paragraphs[0].runs:
            run.font.bold = True
    add_line(document, "", NOTE)


def _now(row: Rated) -> str:
    if row.figure is None:
        return "–"
    return f"{shown(row.figure)} {row.base}".rstrip()


def _stands(row: Rated) -> str:
    return f"{_SIGNS[row.rating]} {row.word}"


def _group(cell: Cell, group: Group) -> None:
    heading = cell.paragraphs[0]
    heading.paragraph_format.space_before = heading.paragraph_format.space_after = Pt(6)
    heading.add_run(group.heading).bold = True
    for figure in group.figures:
        line = cell.add_paragraph(style=FIGURE)
        number = line.add_run(shown(figure))
        number.bold, number.font.size, number.font.color.rgb = True, Pt(14), MARK
        line.add_run(f"  {figure.label}")


def _lay_out_alone(made: WordTable) -> None:
    """Draw white lines between the cells, and say that this is no table of data."""
    borders = ours("tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        borders.append(ours(side, val="single", sz="24", space="0", color="FFFFFF"))
    made._tbl.tblPr.append(borders)
    made._tbl.tblPr.append(ours("tblDescription", val=words("layouts.quadrants")))
