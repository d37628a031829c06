"""A report as one printable page that needs nothing else: no scripts, no remote files."""

from __future__ import annotations

from datetime import timedelta

from jinja2 import Environment, PackageLoader, StrictUndefined

from reports.folding import folded
from reports.periods import day_label
from reports.report import Figure, Headlines, Prose, Report, Summary, Table, Unit
from reports.wording import label, words

WITHHELD = "[c]"
"""The government's shorthand for a confidential number in a table."""


def as_html(report: Report) -> bytes:
    """Return the report as UTF-8 HTML; everything in it is escaped by the template engine."""
    page = _ENVIRONMENT.get_template("report.html.jinja")
    last = report.period.after - timedelta(days=1)
    days = (day_label(report.period.first), day_label(last))
    return page.render(report=report, days=days).encode()


def as_part_of_page(report: Report) -> str:
    """Return what stands under the title, escaped likewise, for a page that brings the styles."""
    return _ENVIRONMENT.get_template("sections.html.jinja").render(report=folded(report))


def shown(figure: Figure) -> str:
    """Return a figure as people read it: thousands apart, whole percents, one decimal."""
    if figure.suppressed:
        return WITHHELD
    if figure.value is None:
        return "–"
    if figure.unit is Unit.SHARE:
        return f"{figure.value:.0%}"
    return f"{figure.value:,.1f}" if figure.unit is Unit.MEAN else f"{figure.value:,.0f}"


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
    for kind in (Table, Summary, Headlines, Prose):
        made.tests[kind.__name__.lower()] = lambda block, kind=kind: isinstance(block, kind)
    return made


_ENVIRONMENT = _environment()
