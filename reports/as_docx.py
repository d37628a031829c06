"""A report as a Word document that a screen reader can walk through and a person can edit."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from datetime import timedelta
from io import BytesIO
from types import MappingProxyType
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
from docx.document import Document
from docx.shared import Pt
from docx.text.paragraph import Paragraph

from reports.as_html import shown
from reports.docx_layouts import (
    add_facts,
    add_points,
    add_quadrants,
    add_ratings,
    add_subheading,
)
from reports.docx_styles import COUNCIL, FIGURE, MARK, NOTE, SPEAKER, add_line, dress, ours
from reports.docx_tables import add_table
from reports.layout_blocks import Facts, Points, Quadrants, Ratings, Subheading
from reports.periods import day_label
from reports.quotes import Quote
from reports.report import Figure, Headlines, Prose, Report, StrandColumn, Summary, Table
from reports.wording import label, words

_EPOCH = (1980, 1, 1, 0, 0, 0)
_RIGHT_TO_LEFT = frozenset({"R", "AL"})


def as_docx(report: Report) -> bytes:
    """Return the report as DOCX; the same report makes the same bytes.

    Words of respondents stand in it as text alone: no field, link or picture comes from them.
    """
    document = docx.Document()
    dress(document, report)
    _front(document, report)
    for section in report.sections:
        add_line(document, section.numbered, "Heading 1")
        for block in section.blocks:
            _BLOCKS[type(block)](document, block)
            if block is section.blocks[0] and isinstance(block, Prose):
                document.paragraphs[-1].paragraph_format.keep_with_next = len(section.blocks) > 1
    return _packed(document)


def _front(document: Document, report: Report) -> None:
    last = report.period.after - timedelta(days=1)
    days = words("page.span", first=day_label(report.period.first), last=day_label(last))
    add_line(document, report.council, COUNCIL)
    add_line(document, report.title, "Title")
    add_line(document, f"{report.period.label} ({days})", "Subtitle")
    if report.subtitle:
        document.add_paragraph(report.subtitle)
    audience = label("audiences", report.policy.audience)
    for name, value in (("page.scope", report.scope.name), ("page.audience", audience)):
        line = document.add_paragraph(f"{words(name)}: ")
        line.add_run(value).bold = True
        line.paragraph_format.space_after = 0
    add_line(document, words("page.read_first"), "Heading 1")
    for notice in report.notices:
        add_line(document, notice, "List Bullet")


def _headlines(document: Document, block: Headlines) -> None:
    for figure in block.figures:
        line = add_line(document, "", FIGURE)
        number = line.add_run(shown(figure))
        number.bold, number.font.size, number.font.color.rgb = True, Pt(16), MARK
        line.add_run(f" {figure.label}")


def _prose(document: Document, block: Prose) -> None:
    document.add_paragraph(block.text).paragraph_format.space_before = Pt(6)


def _summary(document: Document, block: Summary) -> None:
    add_line(document, words("machine.label"), NOTE)
    for column in block.columns:
        add_line(document, column.heading, "Heading 2")
        add_line(document, column.intro, NOTE).paragraph_format.keep_with_next = True
        _items(document, column)
        for quote in column.quotes:
            _quote(document, quote)


def _items(document: Document, column: StrandColumn) -> None:
    if not column.items:
        document.add_paragraph(column.empty)
    for theme, figure in column.items:
        line = add_line(document, "", "List Bullet")
        line.add_run(theme).bold = True
        line.add_run(f": {_of(figure)}")


def _of(figure: Figure) -> str:
    if figure.n:
        return f"{shown(figure)} {words('figure.of_comments', n=figure.n)}"
    return f"{shown(figure)} {words('figure.comments', count=figure.value)}"


def _quote(document: Document, quote: Quote) -> None:
    if quote.text is None:
        add_line(document, words("figure.withdrawn"), "Quote")
    else:
        _set_direction(add_line(document, f"“{quote.text}”", "Quote"))
    add_line(document, label("role_of_quote", quote.role), SPEAKER)


def _set_direction(line: Paragraph) -> None:
    """Let a paragraph run from right to left when its first letter does."""
    letters = (unicodedata.bidirectional(sign) for sign in line.text)
    first = next((each for each in letters if each in {"L", *_RIGHT_TO_LEFT}), "L")
    if first in _RIGHT_TO_LEFT:
        line._p.get_or_add_pPr().append(ours("bidi", val="1"))
        for run in line.runs:
            run.font.rtl = True


def _packed(document: Document) -> bytes:
    """Return the file without the template's picture and without times of writing."""
    package = document.part.package
    for key, relation in list(package.rels.items()):
        if relation.reltype.endswith("/thumbnail"):
            del package.rels[key]
    written, packed = BytesIO(), BytesIO()
    document.save(written)
    with ZipFile(written) as made, ZipFile(packed, "w", ZIP_DEFLATED) as out:
        for name in made.namelist():
            out.writestr(ZipInfo(name, _EPOCH), made.read(name), ZIP_DEFLATED)
    return packed.getvalue()


_BLOCKS: Mapping[type, Callable[[Document, Any], None]] = MappingProxyType(
    {
        Headlines: _headlines,
        Prose: _prose,
        Summary: _summary,
        Table: add_table,
        Facts: add_facts,
        Points: add_points,
        Quadrants: add_quadrants,
        Ratings: add_ratings,
        Subheading: add_subheading,
    }
)
