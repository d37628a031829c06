"""Makes a report: what to count is read from words, counted, protected and rendered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from reports import build, render
from reports.cells import QuarterCells, Scope, ScopeLevel
from reports.periods import Period, PeriodFault, parse
from reports.report import Audience, Format, Policy, Report, ReportKind
from services.hall import Hall
from services.insight import layouts
from services.insight.files import whole_file
from services.insight.quarter import quarter
from services.refusal import Refused
from storage.queries.scopes import teams

_SHOWN = 12

KINDS = tuple(kind.value for kind in ReportKind)
FORMATS = tuple(form.value for form in Format)
LAYOUTS = (layouts.STANDARD, *layouts.names())
AUDIENCES: Mapping[str, Audience] = MappingProxyType(
    {
        **{audience.value: audience for audience in Audience},
        "officer": Audience.RESPONSE_READERS,
        "qa": Audience.LEADERSHIP,
        "leader": Audience.LEADERSHIP,
    }
)
"""Audiences by name, and the staff roles that belong to them."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which report, in the words of the person who wants it.

    Args:
        kind: one of ``KINDS``.
        period: such as ``2026-Q2``.
        scope: ``authority``, ``area:NAME`` or ``team:NAME``.
        audience: one of ``AUDIENCES``; decides suppression and quotes.
        layout: a layout's name or file, empty for the council's own.
    """

    kind: str
    period: str
    scope: str
    audience: str
    layout: str = ""


def make_report(hall: Hall, wanted: Wanted, *, quotes: bool = True) -> Report:
    """Return a report as values.

    Args:
        hall: the deployment.
        wanted: which report.
        quotes: whether it may quote, to an audience that may read quotes at all.

    Raises:
        Refused: there is no such period, scope or layout.
    """
    layout = layouts.find(wanted.layout or hall.council.report_layout, hall.models.codebook)
    cells, policy = counted(hall, wanted, quotes=quotes)
    return build(ReportKind(wanted.kind), cells, policy, layout)


def counted(hall: Hall, wanted: Wanted, *, quotes: bool) -> tuple[QuarterCells, Policy]:
    """Return what a report is built from, and by which policy; raises as ``make_report`` does."""
    policy = Policy(AUDIENCES[wanted.audience], hall.council.thresholds.smallest_cell)
    when = _period(wanted.period)
    with hall.sessions.reading() as session:
        whose = _scope(wanted.scope, hall.council.name, teams(session))
        cells = quarter(session, hall, whose, when, quoted=quotes and policy.quotes)
    return cells, policy


def write_report(hall: Hall, wanted: Wanted, form: str, file: Path) -> Report:
    """Write a report to a file, whole or not at all, and return it.

    Args:
        hall: the deployment.
        wanted: which report.
        form: one of ``FORMATS``.
        file: where to; one that is there is replaced.

    Raises:
        Refused: there is no such period, scope or folder.
    """
    report = make_report(hall, wanted)
    rendered = render(report, Format(form))
    with whole_file(file) as draft:
        draft.write(rendered)
    return report


def _period(text: str) -> Period:
    try:
        return parse(text)
    except PeriodFault as fault:
        raise Refused(str(fault)) from None


def _scope(text: str, authority: str, known: Iterable[tuple[str, str]]) -> Scope:
    if text.strip().lower() == "authority":
        return Scope(ScopeLevel.AUTHORITY, authority)
    level, colon, name = text.partition(":")
    names = {
        "area": sorted({area for _, area in known}),
        "team": [team for team, _ in known],
    }
    if not colon or level not in names:
        raise Refused(f"'{text[:40]}' is not a scope; write authority, area:NAME or team:NAME.")
    found = next((each for each in names[level] if _same(each, name)), None)
    if found is None:
        raise Refused(f"There is no {level} '{name[:60]}'. {_there(names[level])}")
    return Scope(_LEVELS[level], found)


_LEVELS = {"area": ScopeLevel.SERVICE_AREA, "team": ScopeLevel.TEAM}


def _same(one: str, other: str) -> bool:
    return one.strip().casefold() == other.strip().casefold()


def _there(names: list[str]) -> str:
    if not names:
        return "None is known yet; import meetings first."
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return f"There are {', '.join(names[:_SHOWN])}{more}."
