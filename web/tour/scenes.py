"""The scenes of the tour: what each is called, and when in the ten minutes it is."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Scene:
    """One scene.

    Args:
        number: counts from 1.
        name: of its template, and of what the demonstration prepared for it.
        title: as people read it.
        first, last: minutes of the tour at which it begins and ends.
    """

    number: int
    name: str
    title: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Programme:
    """The whole tour: its scenes in order, and how many minutes it takes."""

    minutes: int
    scenes: tuple[Scene, ...]


@cache
def programme() -> Programme:
    """Return the tour as written."""
    written = tomllib.loads((files(__package__) / "scenes.toml").read_text("utf-8"))
    scenes = (Scene(number, **each) for number, each in enumerate(written["scenes"], 1))
    return Programme(written["minutes"], tuple(scenes))
