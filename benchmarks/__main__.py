"""Runs every benchmark and prints a line for each figure: ``make bench``."""

from __future__ import annotations

from benchmarks import coding, likeness, reporting, screening

for figure in (*coding.figures(), *screening.figures(), *reporting.figures(), *likeness.figures()):
    print(figure)  # noqa: T201 - printing is what a benchmark is for
