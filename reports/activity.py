"""How much was done: meetings held, invitations sent, answers returned."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from reports.cells import Invitations, MeetingsHeld
from reports.figures import Figures
from reports.periods import month_label
from reports.report import Block, Figure, Prose, Table, TableRow
from reports.wording import in_order, label, words

_FEW = 2


def held(meetings: tuple[MeetingsHeld, ...], figures: Figures) -> Iterator[Block]:
    """Yield meetings held by kind and month and, where there are several teams, by team."""
    if not meetings:
        yield Prose(words("empty.meetings"))
        return
    yield _by_kind(meetings, figures)
    teams = sorted({each.team for each in meetings})
    if len(teams) >= _FEW:
        yield _by_team(meetings, teams, figures)


def all_held(meetings: Iterable[MeetingsHeld], figures: Figures) -> Figure:
    """Return the number of meetings held."""
    return figures.count("meetings", words("glance.meetings"), sum(m.held for m in meetings))


def returns(invitations: tuple[Invitations, ...], figures: Figures) -> Iterator[Block]:
    """Yield invitations sent and returned by month, and by role."""
    if not invitations:
        yield Prose(words("empty.invitations"))
        return
    months = [(month, month_label(month)) for month in figures.period.months]
    yield _returns("returns_by_month", "month", months, invitations, figures)
    roles = [
        (role, label("roles", role)) for role in in_order("roles", {i.role for i in invitations})
    ]
    yield _returns("returns_by_role", "role", roles, invitations, figures)


def all_returned(
    invitations: Iterable[Invitations], figures: Figures
) -> tuple[Figure, Figure, Figure]:
    """Return the invitations sent, those returned by the person, and the rate."""
    sent, returned, _, rate = _return_figures("all", "", invitations, figures)
    named = zip((sent, returned, rate), ("sent", "returned", "rate"), strict=True)
    first, second, third = (replace(each, label=words(f"glance.{name}")) for each, name in named)
    return first, second, third


def _by_kind(meetings: tuple[MeetingsHeld, ...], figures: Figures) -> Table:
    months = figures.period.months

    def row(kind: str, header: str, chosen: list[MeetingsHeld], *, total: bool) -> TableRow:
        counts = [
            figures.count(
                f"meetings.{kind}.{month}",
                f"{header}, {month_label(month)}",
                sum(m.held for m in chosen if m.month == month),
            )
            for month in months
        ]
        whole = all_held(chosen, figures)
        if not total:
            whole = figures.count(f"meetings.{kind}", header, sum(m.held for m in chosen))
        return TableRow(header, tuple((figure,) for figure in (*counts, whole)), total)

    kinds = in_order("kinds", {m.kind for m in meetings})
    rows = [
        row(kind, label("kinds", kind), [m for m in meetings if m.kind == kind], total=False)
        for kind in kinds
    ]
    rows.append(row("all", words("rows.total"), list(meetings), total=True))
    return Table(
        "meetings_by_kind",
        words("tables.meetings_by_kind"),
        (words("columns.kind"), *map(month_label, months), words("columns.total")),
        tuple(rows),
    )


def _by_team(meetings: tuple[MeetingsHeld, ...], teams: list[str], figures: Figures) -> Table:
    rows = []
    for team in teams:
        count = sum(m.held for m in meetings if m.team == team)
        rows.append(TableRow(team, ((figures.count(f"meetings.team.{team}", team, count),),)))
    rows.append(TableRow(words("rows.total"), ((all_held(meetings, figures),),), total=True))
    return Table(
        "meetings_by_team",
        words("tables.meetings_by_team"),
        (words("columns.team"), words("columns.held")),
        tuple(rows),
    )


def _returns(
    id_: str,
    dimension: str,
    values: list[tuple[str, str]],
    invitations: tuple[Invitations, ...],
    figures: Figures,
) -> Table:
    rows = []
    for value, header in values:
        chosen = [each for each in invitations if _DIMENSIONS[dimension](each) == value]
        cells = _return_figures(value, header, chosen, figures)
        rows.append(TableRow(header, tuple((cell,) for cell in cells)))
    total = _return_figures("all", words("rows.total"), invitations, figures)
    rows.append(TableRow(words("rows.total"), tuple((cell,) for cell in total), total=True))
    columns = (dimension, "sent", "returned", "by_staff", "rate")
    return Table(
        id_,
        words(f"tables.{id_}"),
        tuple(words(f"columns.{column}") for column in columns),
        tuple(rows),
        words("notes.returns"),
    )


_DIMENSIONS: dict[str, Callable[[Invitations], str]] = {
    "month": lambda each: each.month,
    "role": lambda each: each.role,
}


def _return_figures(
    value: str, header: str, invitations: Iterable[Invitations], figures: Figures
) -> tuple[Figure, Figure, Figure, Figure]:
    rows = list(invitations)

    def count(what: str, number: int, n: int | None = None) -> Figure:
        name = f"{header}: {words(f'columns.{what}')}"
        return figures.count(f"returns.{value}.{what}", name, number, n=n)

    sent = count("sent", sum(row.sent for row in rows))
    returned = count("returned", sum(row.returned for row in rows), int(sent.value or 0))
    by_staff = count("by_staff", sum(row.by_staff for row in rows), int(sent.value or 0))
    return sent, returned, by_staff, figures.share(returned, sent)
