"""The scenes that the tour shows, prepared: who answers what at which meeting."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import Any

from services.upkeep.demonstration.voices import Part

Place = tuple[str, str]
"""A day, written as 2026-01-31, and somebody's reference."""

_SCENES = ("many_views", "you_said", "not_safe")


@dataclass(frozen=True, slots=True)
class Player:
    """Somebody with a part; ``at`` is when they answer, None for a day like anybody's."""

    part: Part
    at: datetime | None


@cache
def _written() -> Mapping[str, Any]:
    return tomllib.loads((files(__package__) / "scenes.toml").read_text("utf-8"))


@cache
def players() -> Mapping[Place, Player]:
    """Return everybody who has a part."""
    return {(one["on"], one["who"]): _player(one) for one in _written()["parts"]}


@cache
def leads() -> Mapping[str, Place]:
    """Return at whom and which meeting each scene looks."""
    return {name: (_written()[name]["on"], _written()[name]["who"]) for name in _SCENES}


def _player(written: Mapping[str, Any]) -> Player:
    part = Part(written["answers"], written.get("mood"), written.get("mode"))
    at = written.get("at")
    return Player(part, datetime.fromisoformat(at) if at else None)
