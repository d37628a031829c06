"""The demonstration's year: meetings come in, people are invited and answer, in their order."""

from __future__ import annotations

import heapq
import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from uuid import UUID

from services.build import DEMONSTRATION_DAY
from services.care import concerns
from services.hall import Hall
from services.insight.coding import code_comments
from services.upkeep.demonstration.plan import Held, meetings, sheet
from services.upkeep.demonstration.sitting import Clock, Numbers, Sitting, Way
from services.upkeep.demonstration.voices import Bags, Voice, manner, words
from services.upkeep.invitations import invite_by_rules
from services.upkeep.links import Issued
from services.upkeep.meeting_rows import read_meetings
from services.upkeep.meetings import import_meetings
from storage.actors import OPERATOR
from surveys.kinds import Status

RESPONSES = 120
SEED = 20261015

BEGINS = datetime(2025, 10, 13, 8, 0, tzinfo=UTC)
_LAST_WEEK = datetime(2026, 10, 12, 8, 0, tzinfo=UTC)
_WEEK = timedelta(days=7)
_STILL_VALID = timedelta(days=30)
_FILE = "meetings.csv"
_WAYS = {Way.STOPPED: 17, Way.WITH_A_BREAK: 13, Way.BACK_ONCE: 11}
_UNSENT, _UNSENT_IN = {5: Way.WITHDRAWN, 9: Way.LEFT_OPEN}, 12
_FIRST_DISCLOSURE, _NEXT_DISCLOSURE = 4, 8


@dataclass(frozen=True, slots=True)
class Lived:
    """What came of it.

    Args:
        open_links: of the last week, unanswered, for whoever tries the demonstration.
        figures: how many of what, the same at each build.
    """

    open_links: tuple[Issued, ...]
    figures: dict[str, int]


@dataclass
class History:
    """One run through the year; every draw comes from one seeded source."""

    hall: Hall
    clock: Clock
    chance: random.Random
    advance: Callable[[int], None] = lambda pieces: None
    _events: list[tuple[datetime, int, Callable[[], None]]] = field(default_factory=list)
    _silent: list[tuple[datetime, Issued]] = field(default_factory=list)
    _open: list[Issued] = field(default_factory=list)
    _planned: int = 0
    _passed_over: int = 0
    _shares: Counter[str] = field(default_factory=Counter)
    _counts: Counter[str] = field(default_factory=Counter)
    _by_role: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self._numbers = Numbers()
        self._bags = Bags(self.chance)
        self._held = list(meetings(self.chance))
        self._seen: set[UUID] = set()

    def live(self) -> Lived:
        """Live through the year up to the demonstration's day, and code what was said."""
        week = BEGINS
        while week <= _LAST_WEEK:
            self._at(week, self._monday)
            week += _WEEK
        while self._events:
            moment, _, happen = heapq.heappop(self._events)
            self.clock.now = max(self.clock.now, moment)
            happen()
        self.clock.now = DEMONSTRATION_DAY
        code_comments(self.hall)
        return Lived(tuple(self._open), dict(sorted(self._counts.items())))

    def _at(self, moment: datetime, happen: Callable[[], None]) -> None:
        heapq.heappush(self._events, (moment, self._numbers.next(), happen))

    def _monday(self) -> None:
        """Take in last week's meetings, invite, and let some of those invited answer."""
        today = self.clock.now
        new = [held for held in self._held if held.held_on < today.date()]
        self._held = self._held[len(new) :]
        if new:
            self._import(new)
        links = invite_by_rules(self.hall).links
        self._counts["invitations"] += len(links)
        if today.date() >= _LAST_WEEK.date():
            self._open = [*links, *self._open]
            return
        for issued in links:
            self._decide(issued)
        if today.date() == (_LAST_WEEK - _WEEK).date():
            self._fill_up()

    def _import(self, new: list[Held]) -> None:
        self._counts["meetings"] += len(new)
        import_meetings(self.hall, read_meetings(sheet(new), _FILE), _FILE)

    def _decide(self, issued: Issued) -> None:
        """Let this person answer when their role's share has come round to a whole one."""
        self._shares[issued.role] += manner()["answers"][issued.role]
        if self._shares[issued.role] >= 100:
            self._shares[issued.role] -= 100
            self._plan(issued)
            return
        self._passed_over += 1
        way = _UNSENT.get(self._passed_over % _UNSENT_IN)
        if way is None:
            self._silent.append((self.clock.now, issued))
        else:
            self._at(self._some_day(), lambda: self._answer(issued, way))

    def _fill_up(self) -> None:
        """Let as many of the silent answer late as are missing to the round number."""
        valid = [one for when, one in self._silent if self.clock.now - when < _STILL_VALID]
        self.chance.shuffle(valid)
        missing = RESPONSES - self._planned
        for issued in valid[:missing]:
            self._plan(issued)
        self._open += valid[missing:]

    def _plan(self, issued: Issued) -> None:
        self._planned += 1
        number = self._planned
        way = next((way for way, each in _WAYS.items() if number % each == 0), Way.THROUGH)
        self._at(self._some_day(), lambda: self._answer(issued, way))

    def _some_day(self) -> datetime:
        """Return a moment within a fortnight, in the hours when people answer."""
        latest = DEMONSTRATION_DAY - timedelta(days=1)
        days = min(round(self.chance.triangular(1, 14, 3)), (latest - self.clock.now).days)
        hour = time(self.chance.randint(8, 20), self.chance.randint(0, 59), tzinfo=UTC)
        return datetime.combine(self.clock.now.date() + timedelta(days=max(1, days)), hour)

    def _answer(self, issued: Issued, way: Way) -> None:
        discloses = way is not Way.STOPPED and self._discloses(issued.role, way)
        passed = (self.clock.now - BEGINS) / (DEMONSTRATION_DAY - BEGINS)
        voice = Voice(self.chance, self._bags, issued.role, passed, discloses=discloses)
        sitting = Sitting(self.hall, self.clock, self.chance, self._numbers, voice, way)
        on_telegram = issued.telegram and self.chance.random() < 0.25
        status = sitting.hold(issued, on_telegram=on_telegram)
        self._counts[status.value] += 1
        if status in {Status.COMPLETED, Status.PARTIAL}:
            self._counts["responses"] += 1
            self._counts["on_telegram"] += on_telegram
            self.advance(1)
        self._look_after()

    def _discloses(self, role: str, way: Way) -> bool:
        """Return whether it is this person's turn to say that they are not safe."""
        if "unsafe" not in words(role) or way in {Way.WITHDRAWN, Way.LEFT_OPEN}:
            return False
        self._by_role[role] += 1
        return self._by_role[role] % _NEXT_DISCLOSURE == _FIRST_DISCLOSURE

    def _look_after(self) -> None:
        """Let somebody acknowledge what was just raised, mostly in time."""
        for concern in concerns.listed(self.hall, OPERATOR):
            if concern.id not in self._seen:
                self._seen.add(concern.id)
                self._counts["concerns"] += 1
                self._acknowledge_soon(str(concern.id), concern.due_at - concern.raised_at)

    def _acknowledge_soon(self, concern: str, within: timedelta) -> None:
        moment = self.clock.now + within * self.chance.uniform(0.2, 1.1)
        if moment < DEMONSTRATION_DAY - timedelta(days=3):
            self._at(moment, lambda: self._acknowledge(concern))

    def _acknowledge(self, concern: str) -> None:
        concerns.acknowledge(self.hall, OPERATOR, concern)
        self._counts["acknowledged"] += 1
