"""Where a curve of shares lies in a drawing: across what is accepted, up what of it is right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import floor

WIDTH, HEIGHT = 360, 250
LEFT, RIGHT, TOP, BASE = 44, 344, 16, 206
"""Edges of the plot, in the units of the drawing."""

_WHOLE = 100
_HALF = 50
_FINE, _COARSE = 10, 20
_ENDS = 2


@dataclass(frozen=True, slots=True)
class Spot:
    """A point of the curve.

    Args:
        label: what stands above it, empty for no words.
    """

    x: float
    y: float
    label: str


@dataclass(frozen=True, slots=True)
class CurveDrawing:
    """Everything a curve needs to be drawn.

    Args:
        spots: from the least accepted on.
        path: the line through them, as SVG writes it.
        across, up: percentages beside the axes, each with its place.
    """

    spots: tuple[Spot, ...]
    path: str
    across: tuple[tuple[int, float], ...]
    up: tuple[tuple[int, float], ...]
    left: int = LEFT
    right: int = RIGHT
    top: int = TOP
    base: int = BASE
    width: int = WIDTH
    height: int = HEIGHT


def curve_drawing(points: Sequence[tuple[float, float, str]]) -> CurveDrawing | None:
    """Place the points of a curve; return None where there are too few for a line.

    Args:
        points: accepted and right, each from 0 to 1, with a label, empty for none. Of those at
            one place the first stands.
    """
    found: dict[tuple[float, float], str] = {}
    for accepted, right, label in points:
        found.setdefault((accepted, right), label)
    if len(found) < _ENDS:
        return None
    low, step = _foot(min(right for _, right in found))
    spots = tuple(
        Spot(_across(accepted), _up(right, low), label)
        for (accepted, right), label in sorted(found.items())
    )
    return CurveDrawing(
        spots=spots,
        path="M" + "L".join(f"{spot.x} {spot.y}" for spot in spots),
        across=tuple((each, _across(each / _WHOLE)) for each in range(0, _WHOLE + 1, 25)),
        up=tuple((each, _up(each / _WHOLE, low)) for each in range(low, _WHOLE + 1, step)),
    )


def _foot(lowest: float) -> tuple[int, int]:
    """Return the percentage at the foot of the drawing, and the step between two marks."""
    percent = min(lowest * _WHOLE, _WHOLE - _FINE)
    step = _FINE if percent >= _HALF else _COARSE
    return floor(percent / step) * step, step


def _across(share: float) -> float:
    return round(LEFT + (RIGHT - LEFT) * share, 1)


def _up(share: float, low: int) -> float:
    return round(BASE - (BASE - TOP) * (share * _WHOLE - low) / (_WHOLE - low), 1)
