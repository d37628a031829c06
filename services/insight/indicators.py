"""What closed answers tell: which part of a report they belong to, and how good they are."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files

from pydantic import BaseModel, ConfigDict

import analysis
from reports.cells import Part
from storage.queries.comments import Mark


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Scale(_Strict):
    """The two ends of a scale."""

    worst: float
    best: float


class Indicators(_Strict):
    """See the comments in indicators.toml."""

    better_off: frozenset[str]
    told_back: frozenset[str]
    ratings: Mapping[str, Mapping[str, float]]
    scales: Mapping[str, Scale]

    def part(self, question: str) -> Part:
        """Return where a question is reported."""
        if question in self.told_back:
            return Part.TOLD_BACK
        return Part.BETTER_OFF if question in self.better_off else Part.HOW_WELL

    def ratings_of(self, marks: Iterable[Mark]) -> tuple[float, ...]:
        """Return those closed answers that are ratings, each from -1 (worst) to +1 (best)."""
        found = (self._rating(mark) for mark in marks)
        return tuple(rating for rating in found if rating is not None)

    def _rating(self, mark: Mark) -> float | None:
        scale = self.scales.get(mark.question)
        if scale is not None and mark.number is not None:
            return analysis.rating(mark.number, scale.worst, scale.best)
        return self.ratings.get(mark.question, {}).get(mark.code or "")


@cache
def indicators() -> Indicators:
    """Return what this release knows."""
    text = (files("services.insight") / "indicators.toml").read_text("utf-8")
    return Indicators.model_validate(tomllib.loads(text))
