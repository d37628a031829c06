"""Concerns raised: how urgent, how soon a person acknowledged them, how many still open."""

from __future__ import annotations

from collections.abc import Iterator

from reports.cells import ALL, Concerns, Handling
from reports.disclosure import Arc, line, people, square, withheld
from reports.figures import Figures
from reports.report import Block, Figure, Headlines, Prose, Table, TableRow
from reports.wording import in_order, label, words

_CLOSED = "closed"
"""Never printed, but anybody can subtract those still open from all."""


def raised(concerns: tuple[Concerns, ...], figures: Figures) -> Iterator[Block]:
    """Yield concerns by urgency and handling, and those still open."""
    if not concerns:
        yield Prose(words("empty.concerns"))
        return
    hidden = _withheld(concerns, figures.threshold)
    yield Headlines((all_raised(concerns, figures), _still_open(concerns, hidden, figures)))
    yield _table(concerns, hidden, figures)


def all_raised(concerns: tuple[Concerns, ...], figures: Figures) -> Figure:
    """Return the number of concerns raised."""
    hidden = _withheld(concerns, figures.threshold) if concerns else frozenset()
    total = _count(concerns, ALL, ALL)
    return figures.count(_id(ALL, ALL), words("glance.concerns"), total, hidden=hidden)


def _table(concerns: tuple[Concerns, ...], hidden: frozenset[str], figures: Figures) -> Table:
    rows = []
    for level in (*_levels(concerns), ALL):
        shown = words("rows.total") if level == ALL else label("levels", level)
        cells = []
        for handling in (*Handling, ALL):
            column = words("columns.total" if handling == ALL else f"columns.{handling}")
            value = _count(concerns, level, handling)
            cells.append(
                (figures.count(_id(level, handling), f"{shown}: {column}", value, hidden=hidden),)
            )
        rows.append(TableRow(shown, tuple(cells), total=level == ALL))
    columns = ("urgency", *Handling, "total")
    return Table(
        "concerns",
        words("tables.concerns"),
        tuple(words(f"columns.{column}") for column in columns),
        tuple(rows),
        words("notes.concerns"),
    )


def _still_open(concerns: tuple[Concerns, ...], hidden: frozenset[str], figures: Figures) -> Figure:
    value = sum(each.still_open for each in concerns)
    total = _count(concerns, ALL, ALL)
    rest = {"concerns.open": people(value), _CLOSED: people(total - value)}
    arcs = line(rest, people(total), _id(ALL, ALL))
    shared = hidden & {_id(ALL, ALL)}
    return figures.count(
        "concerns.open",
        words("figure.still_open"),
        value,
        hidden=withheld(arcs, figures.threshold, shared),
    )


def _withheld(concerns: tuple[Concerns, ...], threshold: int) -> frozenset[str]:
    return withheld(_arcs(concerns), threshold)


def _arcs(concerns: tuple[Concerns, ...]) -> tuple[Arc, ...]:
    levels = _levels(concerns)
    everything = _count(concerns, ALL, ALL)
    return square(
        cells={(lv, h): people(_count(concerns, lv, h)) for lv in levels for h in Handling},
        rows={level: people(_count(concerns, level, ALL)) for level in levels},
        columns={h: people(_count(concerns, ALL, h)) for h in Handling},
        grand=people(everything),
        bases=dict.fromkeys(Handling, everything),
        ids=lambda level, handling: _id(level or ALL, handling or ALL),
    )


def _levels(concerns: tuple[Concerns, ...]) -> list[str]:
    return in_order("levels", {each.level for each in concerns})


def _count(concerns: tuple[Concerns, ...], level: str, handling: str) -> int:
    return sum(
        each.count
        for each in concerns
        if level in {ALL, each.level} and handling in {ALL, each.handling}
    )


def _id(level: str, handling: str) -> str:
    return f"concerns.{level}.{handling}"
