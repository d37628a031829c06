"""Disclosure control: which cells of a table are withheld so that nobody can be made out.

A table is seen as a circulation: every cell is an arc, and "the parts add up to the total" is
what flows in equals what flows out. A withheld cell is safe when it can still take every value
that the mark on it allows, given all that is printed; that is a question of flow, and exact for
tables of one and two dimensions with totals.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

Node = tuple[str, str]
Place = Literal["inner", "margin", "grand"]

_COST: Mapping[Place, int] = {"inner": 0, "margin": 2, "grand": 3}
_ZERO_COST = 1


@dataclass(frozen=True, slots=True)
class Count:
    """What a cell holds: the number printed, and the distinct people behind it."""

    value: int
    people: int


def people(count: int) -> Count:
    """Return the count of a cell that counts people themselves."""
    return Count(count, count)


@dataclass(frozen=True, slots=True)
class Arc:
    """A cell of a table as an arc of the circulation.

    Args:
        id: unique in the table.
        tail, head: the sums it is part of.
        count: what it holds.
        base: people among whom it was counted; a zero of few people tells about each of them.
        place: inner cells are withheld before totals.
        dear: whether readers need it more than its neighbours; others are withheld before it.
    """

    id: str
    tail: Node
    head: Node
    count: Count
    base: int
    place: Place = "inner"
    dear: bool = False


def line(
    cells: Mapping[str, Count], total: Count, total_id: str, dear: Container[str] = ()
) -> tuple[Arc, ...]:
    """Return the arcs of a row whose cells add up to its total; ``dear`` are ids of cells."""
    begin, end = ("line", "begin"), ("line", "end")
    inner = (
        Arc(id_, begin, end, count, total.people, dear=id_ in dear) for id_, count in cells.items()
    )
    return (*inner, Arc(total_id, end, begin, total, total.people, "grand"))


def square(
    cells: Mapping[tuple[str, str], Count],
    rows: Mapping[str, Count],
    columns: Mapping[str, Count],
    grand: Count,
    bases: Mapping[str, int],
    ids: Callable[[str | None, str | None], str],
    dear: Container[str] = (),
) -> tuple[Arc, ...]:
    """Return the arcs of a table with totals on both sides.

    Args:
        cells: by row and column.
        rows, columns: the totals.
        grand: the total of totals.
        bases: for each column, the people among whom its cells were counted.
        ids: called with row and column, None standing for a total.
        dear: ids of row totals that readers need most.
    """
    by_row, by_column = ("total", "rows"), ("total", "columns")
    inner = (
        Arc(ids(row, column), ("row", row), ("column", column), count, bases[column])
        for (row, column), count in cells.items()
    )
    row_totals = (
        Arc(id_, by_row, ("row", row), count, grand.people, "margin", dear=id_ in dear)
        for row, count in rows.items()
        for id_ in (ids(row, None),)
    )
    column_totals = (
        Arc(ids(None, column), ("column", column), by_column, count, bases[column], "margin")
        for column, count in columns.items()
    )
    whole = Arc(ids(None, None), by_column, by_row, grand, grand.people, "grand")
    return (*inner, *row_totals, *column_totals, whole)


def unsafe(count: Count, base: int, threshold: int) -> bool:
    """Return whether a count may not be printed by itself.

    One to below ``threshold`` people may not, nor may zero among fewer than twice as many.
    """
    return 0 < count.people < threshold or (count.people == 0 and base < 2 * threshold)


def withheld(
    arcs: Sequence[Arc], threshold: int, hidden: Iterable[str] = (), known: Iterable[str] = ()
) -> frozenset[str]:
    """Return the ids of the cells to withhold.

    Args:
        arcs: the whole table, totals included.
        threshold: people below which a count is unsafe; nothing is withheld when it is 0.
        hidden: ids already withheld elsewhere, which must stay so here.
        known: ids that anybody can tell, such as zeros under a printed zero; never withheld,
            and of no use as a cover.
    """
    if threshold < 1:
        return frozenset(hidden)
    open_to_all = frozenset(known)
    primary = _primary(arcs, threshold, open_to_all)
    table = _Table(arcs, primary, threshold)
    chosen = table.covered(primary | frozenset(hidden), open_to_all)
    return table.pruned(chosen, primary | frozenset(hidden))


def leaves_open(
    arcs: Sequence[Arc],
    threshold: int,
    hidden: frozenset[str],
    least: Mapping[str, int],
    known: Iterable[str] = (),
) -> bool:
    """Return whether withheld cells stay safe when it is told what some of them reach.

    Args:
        arcs, threshold, known: as for ``withheld``.
        hidden: what that returned.
        least: by id, a number that a withheld cell is said to reach.
    """
    primary = _primary(arcs, threshold, frozenset(known))
    return _Table(arcs, primary, threshold, least).holds(hidden)


def _primary(arcs: Sequence[Arc], threshold: int, known: frozenset[str]) -> frozenset[str]:
    there = (arc for arc in arcs if arc.id not in known)
    return frozenset(arc.id for arc in there if unsafe(arc.count, arc.base, threshold))


@dataclass(frozen=True, slots=True)
class _Table:
    """One table under examination; ``least`` is what withheld cells are known to reach."""

    arcs: Sequence[Arc]
    primary: frozenset[str]
    threshold: int
    least: Mapping[str, int] = field(default_factory=dict)

    def holds(self, hidden: frozenset[str]) -> bool:
        """Return whether every withheld cell is safe."""
        return self._exposed(hidden) is None

    def covered(self, hidden: frozenset[str], known: frozenset[str]) -> frozenset[str]:
        """Withhold more cells, the cheapest first, until each withheld one is safe."""
        while (exposed := self._exposed(hidden)) is not None:
            cover = self._cover(exposed, hidden, known)
            if cover is None:
                break
            hidden |= {cover.id}
        return hidden

    def pruned(self, hidden: frozenset[str], fixed: frozenset[str]) -> frozenset[str]:
        """Print again whatever turns out not to be needed, totals and great cells first."""
        spare = [arc for arc in self.arcs if arc.id in hidden - fixed]
        for arc in sorted(spare, key=_cost, reverse=True):
            hidden = self._without(arc, hidden, fixed) or hidden
        return hidden

    def _without(
        self, arc: Arc, hidden: frozenset[str], fixed: frozenset[str]
    ) -> frozenset[str] | None:
        """Print a cell again, and those that it alone covered; None when a fixed one needs it."""
        fewer = hidden - {arc.id}
        while (exposed := self._exposed(fewer)) is not None:
            if exposed.id in fixed:
                return None
            fewer -= {exposed.id}
        return fewer

    def _exposed(self, hidden: frozenset[str]) -> Arc | None:
        return next(
            (arc for arc in self.arcs if arc.id in hidden and not self._safe(arc, hidden)), None
        )

    def _safe(self, arc: Arc, hidden: frozenset[str]) -> bool:
        """Tell whether the printed cells leave open all that the mark on this one allows."""
        value = arc.count.value
        if arc.id not in self.primary:
            return bool(self._room(arc, hidden, 1, up=True) or self._room(arc, hidden, 1, up=False))
        upwards, downwards = max(0, self.threshold - value), max(0, value - 1)
        return (
            self._room(arc, hidden, upwards, up=True) >= upwards
            and self._room(arc, hidden, downwards, up=False) >= downwards
        )

    def _room(self, arc: Arc, hidden: frozenset[str], wanted: int, *, up: bool) -> int:
        """Return by how much the cell could be greater (or less), counting up to ``wanted``."""
        others = [other for other in self.arcs if other.id in hidden and other.id != arc.id]
        values = {other.id: other.count.value for other in others}
        begin, end = (arc.head, arc.tail) if up else (arc.tail, arc.head)
        found = 0
        below = arc.count.value - self.least.get(arc.id, 0)
        while found < min(wanted, wanted if up else below):
            path = _path(others, values, begin, end, self.least)
            if path is None:
                break
            for id_, step in path:
                values[id_] += step
            found += 1
        return found

    def _cover(self, exposed: Arc, hidden: frozenset[str], known: frozenset[str]) -> Arc | None:
        """Return the cheapest printed cell, of equals one that shares a sum with the exposed.

        A dear one comes after its neighbours, whatever sums they are part of.

        None when everything is withheld already, as in a row that has a total and no parts.
        """
        ends = {exposed.tail, exposed.head}

        def cost(arc: Arc) -> tuple[int, bool, bool, int]:
            place, dear, value = _cost(arc)
            return place, dear, not ends & {arc.tail, arc.head}, value

        printed = (arc for arc in self.arcs if arc.id not in hidden | known)
        return min(printed, key=cost, default=None)


def _cost(arc: Arc) -> tuple[int, bool, int]:
    nothing = _ZERO_COST if arc.count.value == 0 else 0
    return _COST[arc.place] + nothing, arc.dear, arc.count.value


def _path(
    arcs: Sequence[Arc],
    values: Mapping[str, int],
    begin: Node,
    end: Node,
    least: Mapping[str, int],
) -> list[tuple[str, int]] | None:
    """Return a way to shift one from cell to cell, as changes of cells, or None.

    A cell can always be greater by one, and less by one when it is above what it must reach.
    """
    steps: dict[Node, list[tuple[Node, str, int]]] = {}
    for arc in arcs:
        steps.setdefault(arc.tail, []).append((arc.head, arc.id, 1))
        if values[arc.id] > least.get(arc.id, 0):
            steps.setdefault(arc.head, []).append((arc.tail, arc.id, -1))
    came: dict[Node, tuple[Node, str, int]] = {}
    waiting = deque([begin])
    while waiting:
        node = waiting.popleft()
        if node == end:
            return _walked(came, begin, end)
        for to, id_, change in steps.get(node, ()):
            if to != begin and to not in came:
                came[to] = (node, id_, change)
                waiting.append(to)
    return None


def _walked(
    came: Mapping[Node, tuple[Node, str, int]], begin: Node, end: Node
) -> list[tuple[str, int]]:
    path: list[tuple[str, int]] = []
    node = end
    while node != begin:
        node, id_, change = came[node]
        path.append((id_, change))
    return path
