"""The quarterly report: how much, how well, is anyone better off, and what people said."""

from __future__ import annotations

from collections.abc import Iterable

from reports import activity, concern_figures, coverage, questions, told_back, voices
from reports.cells import Part, QuarterCells
from reports.figures import Figures
from reports.method import method, notices
from reports.report import Block, Headlines, Policy, Report, ReportKind, Section
from reports.wording import words

_MONTHS_OF_QUARTER = 3
_MONTHS_OF_YEAR = 12


def quarterly(cells: QuarterCells, policy: Policy) -> Report:
    """Assemble the report.

    Args:
        cells: plain counts of one scope and period; a month or a year is reported alike.
        policy: whom it is for, and so what is withheld.
    """
    figures = Figures(cells.scope, cells.period, policy.suppression)
    return Report(
        kind=ReportKind.QUARTERLY,
        title=_title(cells),
        council=cells.council,
        scope=cells.scope,
        period=cells.period,
        policy=policy,
        notices=notices(cells, policy),
        sections=tuple(_sections(cells, policy, figures)),
    )


def _sections(cells: QuarterCells, policy: Policy, figures: Figures) -> Iterable[Section]:
    yield _section("glance", [_glance(cells, figures)])
    yield _section(
        "how_much",
        [
            *activity.held(cells.meetings, figures),
            *activity.returns(cells.invitations, figures),
        ],
    )
    yield _section("not_heard", coverage.coverage(cells.coverage, cells.not_asked, figures))
    yield _section("how_well", questions.tables(cells, Part.HOW_WELL, figures))
    yield _section("better_off", questions.tables(cells, Part.BETTER_OFF, figures))
    yield _section("said", voices.said(cells, policy, figures))
    yield _section("concerns", concern_figures.raised(cells.concerns, figures))
    yield _section("actions", told_back.told_back(cells, figures))
    yield _section("method", method(cells, policy, figures))


def _section(id_: str, blocks: Iterable[Block]) -> Section:
    return Section(id_, words(f"sections.{id_}"), tuple(blocks))


def _glance(cells: QuarterCells, figures: Figures) -> Headlines:
    return Headlines(
        (
            activity.all_held(cells.meetings, figures),
            *activity.all_returned(cells.invitations, figures),
            voices.all_comments(cells, figures),
            concern_figures.all_raised(cells.concerns, figures),
        )
    )


def _title(cells: QuarterCells) -> str:
    named = {_MONTHS_OF_QUARTER: "title", _MONTHS_OF_YEAR: "period_titles.year"}
    return words(named.get(len(cells.period.months), "period_titles.month"))
