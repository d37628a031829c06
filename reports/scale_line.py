"""Where each voice stands on a drawn line from 0 to 10: a lane each, so that no label hides one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reports.side_by_side import Said, gap, sentence

LEFT, RIGHT, TOP = 16, 344, 24
"""Edges of the line, and the middle of the first lane, in the units of the drawing."""

LANE, FOOT, WIDTH = 30, 40, 360
_TEN = 10
_MIDDLE = 5

SHAPES = {
    "child": "circle",
    "young_person": "circle",
    "parent": "square",
    "family_member": "square",
    "carer": "diamond",
    "partner": "triangle",
    "staff": "triangle",
    "chair": "star",
}
"""The mark of each role, so that nothing hangs on colour alone."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A voice on the line.

    Args:
        x, y: middle of its mark.
        shape: one of ``SHAPES``.
        before: whether the label stands left of the mark, where there is more room.
    """

    said: Said
    x: float
    y: float
    shape: str
    before: bool

    @property
    def label(self) -> str:
        """What stands beside the mark."""
        return f"{self.said.voice.heading}, {self.said.number:g}"


@dataclass(frozen=True, slots=True)
class Drawing:
    """Everything a line needs to be drawn.

    Args:
        marks: from the first voice down.
        ticks: the numbers 0 to 10, each with its place.
        band: left edge and width of the gap between the farthest two, None for no gap.
        base: height at which the line itself lies.
        height: of the whole drawing, which is ``WIDTH`` wide.
        sentence: the gap in words.
    """

    marks: tuple[Mark, ...]
    ticks: tuple[tuple[int, float], ...]
    band: tuple[float, float] | None
    base: int
    height: int
    sentence: str
    width: int = WIDTH


def drawing(said: Sequence[Said]) -> Drawing:
    """Place everybody who gave a number from 0 to 10."""
    marks = tuple(
        Mark(
            each,
            place(each.number),
            TOP + LANE * lane,
            SHAPES[each.voice.role],
            each.number > _MIDDLE,
        )
        for lane, each in enumerate(said)
    )
    base = TOP + LANE * len(said) - LANE // 3
    return Drawing(
        marks=marks,
        ticks=tuple((number, place(number)) for number in range(_TEN + 1)),
        band=_band(said),
        base=base,
        height=base + FOOT,
        sentence=sentence(said),
    )


def place(number: float) -> float:
    """Return where a number from 0 to 10 lies on the line."""
    return round(LEFT + (RIGHT - LEFT) * number / _TEN, 1)


def _band(said: Sequence[Said]) -> tuple[float, float] | None:
    found = gap(said)
    if found is None or not found.size:
        return None
    ends = sorted((place(found.here[0].number), place(found.there[0].number)))
    return ends[0], round(ends[1] - ends[0], 1)
