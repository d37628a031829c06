"""What the safeguarding lead of the demonstration does about each concern, and when."""

from __future__ import annotations

import random
import tomllib
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from importlib.resources import files
from uuid import UUID

from safeguarding.concern import Move
from safeguarding.levels import Category
from services.care import concerns, moving
from services.care.concerns import Listed
from services.care.opening import open_concern
from services.hall import Actor, Hall

At = Callable[[datetime, Callable[[], None]], None]
"""Lets something happen at a moment."""

_WHOLE = (Move.ACKNOWLEDGE, Move.REQUEST_RESPONSE, Move.RECEIVE_RESPONSE, Move.CLOSE)
_ASKED_FOR_HELP = (Move.ACKNOWLEDGE, Move.CLOSE)
_LATELY = timedelta(days=24)
_REST = {
    Move.REQUEST_RESPONSE: (1, 6),
    Move.RECEIVE_RESPONSE: (4, 60),
    Move.CLOSE: (20, 120),
}
"""Hours between a move and the one before, from and to."""


@dataclass
class Watch:
    """Looks at what is new, and lets each concern go its way.

    Args:
        lead: who does it.
        at: the demonstration's calendar.
        until: when the story ends; what would come later is left open.
    """

    hall: Hall
    lead: Actor
    chance: random.Random
    at: At
    until: datetime
    counts: Counter[str] = field(default_factory=Counter)
    _seen: set[UUID] = field(default_factory=set)
    _lately: int = 0

    def look(self) -> None:
        """Take up every concern that was not there before."""
        for concern in concerns.listed(self.hall, self.lead):
            if concern.id not in self._seen:
                self._seen.add(concern.id)
                self.counts["concerns"] += 1
                self._take_up(concern)

    def _take_up(self, concern: Listed) -> None:
        within = concern.due_at - concern.raised_at
        moment = concern.raised_at + within * self.chance.triangular(0.05, 1.15, 0.3)
        for move in self._way(concern):
            if move in _REST:
                moment += timedelta(hours=self.chance.uniform(*_REST[move]))
            if moment < self.until:
                self._plan(moment, concern, move)

    def _plan(self, moment: datetime, concern: Listed, move: Move) -> None:
        written = self.chance.choice(_notes(move, concern.category))
        self.at(moment, lambda: self._move(concern.id, move, written))

    def _way(self, concern: Listed) -> Sequence[Move]:
        """Return the moves that are made; of late concerns some stand at every state."""
        whole = _ASKED_FOR_HELP if concern.category is Category.ASKED_FOR_HELP else _WHOLE
        if self.until - concern.raised_at > _LATELY:
            return whole
        self._lately += 1
        return whole[: 1 + self._lately % len(whole)]

    def _move(self, concern: UUID, move: Move, written: str) -> None:
        seen = open_concern(self.hall, self.lead, concern)
        moving.move(self.hall, self.lead, concern, move, written, seen.revision)
        self.counts[f"concerns {move.value}"] += 1


@cache
def _written() -> Mapping[str, Mapping[str, list[str]]]:
    return tomllib.loads((files(__package__) / "words" / "notes.toml").read_text("utf-8"))


def _notes(move: Move, category: Category) -> list[str]:
    kind = "help" if category is Category.ASKED_FOR_HELP else "harm"
    return _written()[kind].get(move.value, [""])
