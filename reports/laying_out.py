"""Lays a finished report out: the same figures and words, ordered and headed as a layout says."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from reports.cells import ALL, QuarterCells
from reports.layout import Layout, LayoutPart, LayoutSection, Priority
from reports.layout_blocks import Facts, Group, Quadrants, Rated, Subheading
from reports.layout_points import Find, Show, as_points, as_table, rated, told
from reports.quotes import Strand
from reports.report import Block, Figure, Headlines, Prose, Report, Section, Summary, Table
from reports.wording import label, words


def laid_out(report: Report, cells: QuarterCells, layout: Layout, show: Show) -> Report:
    """Return a report in another order and form.

    Args:
        report: as Sayso orders it, already protected for its audience.
        cells: what it was made of; only the themes' priorities are read.
        layout: how to lay it out, checked.
        show: writes a figure as people read it.
    """
    desk = _Desk(report, cells, layout, show)
    sections = tuple(
        _section(desk, section, at if layout.numbered else 0)
        for at, section in enumerate(layout.sections, 1)
    )
    return replace(
        report,
        title=layout.title,
        subtitle=layout.subtitle,
        layout=layout.id,
        counted=report.figures,
        sections=sections,
    )


@dataclass(frozen=True, slots=True)
class _Desk:
    """The report taken apart, to be put together again."""

    report: Report
    cells: QuarterCells
    layout: Layout
    show: Show

    @property
    def blocks(self) -> Iterator[Block]:
        return (block for section in self.report.sections for block in section.blocks)

    def find(self, id_: str) -> Figure | None:
        """Return a figure; where only one role answered, theirs stands for everybody's."""
        figures = {figure.id: figure for figure in self.report.figures}
        if id_ in figures or f".{ALL}." not in id_:
            return figures.get(id_)
        head, _, tail = id_.partition(f".{ALL}.")
        fitting = [
            figure
            for key, figure in figures.items()
            if key.startswith(f"{head}.") and key.split(".", 3)[3:] == [tail]
        ]
        return fitting[0] if len(fitting) == 1 and head.startswith("answers.") else None

    def table(self, id_: str) -> Table | None:
        """Return a table."""
        tables = (block for block in self.blocks if isinstance(block, Table))
        return next((table for table in tables if table.id == id_), None)

    def summary(self) -> Summary | None:
        """Return the three columns."""
        return next((block for block in self.blocks if isinstance(block, Summary)), None)

    def rated(self) -> tuple[Rated, ...]:
        """Return every indicator with its rating."""
        return rated(self.layout.indicators, self.find, self.layout)


def _section(desk: _Desk, section: LayoutSection, number: int) -> Section:
    intro = (Prose(section.intro),) if section.intro else ()
    blocks = [block for part in section.blocks for block in _PARTS[part.kind](desk, part)]
    kept = [block for at, block in enumerate(blocks) if not _alone(blocks, at)]
    return Section(
        section.id,
        section.heading,
        (*intro, *(kept or [Prose(words("layouts.nothing"))])),
        number,
    )


def _alone(blocks: list[Block], at: int) -> bool:
    """Return whether a block is a heading with nothing under it."""
    rest = blocks[at + 1 : at + 2]
    return isinstance(blocks[at], Subheading) and not (rest and not isinstance(rest[0], Subheading))


def _heading(desk: _Desk, part: LayoutPart) -> Iterator[Block]:
    yield Subheading(part.heading or "")


def _text(desk: _Desk, part: LayoutPart) -> Iterator[Block]:
    yield Prose(part.text or "")


def _facts(desk: _Desk, part: LayoutPart) -> Iterator[Block]:
    report = desk.report
    values = {
        "council": report.council,
        "scope": report.scope.name,
        "period": report.period.label,
        "audience": _up(label("audiences", report.policy.audience)),
    }
    rows = ((words(f"layouts.facts.{name}"), values[name]) for name in part.facts or ())
    yield Facts(tuple(rows))


def _whole_section(desk: _Desk, part: LayoutPart) -> Iterator[Block]:
    for section in desk.report.sections:
        if section.id == part.section:
            yield from section.blocks


def _table(desk: _Desk, part: LayoutPart) -> Iterator[Block]:
    found = desk.table(part.table or "")
    if found is not None:
        yield found


def _figures(desk: _Desk, part: LayoutPart) -> Iterator[Block]:
    found = _there(desk.find, part.figures or {})
    if found:
        yield Headlines(found)


def _quadrants(desk: _Desk, part: LayoutPart) -> Iterator[Block]:
    groups = (Group(each.heading, _there(desk.find, each.figures)) for each in part.quadrants or ())
    yield Quadrants(tuple(groups))


def _points(desk: _Desk, part: LayoutPart) -> Iterator[Block]:
    yield told(part.points or (), desk.find, desk.show)


def _indicators(desk: _Desk, part: LayoutPart) -> Iterator[Block]:
    yield as_points(desk.rated(), part.indicators or (), desk.show)


def _ratings(desk: _Desk, part: LayoutPart) -> Iterator[Block]:
    yield as_table("ratings", part.ratings or "", desk.rated(), words("layouts.aims"))


def _strand(desk: _Desk, part: LayoutPart) -> Iterator[Block]:
    summary = desk.summary()
    if summary is not None and part.strand is not None:
        column = summary.columns[list(Strand).index(part.strand)]
        yield Summary((replace(column, heading=words("layouts.wrote")),))


def _strands(desk: _Desk, part: LayoutPart) -> Iterator[Block]:
    summary = desk.summary()
    if summary is not None:
        yield summary


def _priorities(desk: _Desk, part: LayoutPart) -> Iterator[Block]:
    placed: set[str] = set()
    for priority in desk.layout.priorities:
        yield Subheading(priority.heading, priority.about)
        yield from _priority_ratings(desk, priority)
        themes = {each.id for each in desk.cells.themes if each.priority in priority.themes}
        placed |= themes
        yield from _themes(desk, themes, priority.heading)
    rest = {each.id for each in desk.cells.themes} - placed
    if found := list(_themes(desk, rest, words("layouts.other_themes"))):
        yield Subheading(words("layouts.other_themes"))
        yield from found


def _priority_ratings(desk: _Desk, priority: Priority) -> Iterator[Block]:
    chosen = [each for each in desk.layout.indicators if each.figure in priority.indicators]
    if chosen:
        caption = words("layouts.told_of", priority=priority.heading)
        yield as_table(
            f"ratings.{_id(priority.heading)}", caption, rated(chosen, desk.find, desk.layout)
        )


def _themes(desk: _Desk, themes: set[str], heading: str) -> Iterator[Block]:
    """Yield the rows of the table of themes that belong together, as that table prints them."""
    whole = desk.table("themes")
    wanted = {f"themes.{each}.{ALL}" for each in themes}
    rows = tuple(row for row in whole.rows if row.cells[0][0].id in wanted) if whole else ()
    if whole and rows:
        caption = words("layouts.themes_of", priority=heading)
        yield replace(whole, id=f"themes.{_id(heading)}", caption=caption, rows=rows)


def _there(find: Find, named: Mapping[str, str]) -> tuple[Figure, ...]:
    """Return the figures that this period has, by the names that the layout gives them."""
    found = ((find(id_), name) for id_, name in named.items())
    return tuple(replace(figure, label=name) for figure, name in found if figure is not None)


def _id(heading: str) -> str:
    return "".join(sign if sign.isalnum() else "_" for sign in heading.lower())


def _up(text: str) -> str:
    return text[:1].upper() + text[1:]


_PARTS: Mapping[str, Callable[[_Desk, LayoutPart], Iterator[Block]]] = MappingProxyType(
    {
        "heading": _heading,
        "text": _text,
        "facts": _facts,
        "section": _whole_section,
        "table": _table,
        "figures": _figures,
        "quadrants": _quadrants,
        "points": _points,
        "indicators": _indicators,
        "ratings": _ratings,
        "strand": _strand,
        "strands": _strands,
        "priorities": _priorities,
    }
)
