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
from services.upkeep.demonstration.sayings import sayings
from services.upkeep.demonstration.scenes import players
from services.upkeep.demonstration.voices import Tells

At = Callable[[datetime, Callable[[], None]], None]
"""Lets something happen at a moment."""

_HARM, _CHOSEN = "harm", ("answer.",)
_LATELY, _ASKED_BEFORE = timedelta(days=30), timedelta(hours=10)
_STAND_AT = (3, 1, 2, 0)
"""How many moves were made after looking, in turn, for concerns of late."""

_REST = {
    Move.REQUEST_RESPONSE: (1, 6),
    Move.RECEIVE_RESPONSE: (4, 60),
    Move.CLOSE: (20, 120),
}
"""Hours between a move and the one before, from and to; in the order in which they are made."""

_DONE = {
    Move.ACKNOWLEDGE: "acknowledged",
    Move.REQUEST_RESPONSE: "sent to a team",
    Move.RECEIVE_RESPONSE: "answered by a team",
    Move.CLOSE: "closed",
}


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
        moment = concern.raised_at + within * _chance(concern).triangular(0.05, 1.15, 0.3)
        if moment < self.until:
            self.at(moment, lambda: self._acknowledge(concern, moment))

    def _acknowledge(self, concern: Listed, moment: datetime) -> None:
        """Read it first, since what is done next depends on what was said."""
        seen, chance = open_concern(self.hall, self.lead, concern.id), _chance(concern)
        kind = _kind(concern.category, seen.rule, seen.words or "")
        self._move(concern.id, Move.ACKNOWLEDGE, chance.choice(_notes(kind)["acknowledge"]))
        way = self._way(concern, kind)
        if way and way[-1] is Move.REQUEST_RESPONSE:
            # Asked only yesterday, so that its clock runs and is not long over.
            moment = max(moment, self.until - _ASKED_BEFORE)
        for move in way:
            moment += timedelta(hours=chance.uniform(*_REST[move]))
            if moment < self.until:
                self._plan(moment, concern.id, move, chance.choice(_notes(kind)[move]))

    def _plan(self, moment: datetime, concern: UUID, move: Move, written: str) -> None:
        self.at(moment, lambda: self._move(concern, move, written))

    def _way(self, concern: Listed, kind: str) -> Sequence[Move]:
        """Return the moves that follow; of late concerns some stand at every state."""
        whole = tuple(move for move in _REST if move in _notes(kind))
        if kind != _HARM or self.until - concern.raised_at > _LATELY:
            return whole
        self._lately += 1
        return whole[: _STAND_AT[self._lately % len(_STAND_AT)]]

    def _move(self, concern: UUID, move: Move, written: str) -> None:
        seen = open_concern(self.hall, self.lead, concern)
        moving.move(self.hall, self.lead, concern, move, written, seen.revision)
        self.counts[f"concerns {_DONE[move]}"] += 1


def _chance(concern: Listed) -> random.Random:
    """Return a source of its own for each, since those raised at one moment come in any order."""
    seed = f"{concern.raised_at.isoformat()} {concern.level} {concern.category}"
    return random.Random(seed)  # noqa: S311 - a demonstration is to be the same each time


@cache
def _written() -> Mapping[str, Mapping[str, list[str]]]:
    return tomllib.loads((files(__package__) / "words" / "notes.toml").read_text("utf-8"))


def _notes(kind: str) -> Mapping[str, list[str]]:
    return _written()[kind]


def _kind(category: Category, rule: str, words: str) -> str:
    """Return what a concern turns out to be: told by choice, told in words, or not harm at all."""
    if category is Category.ASKED_FOR_HELP and rule.startswith(_CHOSEN):
        return "help"
    told = rule.startswith((*_CHOSEN, "tapped")) or words in _told()
    return _HARM if told else "nothing"


@cache
def _told() -> frozenset[str]:
    """Return what is meant as harm, and what is said in the scenes, which nobody waves away."""
    harm = {Tells.DIRECTLY, Tells.IN_PASSING}
    roles = ("child", "young_person", "parent", "carer")
    words = {one.text for role in roles for one in sayings(role) if one.to in harm}
    parts = (player.part.answers.values() for player in players().values())
    return frozenset(words | {said for part in parts for said in part if isinstance(said, str)})
