"""The two doors of the study: cells to report, report to bytes; both by table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from reports.as_docx import as_docx
from reports.as_html import as_html, shown
from reports.as_json import as_json
from reports.cells import QuarterCells
from reports.folding import folded
from reports.laying_out import laid_out
from reports.layout import Layout
from reports.quarterly import quarterly
from reports.report import Format, Policy, Report, ReportKind

_KINDS: Mapping[ReportKind, Callable[[QuarterCells, Policy], Report]] = MappingProxyType(
    {ReportKind.QUARTERLY: quarterly}
)
_FORMATS: Mapping[Format, Callable[[Report], bytes]] = MappingProxyType(
    {Format.HTML: as_html, Format.JSON: as_json, Format.DOCX: as_docx}
)
_FOR_PEOPLE = frozenset({Format.HTML, Format.DOCX})


def build(
    kind: ReportKind, cells: QuarterCells, policy: Policy, layout: Layout | None = None
) -> Report:
    """Return a report as values, protected for its audience.

    Args:
        kind: which report.
        cells: plain counts.
        policy: whom it is for.
        layout: how it is laid out, None for Sayso's own order; the figures are the same.
    """
    report = _KINDS[kind](cells, policy)
    return laid_out(report, cells, layout, shown) if layout else report


def render(report: Report, form: Format) -> bytes:
    """Return the report as the bytes of a file; what people read leaves out what is withheld."""
    return _FORMATS[form](folded(report) if form in _FOR_PEOPLE else report)
