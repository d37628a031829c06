"""Tables of a report in Word: captioned, with header rows that are marked and repeated."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from typing import Any

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Emu, Length, Mm, Pt
from docx.table import Table as WordTable
from docx.table import _Cell as Cell
from docx.table import _Row as Row
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from reports.as_html import WITHHELD, shown
from reports.docx_styles import LINE, NOTE, QUIET, SOFT, WIDTH, add_line, ours
from reports.report import Figure, Table

_FIRST, _FIRST_OF_MANY, _FIRST_OF_FEW = Mm(62), Mm(32), Mm(90)
_MANY = 6
_SHORT, _TOGETHER = 9, 3
"""Rows of a table that never breaks, and rows of a longer one that stand under its caption."""

_NARROW = 4
_NARROW_COLUMN = Mm(30)
_SIZE, _SMALL = Pt(10), Pt(8.5)

_Look = tuple[bool, bool, bool]
"""Of a cell: whether it stands to the right, is bold, is withheld."""

_Looks = dict[_Look, tuple[Any, Any]]
"""What the paragraph and the letters of each look are in one table: copied, since to say it anew
for each cell took half of what a table takes."""


def add_table(document: Document, table: Table) -> None:
    """Add a caption, the table and its note."""
    add_line(document, table.caption, "Caption")
    made = document.add_table(rows=1, cols=len(table.columns))
    _describe(made, table.caption, table.note)
    _set_margins(made, len(table.columns))
    size = _SMALL if len(table.columns) > _MANY else _SIZE
    looks: _Looks = {}
    _fill(made.rows[0], table.columns, size, looks, bold=True)
    _mark_as_header(made.rows[0])
    for row in table.rows:
        cells = (row.header, *map(_in_words, row.cells))
        _fill(made.add_row(), cells, size, looks, bold=row.total)
    _set_widths(made, len(table.columns))
    _keep_rows_whole(made, noted=bool(table.note))
    if table.note:
        add_line(document, table.note, NOTE)


def add_grid(
    document: Document,
    caption: str,
    rows: Sequence[tuple[str, ...]],
    widths: tuple[int, ...],
    *,
    head: bool = True,
) -> WordTable:
    """Add a table of texts and return it.

    Args:
        document: where to.
        caption: what it is, for readers of the screen.
        rows: its texts, the headers first where it has any.
        widths: of the columns, in Word's own units.
        head: whether the first row holds headers.
    """
    made: WordTable = document.add_table(rows=len(rows), cols=len(widths))
    _describe(made, caption, "")
    _set_margins(made, len(widths))
    looks: _Looks = {}
    for at, (row, texts) in enumerate(zip(made.rows, rows, strict=True)):
        _fill(row, texts, _SIZE, looks, bold=head and not at, right=False)
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Emu(width)
    if head:
        _mark_as_header(made.rows[0])
    made.autofit = False
    for column, width in zip(made.columns, widths, strict=True):
        column.width = Emu(width)
    _keep_rows_whole(made)
    return made


def _in_words(cell: tuple[Figure, ...]) -> str:
    first, *rest = cell
    if not rest or (first.suppressed and rest[0].least is None):
        return shown(first)
    return f"{shown(first)} ({shown(rest[0])})"


def _fill(
    row: Row, texts: tuple[str, ...], size: Pt, looks: _Looks, *, bold: bool, right: bool = True
) -> None:
    for at, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
        line = cell.paragraphs[0]
        run = line.add_run(text)
        look = bool(at) and right, bold, text == WITHHELD
        if look not in looks:
            _dress(line, run, size, look)
            looks[look] = deepcopy(line._p.pPr), deepcopy(run._r.rPr)
        else:
            for part, its in zip((line._p, run._r), looks[look], strict=True):
                part.insert(0, deepcopy(its))


def _dress(line: Paragraph, run: Run, size: Pt, look: _Look) -> None:
    to_the_right, bold, withheld = look
    line.paragraph_format.space_before = line.paragraph_format.space_after = Pt(3)
    line.paragraph_format.line_spacing = 1
    line.alignment = WD_ALIGN_PARAGRAPH.RIGHT if to_the_right else WD_ALIGN_PARAGRAPH.LEFT
    run.font.size, run.font.bold = size, bold
    if withheld:
        run.font.color.rgb = QUIET


def _mark_as_header(row: Row) -> None:
    row._tr.get_or_add_trPr().append(ours("tblHeader", val="true"))
    for cell in row.cells:
        shade(cell, SOFT)


def shade(cell: Cell, colour: str) -> None:
    """Give a cell a ground, by six hexadecimal digits."""
    ground = ours("shd", val="clear", color="auto", fill=colour)
    cell._tc.get_or_add_tcPr().append(ground)


def _describe(made: WordTable, caption: str, note: str) -> None:
    """Say to readers of the screen what the table is, and which cells are headers."""
    properties = made._tbl.tblPr
    borders = ours("tblBorders")
    for side in ("top", "bottom", "insideH"):
        borders.append(ours(side, val="single", sz="4", space="0", color=LINE))
    look = properties.find(ours("tblLook").tag)
    if look is not None:
        properties.remove(look)
    properties.append(borders)
    properties.append(
        ours(
            "tblLook",
            val="04A0",
            firstRow="1",
            lastRow="0",
            firstColumn="1",
            lastColumn="0",
            noHBand="0",
            noVBand="1",
        )
    )
    properties.append(ours("tblCaption", val=caption))
    if note:
        properties.append(ours("tblDescription", val=note))


def _set_margins(made: WordTable, columns: int) -> None:
    """Leave between columns as little as lets the longest word of a header stand whole."""
    gaps = ours("tblCellMar")
    for side in ("left", "right"):
        gaps.append(ours(side, w="30" if columns > _MANY else "90", type="dxa"))
    made._tbl.tblPr.find(ours("tblLook").tag).addprevious(gaps)


def _set_widths(made: WordTable, columns: int) -> None:
    made.autofit = False
    first: Length = _FIRST_OF_MANY if columns > _MANY else _FIRST
    rest: Length = Emu((WIDTH - first) // (columns - 1))
    if columns < _NARROW:
        first, rest = _FIRST_OF_FEW, _NARROW_COLUMN
    for at, column in enumerate(made.columns):
        column.width = rest if at else first
    for row in made.rows:
        for at, cell in enumerate(row.cells):
            cell.width = rest if at else first


def _keep_rows_whole(made: WordTable, *, noted: bool = False) -> None:
    """Break no row across pages, no short table, and nothing between a table and its note."""
    last = len(made.rows) - 1
    for at, row in enumerate(made.rows):
        row._tr.get_or_add_trPr().insert(0, ours("cantSplit", val="true"))
        begins = at < (last if last < _SHORT else _TOGETHER)
        stays = begins or at == last - 1 or (noted and at == last)
        for cell in row.cells:
            cell.paragraphs[0].paragraph_format.keep_with_next = stays
