"""The report in Word: a document that screen readers understand and no answer can bend."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from functools import cache

import docx
import pytest
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.table import Table as WordTable
from lxml import etree

from reports import build, render
from reports.cells import QuarterCells, Scope, ScopeLevel
from reports.docx_tables import add_grid
from reports.folding import folded
from reports.quotes import Quote, Strand
from reports.report import Audience, Format, Policy, Report, ReportKind, Table
from tests.reports.builders import LEADERS, SCRUTINY, cells, simulated

HOSTILE = "A&B <w:fldSimple w:instr=\"INCLUDETEXT\"> {MERGEFIELD x} </w:t> =cmd|'/c calc'!A1"
URDU = "میری بات کسی نے نہیں سنی"
FIELD = re.compile(r'w:instr="([^"]*)"')


def quote(text: str | None, role: str = "parent") -> Quote:
    return Quote("a", text, role, Strand.WORKING_WELL, confirmed=True)


def made(counted: QuarterCells | None = None, policy: Policy = LEADERS) -> bytes:
    if counted is None and policy is LEADERS:
        return usual()
    report = build(ReportKind.QUARTERLY, counted or simulated(3), policy)
    return render(report, Format.DOCX)


@cache
def usual() -> bytes:
    return render(report(), Format.DOCX)


def opened(counted: QuarterCells | None = None, policy: Policy = LEADERS) -> Document:
    return docx.Document(io.BytesIO(made(counted, policy)))


def saying(*quotes: Quote, **changes: object) -> QuarterCells:
    return replace(simulated(3), quotes=quotes, **changes)


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as found:
        return {name: found.read(name) for name in found.namelist()}


def texts(document: Document, style: str) -> list[str]:
    return [line.text for line in document.paragraphs if line.style and line.style.name == style]


def report(counted: QuarterCells | None = None) -> Report:
    return build(ReportKind.QUARTERLY, counted or simulated(3), LEADERS)


def tables() -> list[Table]:
    blocks = [block for section in folded(report()).sections for block in section.blocks]
    return [block for block in blocks if isinstance(block, Table)]


def test_every_section_is_a_real_heading_under_one_title() -> None:
    document = opened()
    assert texts(document, "Title") == [report().title]
    headings = texts(document, "Heading 1")
    assert headings[1:] == [section.heading for section in report().sections]
    assert texts(document, "Heading 2") == [
        "What is working well?",
        "What are we worried about?",
        "What needs to happen?",
    ]


def test_every_paragraph_is_in_a_style_that_the_document_has() -> None:
    document = opened()
    used = {found.get(qn("w:val")) for found in document.element.iter(qn("w:pStyle"))}
    assert {"Heading1", "ListBullet", "Keyfigure", "Tablenote"} <= used
    assert used <= {style.style_id for style in document.styles}


def test_cells_that_look_alike_are_written_alike() -> None:
    for row in (row for table in opened().tables for row in table.rows[1:]):
        header, *rest = (cell.paragraphs[0] for cell in row.cells)
        assert {line.alignment for line in rest} <= {WD_ALIGN_PARAGRAPH.RIGHT}
        assert header.alignment == WD_ALIGN_PARAGRAPH.LEFT
        assert len({run.font.size for line in (header, *rest) for run in line.runs}) == 1
        assert len({line.paragraph_format.space_before for line in (header, *rest)}) == 1


def test_every_table_is_captioned_and_described_and_repeats_a_marked_header() -> None:
    document = opened()
    assert texts(document, "Caption") == [table.caption for table in tables()]
    for written, table in zip(document.tables, tables(), strict=True):
        properties = written._tbl.tblPr
        assert properties.find(qn("w:tblCaption")).get(qn("w:val")) == table.caption
        assert properties.find(qn("w:tblLook")).get(qn("w:firstRow")) == "1"
        marked = [row._tr.find(f".//{qn('w:tblHeader')}") is not None for row in written.rows]
        assert marked == [True] + [False] * len(table.rows)
        assert tuple(cell.text for cell in written.rows[0].cells) == table.columns


def test_a_long_table_may_break_after_its_first_rows_and_a_note_stays_with_its_table() -> None:
    rows = tuple((f"Row {at}", "1") for at in range(14))
    document = docx.Document()
    long = add_grid(document, "Long", rows, (1000, 1000))
    short = add_grid(document, "Short", rows[:5], (1000, 1000))
    assert kept(long) == [True] * 3 + [False] * 9 + [True, False]
    assert kept(short) == [True] * 4 + [False]
    noted = next(each for each, table in zip(opened().tables, tables(), strict=True) if table.note)
    assert kept(noted)[-1]


def kept(made: WordTable) -> list[bool]:
    """Return for each row whether it stays with what follows."""
    first = (row.cells[0].paragraphs[0] for row in made.rows)
    return [bool(line.paragraph_format.keep_with_next) for line in first]


def test_figures_stand_in_their_cells_as_on_the_page() -> None:
    written = opened().tables[0]
    assert written.cell(1, 0).text == "Looked-after child review"
    counts = [int(row.cells[-1].text) for row in written.rows[1:]]
    assert counts[-1] == sum(counts[:-1])


def test_what_is_withheld_is_withheld_here_too() -> None:
    words = "\n".join(cell.text for t in opened().tables for row in t.rows for cell in row.cells)
    assert "[c]" in words
    assert not re.search(r"\[c\] \(", words)


def test_the_document_is_british_titled_and_signed_by_the_council() -> None:
    document = opened()
    properties = document.core_properties
    assert properties.title == "Quarterly report: what people told us: Quarter 2 2026-27, Ashcombe"
    assert (properties.author, properties.language) == ("Ashcombe Council", "en-GB")
    assert properties.comments == ""
    languages = document.styles.element.findall(f".//{qn('w:lang')}")
    assert {each.get(qn("w:val")) for each in languages} == {"en-GB"}


def test_every_page_bears_its_number_scope_and_period() -> None:
    footer = opened().sections[0].footer.paragraphs[0]
    assert footer.text.startswith("Ashcombe, Quarter 2 2026-27\tPage ")
    written = parts(made())
    fields = [f for name, part in written.items() for f in FIELD.findall(part.decode("latin-1"))]
    assert fields == ["PAGE", "NUMPAGES"]


def test_machine_suggestions_are_labelled_as_such() -> None:
    document = opened()
    lines = [line.text for line in document.paragraphs]
    label = lines.index(next(line for line in lines if line.startswith("Machine suggestions:")))
    assert lines[label - 1] == "What people said"


@pytest.mark.parametrize(
    "words", [HOSTILE, "x" * 5000, "line\nbreak\tand tab", "😀" * 50, "]]>", "%s {0}"]
)
def test_whatever_people_write_stays_text(words: str) -> None:
    data = made(saying(quote(words)))
    document = docx.Document(io.BytesIO(data))
    assert texts(document, "Quote") == [f"“{words}”"]
    body = parts(data)["word/document.xml"]
    assert b"<w:fldSimple" not in body
    assert b"<w:instrText" not in body
    assert b"<w:hyperlink" not in body


def test_no_relationship_comes_from_answers_or_names() -> None:
    plain = parts(made(saying()))
    link = "http://evil.example/x file://host/share"
    scope = Scope(ScopeLevel.TEAM, link)
    hostile = parts(made(saying(quote(link), council=link, scope=scope)))
    relations = [name for name in plain if name.endswith(".rels")]
    assert {name: hostile[name] for name in relations} == {name: plain[name] for name in relations}
    assert not [name for name in hostile if "media" in name or name.endswith((".jpeg", ".png"))]
    assert b'TargetMode="External"' not in b"".join(hostile[name] for name in relations)


def test_every_part_is_well_formed() -> None:
    council = "Bröt & Sønner <Council>"
    for name, part in parts(made(saying(quote(HOSTILE), quote(URDU), council=council))).items():
        assert name.endswith((".xml", ".rels"))
        etree.fromstring(part)


def test_words_from_right_to_left_run_from_right_to_left() -> None:
    document = opened(saying(quote(URDU), quote("They said ثابت")))
    right, left = [line for line in document.paragraphs if line.style.name == "Quote"]
    assert right._p.pPr.find(qn("w:bidi")) is not None
    assert all(run.font.rtl for run in right.runs)
    assert left._p.pPr.find(qn("w:bidi")) is None


def test_an_erased_quote_is_printed_as_withdrawn_and_its_speaker_by_role() -> None:
    document = opened(saying(quote(None, "young_person")))
    assert texts(document, "Quote") == ["[withdrawn]"]
    assert texts(document, "Speaker") == ["a young person"]


def test_scrutiny_gets_no_quotes() -> None:
    assert texts(opened(saying(quote("They rang back.")), SCRUTINY), "Quote") == []


@pytest.mark.parametrize("audience", list(Audience))
def test_an_empty_report_is_a_sound_document_too(audience: Audience) -> None:
    document = opened(cells(), Policy(audience))
    assert "No meetings were recorded in this period." in [p.text for p in document.paragraphs]
