"""Counts what became of the comments on which two people differ, and whose reading held."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from services.insight.readings import Holds, apart, holds
from storage.queries.second_looks import Looks

_LONDON = ZoneInfo("Europe/London")


@dataclass(frozen=True, slots=True)
class Settled:
    """Comments that were settled, and whose reading held.

    Args:
        held: how many by whose.
    """

    held: Mapping[Holds, int]

    @property
    def n(self) -> int:
        """How many were settled."""
        return sum(self.held.values())

    @property
    def changed(self) -> int:
        """Of these, how many are coded otherwise than their first reader did."""
        return self.n - self.held.get(Holds.FIRST, 0)


@dataclass(frozen=True, slots=True)
class Moderated:
    """What became of comments that two people coded.

    Args:
        coded: that two people coded.
        differing: of these, on which they differ.
        settled: of these, that were settled.
        by_month: the same by the first day of the month in which they were last settled. Months
            with few stand together last, under None, so that none shows one person's decisions.
    """

    coded: int
    differing: int
    settled: Settled
    by_month: tuple[tuple[date | None, Settled], ...]


def moderated(found: Iterable[Looks], fewest: int) -> Moderated:
    """Count what became of comments; months go by the London clock.

    Args:
        fewest: settled comments from which on a month stands alone.
    """
    both = [one for one in found if one.first]
    differ = [one for one in both if apart(one)]
    months: dict[date, Counter[Holds]] = {}
    for one in differ:
        held = holds(one)
        if one.settled and held:
            month = one.settled.at.astimezone(_LONDON).date().replace(day=1)
            months.setdefault(month, Counter())[held] += 1
    return Moderated(
        coded=len(both),
        differing=len(differ),
        settled=Settled(sum(months.values(), Counter())),
        by_month=tuple(_by_month(months, fewest)),
    )


def _by_month(
    months: Mapping[date, Counter[Holds]], fewest: int
) -> Iterator[tuple[date | None, Settled]]:
    alone = sorted(months, key=lambda month: (months[month].total(), month))
    few: Counter[Holds] = Counter()
    # Too few together would be what is left of the sum, so the smallest month joins them.
    while alone and (months[alone[0]].total() < fewest or 0 < few.total() < fewest):
        few += months[alone.pop(0)]
    yield from ((month, Settled(months[month])) for month in sorted(alone))
    if few:
        yield None, Settled(few)
