"""Making figures: counts, shares and means, with what is withheld left empty."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass, replace

from reports.cells import Scope
from reports.periods import Period
from reports.report import Figure, Unit


@dataclass(frozen=True, slots=True)
class Figures:
    """Makes the figures of one report.

    Args:
        scope, period: put on every figure.
        threshold: suppression in force, 0 for none.
        machine: whether what is counted was found by machine.
    """

    scope: Scope
    period: Period
    threshold: int
    machine: bool = False

    def by_machine(self) -> Figures:
        """Return the same for figures that rest on the machine's suggestions."""
        return replace(self, machine=True)

    def count(
        self,
        id_: str,
        label: str,
        value: int,
        *,
        n: int | None = None,
        hidden: Container[str] = (),
    ) -> Figure:
        """Return a count, empty when its id is among the hidden.

        Args:
            id_, label: what it is.
            value: the count.
            n: the printed count it is a part of, if any.
            hidden: ids withheld.
        """
        gone = id_ in hidden
        return self._figure(id_, label, None if gone else value, n, Unit.COUNT, gone=gone)

    def share(self, count: Figure, of: Figure, least: float | None = None) -> Figure:
        """Return one count as a share of another, withheld when either is, empty of nothing.

        Args:
            count, of: the two counts.
            least: what the share reaches for certain, told in its place where it is withheld.
        """
        gone = count.suppressed or of.suppressed
        value = None
        if count.value is not None and of.value:
            value = round(count.value / of.value, 4)
        n = None if of.value is None else int(of.value)
        made = self._figure(f"{count.id}.share", count.label, value, n, Unit.SHARE, gone=gone)
        return replace(made, least=least) if gone else made

    def mean(self, id_: str, label: str, total: float, people: Figure) -> Figure:
        """Return a mean to one decimal, withheld when the number of people is."""
        value = round(total / people.value, 1) if people.value else None
        n = None if people.value is None else int(people.value)
        return self._figure(id_, label, value, n, Unit.MEAN, gone=people.suppressed)

    def measured(
        self, id_: str, label: str, value: float | None, comments: Figure, *, share: bool = False
    ) -> Figure:
        """Return a coefficient or share that was measured on comments, empty where it is None."""
        unit = Unit.SHARE if share else Unit.COEFFICIENT
        rounded = None if value is None else round(value, 4)
        n = None if comments.value is None else int(comments.value)
        return self._figure(id_, label, rounded, n, unit, gone=comments.suppressed)

    def _figure(
        self, id_: str, label: str, value: float | None, n: int | None, unit: Unit, *, gone: bool
    ) -> Figure:
        return Figure(
            id_,
            label,
            value,
            n,
            self.scope,
            self.period,
            unit,
            suppressed=gone,
            machine=self.machine,
        )
