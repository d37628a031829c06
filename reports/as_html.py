"""A report as one printable page that needs nothing else: no scripts, no remote files."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from jinja2 import Environment, PackageLoader, StrictUndefined

from reports.folding import folded
from reports.periods import day_label
from reports.report import Figure, Report, Unit
from reports.wording import label, words

WITHHELD = "[c]"
"""The government's shorthand for a confidential number in a table."""


def _nowhere(figure: Figure) -> str:
    return ""


def as_html(report: Report) -> bytes:
    """Return the report as UTF-8 HTML; everything in it is escaped by the template engine."""
    page = _ENVIRONMENT.get_template("report.html.jinja")
    last = report.period.after - timedelta(days=1)
    days = (day_label(report.period.first), day_label(last))
    return page.render(report=report, days=days, behind=_nowhere).encode()


def as_part_of_page(report: Report, behind: Callable[[Figure], str] = _nowhere) -> str:
    """Return contents and sections, escaped likewise, for a page that brings the styles.

    Args:
        report: the report.
        behind: returns the address of what stands behind a figure, empty for nothing.
    """
    part = _ENVIRONMENT.get_template("part.html.jinja")
    return part.render(report=folded(report), behind=behind)


def shown(figure: Figure) -> str:
    """Return a figure as people read it: thousands apart, whole percents, one or two decimals.

    A withheld share is its mark, or what it reaches for certain where that may be told.
    """
    if figure.suppressed and figure.least is not None:
        return words("figure.least", share=f"{figure.least:.0%}")
    if figure.suppressed:
        return WITHHELD
    if figure.value is None:
        return "–"
    return f"{figure.value:{_AS[figure.unit]}}"


_AS = {Unit.COUNT: ",.0f", Unit.SHARE: ".0%", Unit.MEAN: ",.1f", Unit.COEFFICIENT: ".2f"}


def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("reports"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["shown"] = shown
    made.globals.update(words=words, label=label, WITHHELD=WITHHELD)
    made.filters["template"] = lambda block: f"{type(block).__name__.lower()}.html.jinja"
    return made


_ENVIRONMENT = _environment()
