"""You said, we did: what was done and told, and whether it made a difference to those who spoke."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from reports import questions
from reports.cells import Part, QuarterCells
from reports.figures import Figures
from reports.report import Block, Figure, Headlines, Prose, Table
from reports.wording import words

_CHANGED = "answers.change"
_SHOWN = ("better", "bit_better")


def told_back(cells: QuarterCells, figures: Figures) -> Iterator[Block]:
    """Yield what the council set itself to do, did and told, then what those told say of it.

    Actions are no respondent's answers and are never suppressed; the answers are, as all are.
    """
    yield _actions(cells, figures)
    tables = list(questions.tables(cells, Part.TOLD_BACK, figures))
    changed = [each for each in tables if isinstance(each, Table) and each.id == _CHANGED]
    if not changed:
        yield Prose(words("actions.unasked"))
    yield from map(_whether, changed)
    yield from (each for each in tables if isinstance(each, Table))


def _actions(cells: QuarterCells, figures: Figures) -> Headlines:
    counts = {
        "raised": cells.actions.raised,
        "done": cells.actions.done,
        "not_possible": cells.actions.not_possible,
        "told": cells.actions.told,
    }
    return Headlines(
        tuple(
            figures.count(f"actions.{name}", words(f"actions.{name}", count=number), number)
            for name, number in counts.items()
            if number or name != "not_possible"
        )
    )


def _whether(table: Table) -> Headlines:
    """Return how many said that things are better, of all who answered: figures of the table."""
    counts = [row.cells[-1][0] for row in table.rows]
    shown = [_named(name, counts) for name in _SHOWN]
    everybody = replace(counts[-1], label=words("actions.answered"))
    return Headlines((*filter(None, shown), everybody))


def _named(code: str, counts: list[Figure]) -> Figure | None:
    found = next((each for each in counts if each.id.endswith(f".{code}")), None)
    return None if found is None else replace(found, label=words(f"actions.{code}"))
