"""The actions of the demonstration: planned, done, told to those who spoke, at their days."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from importlib.resources import files
from typing import Any
from uuid import UUID, uuid4

from services.care import action_ends, actions, joining, telling
from services.care.action_words import Finished, Planned
from services.hall import Actor, Hall
from services.insight import reading_room
from services.insight.reading_room import Wanted
from services.upkeep.demonstration.calendar import Calendar
from storage.kinds import StaffRole

_AT_WORK = time(10, 30, tzinfo=UTC)
_WORDS = ("done", "you_said", "we_did", "we_did_plain", "possible")
_ROOM = timedelta(days=60)
"""How long after a meeting its responses come in."""


@dataclass
class Deeds:
    """Everything that was to be done.

    Args:
        staff: who does it, by role; the officer enters it.
        ids: of the actions that a scene looks at, by whose answer they came from.
    """

    hall: Hall
    calendar: Calendar
    staff: Mapping[StaffRole, Actor]
    ids: dict[str, UUID] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)

    def plan(self) -> None:
        """Put each action down for the day on which it was added."""
        for written in _written():
            self._at(written["added"], lambda written=written: self._add(written))

    def _at(self, day: date, happen: Any) -> None:
        self.calendar.at(datetime.combine(day, _AT_WORK), happen)

    def _add(self, written: Mapping[str, Any]) -> None:
        action, response = uuid4(), None
        if "from" in written:
            response = self._response_of(**written["from"])
            self.ids[written["from"]["who"]] = action
        owner = self.staff[StaffRole(written["role"])]
        plan = Planned(
            written["title"], written["theme"], written.get("team"), owner.id, written["due"]
        )
        actions.add(self.hall, self._officer, action, plan, response)
        if written.get("alike"):
            joining.join_alike(self.hall, self._officer, action)
        self.counts["actions"] += 1
        if "ended" in written:
            self._at(written["ended"], lambda: self._end(action, written))
        if "told" in written:
            self._at(written["told"], lambda: self._tell(action))

    def _end(self, action: UUID, written: Mapping[str, Any]) -> None:
        words = {name: written[name] for name in _WORDS if name in written}
        held = (self.hall, self._officer, action)
        if written.get("alike"):
            joining.join_alike(*held)
        action_ends.finish(*held, Finished(**words), self._revision(action))
        self.counts["actions ended"] += 1

    def _tell(self, action: UUID) -> None:
        telling.publish(self.hall, self._officer, action, self._revision(action))
        self.counts["actions told"] += 1

    def _revision(self, action: UUID) -> int:
        return actions.one(self.hall, self._officer, action).revision

    def _response_of(self, who: str, on: str) -> UUID:
        """Return the linked response of a child about a meeting; raises LookupError without one."""
        first = date.fromisoformat(on)
        wanted = Wanted(days=(first, first + _ROOM))
        case = who.replace("Y-", "C-")
        lines = reading_room.shelf(self.hall, self._officer, wanted, 0, 1000).lines
        found = next((line.id for line in lines if line.case == case), None)
        if found is None:
            raise LookupError(f"{who} has not answered about the meeting of {on}.")
        return found

    @property
    def _officer(self) -> Actor:
        return self.staff[StaffRole.OFFICER]


@cache
def _written() -> list[dict[str, Any]]:
    text = (files(__package__) / "actions.toml").read_text("utf-8")
    found: list[dict[str, Any]] = tomllib.loads(text)["actions"]
    return found
