"""What stands behind a figure about comments: the quotes that it counts, saying no more than it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from reports.cells import ALL
from reports.quotes import Quote
from reports.report import Figure, Report
from reports.strands import SOMEONE

_THEMES = "themes"


@dataclass(frozen=True, slots=True)
class Evidence:
    """A figure about comments, and quotes that it counts.

    Args:
        figure: the number.
        whole: all comments that the report counts, None where that is withheld.
        quotes: usable ones; others that the figure counts may not be printed.
    """

    figure: Figure
    whole: Figure | None
    quotes: tuple[Quote, ...]


def rests_on_comments(figure: Figure) -> bool:
    """Return whether a figure counts comments of a theme, and is printed."""
    return _parts(figure.id) is not None and bool(figure.value)


def behind(figure_id: str, report: Report, quotes: Sequence[Quote]) -> Evidence | None:
    """Return what stands behind a figure, None where the report prints no such figure.

    A quote here says of its theme that somebody of its role spoke of it. So the role is named
    only where the report prints how many of that role did; a number withheld stays one that
    can be any.

    Args:
        figure_id: such as ``themes.timing.negative`` or ``themes.timing.all``.
        report: as it is shown to its audience.
        quotes: all usable ones of its scope and period.
    """
    figures = {figure.id: figure for figure in report.figures}
    figure, parts = figures.get(figure_id), _parts(figure_id)
    if figure is None or parts is None or not rests_on_comments(figure):
        return None
    theme, part = parts
    printed = {id_ for id_, each in figures.items() if each.value is not None}
    found = [
        quote if f"{_THEMES}.{theme}.{quote.role}" in printed else replace(quote, role=SOMEONE)
        for quote in (quotes if report.policy.quotes else ())
        if quote.confirmed and theme in quote.themes and part in {ALL, quote.feeling}
    ]
    return Evidence(figure, figures.get(f"{_THEMES}.{ALL}.{ALL}"), tuple(found))


def _parts(figure_id: str) -> tuple[str, str] | None:
    """Return the theme and the part that a figure counts, None for any other figure."""
    pieces = figure_id.split(".")
    counts = len(pieces) == len((_THEMES, ALL, ALL)) and pieces[0] == _THEMES
    return (pieces[1], pieces[2]) if counts and pieces[1] != ALL else None
