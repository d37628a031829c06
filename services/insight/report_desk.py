"""Reports as staff make them on a page: of their own scope, for audiences of their role, traced."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from zoneinfo import ZoneInfo

from analysis import Codebook
from reports import render
from reports.as_html import as_part_of_page
from reports.evidence import rests_on_comments
from reports.periods import Period, parse
from reports.report import Audience, Format, Report, ReportKind, Table
from reports.wording import label
from services.hall import Actor, Hall
from services.insight import layouts
from services.insight.reading_room import NotYours
from services.insight.reporting import LAYOUTS, Wanted, make_report
from services.staff import scopes
from services.staff.audit import Deed, note
from services.staff.home import last_quarter
from storage.kinds import StaffRole

__all__ = ["NotYours", "Offer", "Shown", "Wanted", "download", "offer", "show"]

QUARTERLY = ReportKind.QUARTERLY.value
_LONDON = ZoneInfo("Europe/London")
_FIGURES_ALONE = (Audience.LEADERSHIP, Audience.BOARD, Audience.SCRUTINY)
AUDIENCES: Mapping[StaffRole, tuple[Audience, ...]] = MappingProxyType(
    {
        StaffRole.OFFICER: (*_FIGURES_ALONE, Audience.RESPONSE_READERS),
        StaffRole.QA: _FIGURES_ALONE,
        StaffRole.LEADER: _FIGURES_ALONE,
        StaffRole.MANAGER: (Audience.LEADERSHIP,),
    }
)
"""For whom each role makes reports; only officers may read the responses behind small numbers."""

_UNQUOTED = frozenset({StaffRole.MANAGER})
"""Roles that could know their own people by their words, and so get figures without quotes."""

_QUARTERS, _YEARS = 8, 2


@dataclass(frozen=True, slots=True)
class Offer:
    """What somebody may choose from, each as its code and its label, the likeliest first.

    Periods stand the newest first; ``usual`` is the quarter that ended last.
    """

    usual: str
    periods: tuple[tuple[str, str], ...]
    scopes: tuple[tuple[str, str], ...]
    audiences: tuple[tuple[str, str], ...]
    layouts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """A report for a page.

    Args:
        title: what it is called.
        whose: the scope, as people read it.
        period: likewise.
        body: everything under the title, as HTML in which all words are escaped.
        themes: printed themes by id and label, to start an action from.
    """

    title: str
    whose: str
    period: str
    body: str
    themes: tuple[tuple[str, str], ...]


def offer(hall: Hall, actor: Actor) -> Offer:
    """Return the periods, scopes and audiences that somebody may ask for."""
    newest = last_quarter(hall.clock().astimezone(_LONDON).date())
    running, *ended = _periods(newest)
    own = scopes.own(hall, actor)
    return Offer(
        usual=newest.code,
        periods=(
            (running.code, f"{running.label}, so far"),
            *((each.code, each.label) for each in ended),
        ),
        scopes=tuple((scopes.written(each), scopes.label(each)) for each in own),
        audiences=tuple((each.value, _first_up(label("audiences", each))) for each in _for(actor)),
        layouts=layouts.offered(hall.models.codebook, hall.council.report_layout),
    )


def show(
    hall: Hall, actor: Actor, wanted: Wanted, way: Callable[[str], str] = lambda figure_id: ""
) -> Shown:
    """Make a report for a page and leave a trace of it.

    Args:
        way: returns the address of what stands behind a figure about comments, by its id.

    Raises:
        NotYours: the scope or the audience is not theirs.
        Refused: there is no such period.
    """
    made = _made(hall, actor, wanted)
    return Shown(
        title=made.title,
        whose=made.scope.name,
        period=made.period.label,
        body=as_part_of_page(
            made, lambda figure: way(figure.id) if rests_on_comments(figure) else ""
        ),
        themes=_themes(made, hall.models.codebook),
    )


def download(hall: Hall, actor: Actor, wanted: Wanted, form: str) -> tuple[str, bytes]:
    """Make a report as a file and leave a trace of it; return the file's name and its bytes.

    Args:
        form: a value of ``Format``.

    Raises:
        NotYours: the scope, the audience or the form is not there for them.
        Refused: there is no such period.
    """
    if form not in list(Format):
        raise NotYours
    made = _made(hall, actor, wanted)
    name = re.sub(r"[^a-z0-9]+", "-", made.scope.name.lower()).strip("-")[:40] or "report"
    return f"report-{made.period.code}-{name}.{form}", render(made, Format(form))


def _made(hall: Hall, actor: Actor, wanted: Wanted) -> Report:
    require_own(hall, actor, wanted)
    made = make_report(hall, wanted, quotes=quoted_to(actor))
    with hall.sessions.writing() as session:
        note(session, actor, Deed.REPORT_MADE, hall.clock())
    return made


def require_own(hall: Hall, actor: Actor, wanted: Wanted) -> None:
    """Raise NotYours unless scope and audience are among those that somebody may ask for."""
    if wanted.layout and wanted.layout not in LAYOUTS:
        raise NotYours
    own = {scopes.written(each) for each in scopes.own(hall, actor)}
    if wanted.scope not in own or wanted.audience not in _for(actor):
        raise NotYours


def quoted_to(actor: Actor) -> bool:
    """Return whether somebody may see quotes at all."""
    return actor.role not in _UNQUOTED


def _for(actor: Actor) -> tuple[Audience, ...]:
    return AUDIENCES.get(actor.role, ()) if actor.role else ()


def _periods(newest: Period) -> tuple[Period, ...]:
    """Return the newest ended quarter and those before it, then the one that runs, then years."""
    year, quarter = int(newest.code[:4]), int(newest.code[-1])
    last = year * 4 + quarter - 1
    quarters = [parse(f"{at // 4}-Q{at % 4 + 1}") for at in range(last, last - _QUARTERS, -1)]
    running = parse(f"{(last + 1) // 4}-Q{(last + 1) % 4 + 1}")
    years = [parse(str(each)) for each in range(year, year - _YEARS, -1)]
    months = [parse(month) for each in quarters[: _QUARTERS // 4] for month in each.months[::-1]]
    return (running, *quarters, *months, *years)


def _themes(made: Report, codebook: Codebook) -> tuple[tuple[str, str], ...]:
    blocks = [block for section in made.sections for block in section.blocks]
    printed = {
        figure.id
        for block in blocks
        if isinstance(block, Table) and block.id == "themes"
        for figure in block.figures
        if not figure.suppressed
    }
    themes = ((theme.id, theme.label) for theme in codebook.theme)
    return tuple((id_, said) for id_, said in themes if f"themes.{id_}.all" in printed)


def _first_up(text: str) -> str:
    return text[:1].upper() + text[1:]
