"""Working well, worried, needs to happen: the summary by Signs of Safety.

It prints no number that the table of themes does not print too, so that nothing withheld there
can be worked out here; "needs to happen" gives an order and no count of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from reports.breakdown import ThemeRow, by_role
from reports.cells import ALL, QuarterCells
from reports.figures import Figures
from reports.quotes import Quote, Strand
from reports.report import Figure, Policy, StrandColumn, Summary
from reports.wording import words

_SHOWN = 5
_QUOTES = 4
SOMEONE = "someone"
"""Speaks a quote whose speaker's role would point at few people."""
_FEELING = {Strand.WORKING_WELL: "positive", Strand.WORRIED: "negative"}


def summary(rows: Sequence[ThemeRow], cells: QuarterCells, policy: Policy) -> Summary:
    """Return the three columns.

    Args:
        rows: themes by feeling, as the table prints them.
        cells: for what people ask for, and quotes.
        policy: decides whether quotes are shown and how few people may be behind an item.
    """
    themes = [row for row in rows if row.theme != ALL]
    items = {strand: _felt(themes, feeling) for strand, feeling in _FEELING.items()}
    items[Strand.NEEDS_TO_HAPPEN] = _asked_for(themes, cells, policy)
    return Summary(
        tuple(
            StrandColumn(
                words(f"strands.{strand}.heading"),
                words(f"strands.{strand}.intro"),
                tuple(items[strand][:_SHOWN]),
                _quotes(strand, cells, policy),
                words(f"strands.{strand}.empty"),
            )
            for strand in Strand
        )
    )


def _felt(themes: list[ThemeRow], feeling: str) -> list[tuple[str, Figure]]:
    found = [(row.label, row.parts[feeling]) for row in themes if row.parts[feeling].value]
    return sorted(found, key=lambda item: -(item[1].value or 0))


def _asked_for(
    themes: list[ThemeRow], cells: QuarterCells, policy: Policy
) -> list[tuple[str, Figure]]:
    enough = {a.theme: a.comments for a in cells.asks if a.people >= max(1, policy.suppression)}
    found = [row for row in themes if row.theme in enough and not row.total.suppressed]
    found.sort(key=lambda row: -enough[row.theme])
    return [(row.label, row.total) for row in found]


def _quotes(strand: Strand, cells: QuarterCells, policy: Policy) -> tuple[Quote, ...]:
    """Return quotes that a person confirmed, for an audience that may see any."""
    if not policy.quotes:
        return ()
    chosen = [q for q in cells.quotes if q.confirmed and q.strand is strand][:_QUOTES]
    named = _named(cells, policy)
    return tuple(q if q.role in named else replace(q, role=SOMEONE) for q in chosen)


def _named(cells: QuarterCells, policy: Policy) -> frozenset[str]:
    """Return the roles that a quote may be put down to.

    A role whose comments are few, or withheld so that nobody can work out those of another, would
    say of a handful of people that one of them wrote these words.
    """
    roles = by_role(cells)
    if not policy.suppression:
        return frozenset(roles.parts)
    whole = roles.rows(Figures(cells.scope, cells.period, policy.suppression))[-1]
    return frozenset(role for role, figure in whole.parts.items() if figure.value)
