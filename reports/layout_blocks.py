"""Blocks that only a layout brings: points in words, ratings, key figures in groups."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from reports.figure import Figure


class Rating(StrEnum):
    """Where a figure stands against its thresholds."""

    GOOD = "good"
    FAIR = "fair"
    POOR = "poor"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Point:
    """A sentence with the figures that stand in it."""

    text: str
    figures: tuple[Figure, ...] = ()


@dataclass(frozen=True, slots=True)
class Points:
    """Sentences one below the other; ``empty`` is said where there are none."""

    points: tuple[Point, ...]
    empty: str = ""

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Its figures in order."""
        return tuple(figure for point in self.points for figure in point.figures)


@dataclass(frozen=True, slots=True)
class Rated:
    """A figure held against its thresholds.

    Args:
        name: what is rated.
        figure: None where nobody was asked or answered in this period.
        base: among how many it was counted, in words; empty where that is not told.
        target: what is aimed for, in words.
        rating, word: where it stands, and what this layout calls that.
    """

    name: str
    figure: Figure | None
    base: str
    target: str
    rating: Rating
    word: str


@dataclass(frozen=True, slots=True)
class Ratings:
    """A table of rated figures."""

    id: str
    caption: str
    columns: tuple[str, ...]
    rows: tuple[Rated, ...]
    note: str = ""

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Its figures in order."""
        return tuple(row.figure for row in self.rows if row.figure is not None)


@dataclass(frozen=True, slots=True)
class Group:
    """A few key figures under a heading."""

    heading: str
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Quadrants:
    """Groups of key figures, two by two."""

    groups: tuple[Group, ...]

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Its figures in order."""
        return tuple(figure for group in self.groups for figure in group.figures)


@dataclass(frozen=True, slots=True)
class Facts:
    """What a form says at its head, such as the area of service and the period."""

    rows: tuple[tuple[str, str], ...]

    @property
    def figures(self) -> tuple[Figure, ...]:
        """None."""
        return ()


@dataclass(frozen=True, slots=True)
class Subheading:
    """A heading below that of the section."""

    text: str
    intro: str = ""

    @property
    def figures(self) -> tuple[Figure, ...]:
        """None."""
        return ()


LayoutBlock = Points | Ratings | Quadrants | Facts | Subheading
