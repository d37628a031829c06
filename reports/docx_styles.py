"""How a report looks in Word: fonts, headings, page, footer, language and properties."""

from __future__ import annotations

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph

from reports.report import Report
from reports.wording import words

INK, QUIET, MARK = (RGBColor.from_string(code) for code in ("16242E", "4A5B66", "0B5D66"))
LINE, SOFT = "C3CCD2", "F2F5F6"
WIDTH = Mm(174)
"""Of the text, between the margins of an A4 page."""

FIGURE, NOTE, COUNCIL, SPEAKER = "Key figure", "Table note", "Council", "Speaker"
"""Names of the styles that Word does not bring along."""

_FONT = "Arial"
_LANGUAGE = "en-GB"
_SCRIPTS = ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs")
_HEADINGS = {
    "Title": (26, INK, 0, 4),
    "Heading 1": (17, INK, 22, 8),
    "Heading 2": (13, MARK, 14, 4),
}
_OWN = {
    FIGURE: (11, INK, 0, 4),
    NOTE: (9, QUIET, 4, 12),
    COUNCIL: (11, MARK, 0, 6),
    SPEAKER: (9, QUIET, 0, 10),
    "Caption": (11, INK, 14, 4),
    "Subtitle": (15, QUIET, 0, 8),
    "Quote": (11, INK, 8, 0),
    "List Bullet": (11, INK, 0, 4),
    "Footer": (9, QUIET, 0, 0),
}
_BOLD = {"Title", "Heading 1", "Heading 2", COUNCIL, "Caption"}
_LEADS_ON = {"Title", "Heading 1", "Heading 2", "Caption", "Quote"}
_INDENTED = {"Quote", SPEAKER}


def dress(document: Document, report: Report) -> None:
    """Give a new document its styles, page, footer, language and properties."""
    _normal(document)
    for name, (size, colour, before, after) in {**_HEADINGS, **_OWN}.items():
        style = _style(document, name)
        _write_in(style, size, colour)
        style.font.bold, style.font.italic = name in _BOLD, False
        style.paragraph_format.space_before = Pt(before)
        style.paragraph_format.space_after = Pt(after)
        style.paragraph_format.keep_with_next = name in _LEADS_ON
        if name in _INDENTED:
            style.paragraph_format.left_indent = Mm(6)
    _plain(document)
    _page(document)
    _footer(document, report)
    _properties(document, report)


def add_line(document: Document, text: str, style: str) -> Paragraph:
    """Add a paragraph in one of the styles that ``dress`` prepares.

    By its id, which is its name without spaces: python-docx looks through all styles for each
    paragraph, a fifth of what a report took.
    """
    line = document.add_paragraph(text)
    line._p.style = style.replace(" ", "")
    return line


def ours(tag: str, **attributes: str) -> BaseOxmlElement:
    """Return an element of Word's own vocabulary, such as ``tblHeader`` with ``val="1"``."""
    made = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    return made


def _normal(document: Document) -> None:
    style = _style(document, "Normal")
    _write_in(style, 11, INK)
    style.paragraph_format.space_after = Pt(8)
    style.paragraph_format.line_spacing = 1.15
    defaults = document.styles.element.find(qn("w:docDefaults"))
    for found in defaults.iter(qn("w:lang")):
        found.set(qn("w:val"), _LANGUAGE)
        found.set(qn("w:eastAsia"), _LANGUAGE)
    for found in document.settings.element.iter(qn("w:themeFontLang")):
        found.set(qn("w:val"), _LANGUAGE)


def _style(document: Document, name: str) -> ParagraphStyle:
    if name not in document.styles:
        document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    found = document.styles[name]
    assert isinstance(found, ParagraphStyle)  # noqa: S101 - what names above stand for
    return found


def _write_in(style: ParagraphStyle, size: int, colour: RGBColor) -> None:
    style.font.size, style.font.color.rgb = Pt(size), colour
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in list(fonts.attrib):
        del fonts.attrib[name]  # The template's theme fonts would win over ours.
    for script in _SCRIPTS:
        fonts.set(qn(script), _FONT)


def _plain(document: Document) -> None:
    """Take away the line and the wide letters that the template gives to titles."""
    for name, tag in (("Title", "w:pBdr"), ("Title", "w:spacing"), ("Subtitle", "w:spacing")):
        element = _style(document, name).element
        part = element.get_or_add_pPr() if tag == "w:pBdr" else element.get_or_add_rPr()
        for found in part.findall(qn(tag)):
            part.remove(found)


def _page(document: Document) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(18)
    section.top_margin = section.bottom_margin = Mm(20)


def _footer(document: Document, report: Report) -> None:
    line = document.sections[0].footer.paragraphs[0]
    line.paragraph_format.tab_stops.clear_all()
    for stop in list(line.style.paragraph_format.tab_stops) if line.style else ():
        line.paragraph_format.tab_stops.add_tab_stop(stop.position, WD_TAB_ALIGNMENT.CLEAR)
    line.paragraph_format.tab_stops.add_tab_stop(WIDTH, WD_TAB_ALIGNMENT.RIGHT)
    line.add_run(f"{report.scope.name}, {report.period.label}\t{words('page.number')} ")
    _count(line, "PAGE")
    line.add_run(f" {words('page.of')} ")
    _count(line, "NUMPAGES")


def _count(line: Paragraph, what: str) -> None:
    """Add a number that Word works out: the page, or how many there are."""
    field = ours("fldSimple", instr=what)
    run = ours("r")
    text = ours("t")
    text.text = "1"
    run.append(text)
    field.append(run)
    line._p.append(field)


def _properties(document: Document, report: Report) -> None:
    """Set what Word shows about the file; the template's own dates and remarks go."""
    found = document.core_properties
    found.title = f"{report.title}: {report.period.label}, {report.scope.name}"[:255]
    found.author = found.last_modified_by = report.council[:255]
    found.language, found.comments, found.keywords = _LANGUAGE, "", ""
    held = found._element
    for name in ("dcterms:created", "dcterms:modified"):
        for date in held.findall(qn(name)):
            held.remove(date)
