"""A finished report as values: figures in tables in sections, ready for any renderer."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from reports.cells import Scope
from reports.figure import Figure, Unit
from reports.layout_blocks import LayoutBlock
from reports.periods import Period
from reports.quotes import Quote

__all__ = [
    "Audience",
    "Block",
    "Figure",
    "Format",
    "Headlines",
    "Policy",
    "Prose",
    "Report",
    "ReportKind",
    "Section",
    "StrandColumn",
    "Summary",
    "Table",
    "TableRow",
    "Unit",
]


class ReportKind(StrEnum):
    """The reports there are."""

    QUARTERLY = "quarterly"


class Format(StrEnum):
    """What a report can be rendered to."""

    HTML = "html"
    JSON = "json"
    DOCX = "docx"


class Audience(StrEnum):
    """Who a report is for; it decides suppression and quotes."""

    RESPONSE_READERS = "response_readers"
    LEADERSHIP = "leadership"
    BOARD = "board"
    SCRUTINY = "scrutiny"


@dataclass(frozen=True, slots=True)
class Policy:
    """What an audience may see.

    Args:
        audience: who reads it.
        threshold: counts of people from 1 to below this are suppressed.
    """

    audience: Audience
    threshold: int = 5

    @property
    def suppression(self) -> int:
        """The threshold in force: none for people entitled to read the responses."""
        return 0 if self.audience is Audience.RESPONSE_READERS else self.threshold

    @property
    def quotes(self) -> bool:
        """Whether the audience may see quotes; scrutiny may not."""
        return self.audience is not Audience.SCRUTINY


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a table.

    Args:
        header: what the row is about.
        cells: each holds one figure, or a count and the share that goes with it.
        total: whether it adds up the others.
        base: whether it only says how many people the others were counted among.
    """

    header: str
    cells: tuple[tuple[Figure, ...], ...]
    total: bool = False
    base: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table of figures with one header per column, the first above the row headers."""

    id: str
    caption: str
    columns: tuple[str, ...]
    rows: tuple[TableRow, ...]
    note: str = ""

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Its figures, row by row."""
        return tuple(figure for row in self.rows for cell in row.cells for figure in cell)


@dataclass(frozen=True, slots=True)
class Headlines:
    """A few figures that carry the section."""

    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Prose:
    """A paragraph."""

    text: str

    @property
    def figures(self) -> tuple[Figure, ...]:
        """None."""
        return ()


@dataclass(frozen=True, slots=True)
class StrandColumn:
    """One column of the summary: its heading, its themes with a figure, its quotes."""

    heading: str
    intro: str
    items: tuple[tuple[str, Figure], ...]
    quotes: tuple[Quote, ...]
    empty: str


@dataclass(frozen=True, slots=True)
class Summary:
    """Working well, worried, needs to happen, side by side."""

    columns: tuple[StrandColumn, ...]

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Its figures in order."""
        return tuple(figure for column in self.columns for _, figure in column.items)


Block = Table | Headlines | Prose | Summary | LayoutBlock


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it; ``number`` is 0 where headings are not numbered."""

    id: str
    heading: str
    blocks: tuple[Block, ...]
    number: int = 0

    @property
    def numbered(self) -> str:
        """The heading with its number, if it has one."""
        return f"{self.number}. {self.heading}" if self.number else self.heading


@dataclass(frozen=True, slots=True)
class Report:
    """A report before it takes a form.

    Args:
        layout: the layout it was laid out by, empty for Sayso's own order.
        subtitle: said under the title.
        counted: every figure there is, where a layout shows only some of them.
    """

    kind: ReportKind
    title: str
    council: str
    scope: Scope
    period: Period
    policy: Policy
    notices: tuple[str, ...]
    sections: tuple[Section, ...]
    layout: str = ""
    subtitle: str = ""
    counted: tuple[Figure, ...] = ()

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Every figure once, in order, whether shown or not; the same in every layout."""
        return self.counted or self._shown()

    def _shown(self) -> tuple[Figure, ...]:
        """Return the figures that are shown; one shown twice has the same id and value."""
        found: dict[str, Figure] = {}
        for section in self.sections:
            for block in section.blocks:
                for figure in block.figures:
                    found.setdefault(figure.id, figure)
        return tuple(found.values())
