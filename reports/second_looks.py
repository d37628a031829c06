"""How far people and the machine agree: what a second look at a sample of comments found."""

from __future__ import annotations

from collections.abc import Iterator

from reports.agreed import Agreed, Beyond, SecondLooks
from reports.figures import Figures
from reports.layout_blocks import Point, Points
from reports.report import Block, Figure, Prose, Table, TableRow
from reports.wording import words

_RELY, _CAREFUL = 0.795, 0.665
"""Krippendorff (2004) relies on .80 and draws careful conclusions from .667 on, and wants the low
end of the interval above the latter; as two decimals print them."""

_COLUMNS = ("compared", "comments", "same", "kappa", "low", "high", "alpha")


def agreement(found: SecondLooks, figures: Figures) -> Iterator[Block]:
    """Yield how far people and the machine agree, in numbers and in words."""
    if not found.coded:
        yield Prose(words("agreement.none"))
        return
    yield Prose(words("agreement.how", drawn=found.drawn, coded=found.coded))
    rows = [(one, _figures(one, _of(one, figures))) for one in found.agreed]
    yield Table(
        "agreement",
        words("tables.agreement"),
        tuple(words(f"columns.{each}") for each in _COLUMNS),
        tuple(TableRow(cells[0].label, tuple((each,) for each in cells)) for one, cells in rows),
        words("notes.agreement", fewest=found.fewest),
    )
    told = [_told(one, one.kappa) for one, _ in rows if one.kappa]
    if told:
        yield Points(tuple(map(Point, told)))
    yield Prose(words("agreement.scale" if told else "agreement.few", fewest=found.fewest))


def _of(one: Agreed, figures: Figures) -> Figures:
    return figures.by_machine() if one.who == "machine" else figures


def _figures(one: Agreed, figures: Figures) -> tuple[Figure, ...]:
    label, kappa, alpha = words(f"{one.id}.row"), one.kappa, one.alpha
    comments = figures.count(f"{one.id}.comments", label, one.comments)
    given = {
        "kappa": kappa.value if kappa else None,
        "kappa.low": kappa.low if kappa else None,
        "kappa.high": kappa.high if kappa else None,
        "alpha": alpha.value if alpha else None,
    }
    same = one.same if kappa else None
    return (
        comments,
        figures.measured(f"{one.id}.same", label, same, comments, share=True),
        *(
            figures.measured(f"{one.id}.{name}", label, value, comments)
            for name, value in given.items()
        ),
    )


def _told(one: Agreed, kappa: Beyond) -> str:
    """Say in words what a row says."""
    return words(
        f"{one.id}.told",
        same=f"{one.same:.0%}",
        kappa=f"{kappa.value:.2f}",
        low=f"{kappa.low:.2f}",
        high=f"{kappa.high:.2f}",
        called=words(f"agreement.called.{kappa.called}"),
        advice=words(f"agreement.advice.{_advice(kappa)}"),
    )


def _advice(kappa: Beyond) -> str:
    if kappa.value < _CAREFUL:
        return "rough"
    return "rely" if kappa.value >= _RELY and kappa.low >= _CAREFUL else "careful"
