"""What the people of the demonstration say: sentences that fit what they ticked, each seldom."""

from __future__ import annotations

import random
import tomllib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Saying:
    """One thing to say.

    Args:
        to: the sort of question that it answers.
        given: what must be so for it to be said, such as what was ticked before; by name, the
            values that fit.
    """

    text: str
    to: str
    given: Mapping[str, frozenset[str]]

    def fits(self, facts: Mapping[str, str]) -> bool:
        """Return whether somebody of whom all this is so could say it."""
        return all(facts.get(name) in values for name, values in self.given.items())


@cache
def sayings(role: str) -> tuple[Saying, ...]:
    """Return what people of a role say."""
    written = tomllib.loads((files(__package__) / "words" / f"{role}.toml").read_text("utf-8"))
    return tuple(
        Saying(text, group["to"], given)
        for group in written["said"]
        for given in [{name: frozenset(fit) for name, fit in group.get("given", {}).items()}]
        for text in group["words"]
    )


def sorts(role: str) -> frozenset[str]:
    """Return the sorts of questions that a role has words for."""
    return frozenset(one.to for one in sayings(role))


class Sayings:
    """Draws what was said least so far, so that each comes round as late as possible."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._said: Counter[tuple[str, str]] = Counter()

    def draw(self, role: str, sort: str, facts: Mapping[str, str]) -> str | None:
        """Return something fitting to say, rather what few could say; None if nothing fits."""
        fitting = [one for one in sayings(role) if one.to == sort and one.fits(facts)]
        if not fitting:
            return None
        least = min(self._said[role, one.text] for one in fitting)
        fresh = [one for one in fitting if self._said[role, one.text] == least]
        weights = [1 + 3 * len(one.given) for one in fresh]
        drawn = self._chance.choices(fresh, weights)[0]
        self._said[role, drawn.text] += 1
        return drawn.text
