"""Comments of each theme split one way, with what must be withheld left empty."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from reports.cells import ALL, NOT_SURE, QuarterCells
from reports.disclosure import Count, line, withheld
from reports.figures import Figures
from reports.report import Figure
from reports.wording import in_order, label, words

FEELINGS = ("positive", "neutral", "negative", NOT_SURE)
_NOTHING = Count(0, 0)


@dataclass(frozen=True, slots=True)
class ThemeRow:
    """A theme with its figures; the theme ALL is every comment.

    Args:
        theme: id, or ALL.
        label: as printed.
        total: comments on it.
        parts: comments by feeling or role.
    """

    theme: str
    label: str
    total: Figure
    parts: Mapping[str, Figure]


@dataclass(frozen=True, slots=True)
class Breakdown:
    """Comments of each theme, split one way.

    Args:
        counts: by theme and part, with ALL in either.
        parts: the parts in order.
        name: gives the label of a part.
        themes: ids and labels, the most spoken of first.
        dear: parts that readers need most; others are withheld before them.
    """

    counts: Mapping[tuple[str, str], Count]
    parts: tuple[str, ...]
    name: Callable[[str], str]
    themes: tuple[tuple[str, str], ...]
    dear: frozenset[str] = frozenset()

    def total(self, theme: str) -> Count:
        """Return the comments on a theme."""
        return self.counts.get((theme, ALL), _NOTHING)

    def rows(self, figures: Figures) -> list[ThemeRow]:
        """Return a row for each theme, and the row of all comments last.

        Themes whose total is withheld stand by name, so that their order tells nothing.
        """
        known = self._zeros_of_all(figures.threshold)
        rows = [self.row(*theme, known, figures) for theme in self.themes]
        printed = [row for row in rows if not row.total.suppressed]
        withheld_ones = [row for row in rows if row.total.suppressed]
        withheld_ones.sort(key=lambda row: row.label)
        return [
            *printed,
            *withheld_ones,
            self.row(ALL, words("rows.all_comments"), frozenset(), figures),
        ]

    def row(self, theme: str, shown: str, known: frozenset[str], figures: Figures) -> ThemeRow:
        """Return a row, of which the parts in ``known`` are zero and anybody can tell."""
        hidden = self._hidden(theme, known, figures.threshold)
        total = figures.count(_id(theme, ALL), shown, self.total(theme).value, hidden=hidden)
        n = None if total.value is None else int(total.value)
        parts = {
            part: figures.count(
                _id(theme, part), f"{shown}: {self.name(part)}", count.value, n=n, hidden=hidden
            )
            for part, count in self._parts(theme).items()
        }
        return ThemeRow(theme, shown, total, parts)

    def _parts(self, theme: str) -> dict[str, Count]:
        return {part: self.counts.get((theme, part), _NOTHING) for part in self.parts}

    def _hidden(self, theme: str, known: frozenset[str], threshold: int) -> frozenset[str]:
        cells = {_id(theme, part): count for part, count in self._parts(theme).items()}
        dear = {_id(theme, part) for part in self.dear}
        arcs = line(cells, self.total(theme), _id(theme, ALL), dear)
        return withheld(arcs, threshold, known={_id(theme, part) for part in known})

    def _zeros_of_all(self, threshold: int) -> frozenset[str]:
        """Where nobody at all said something, each theme's zero is known too."""
        hidden = self._hidden(ALL, frozenset(), threshold)
        return frozenset(
            part
            for part, count in self._parts(ALL).items()
            if not count.value and _id(ALL, part) not in hidden
        )


def by_feeling(cells: QuarterCells) -> Breakdown:
    """Return comments by theme and feeling."""
    counts = {(c.theme, c.sentiment): Count(c.comments, c.people) for c in cells.comments}
    return Breakdown(
        counts=counts,
        parts=FEELINGS,
        name=lambda part: words(f"columns.{part}"),
        themes=_themes(cells, counts),
        dear=frozenset({"positive", "negative"}),
    )


def by_role(cells: QuarterCells) -> Breakdown:
    """Return comments by theme and role."""
    totals = {
        (c.theme, ALL): Count(c.comments, c.people) for c in cells.comments if c.sentiment == ALL
    }
    roles = {(c.theme, c.role): Count(c.comments, c.people) for c in cells.comments_by_role}
    parts = tuple(in_order("roles", {role for _, role in roles}))
    return Breakdown(
        totals | roles, parts, lambda part: label("roles", part), _themes(cells, totals)
    )


def _themes(
    cells: QuarterCells, counts: Mapping[tuple[str, str], Count]
) -> tuple[tuple[str, str], ...]:
    """Return themes that were spoken of, with labels; those of older codebooks by their id."""
    known = {theme.id: theme.label for theme in cells.themes}
    older = sorted({theme for theme, _ in counts} - set(known) - {ALL})
    spoken = [id_ for id_ in (*known, *older) if counts.get((id_, ALL), _NOTHING).value]
    spoken.sort(key=lambda id_: -counts[id_, ALL].value)
    return tuple((id_, known.get(id_) or label("codes", id_)) for id_ in spoken)


def _id(theme: str, part: str) -> str:
    return f"themes.{theme}.{part}"
