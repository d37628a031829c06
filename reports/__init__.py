"""From counted cells to a report: periods, disclosure control, assembly and rendering."""

from reports.build import build, render
from reports.cells import QuarterCells
from reports.report import Audience, Figure, Format, Policy, Report, ReportKind

__all__ = [
    "Audience",
    "Figure",
    "Format",
    "Policy",
    "QuarterCells",
    "Report",
    "ReportKind",
    "build",
    "render",
]
