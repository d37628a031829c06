"""The people asked in the demonstration: who answers, when, how, and who stays silent."""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta

from services.hall import Hall
from services.upkeep.demonstration.calendar import Calendar
from services.upkeep.demonstration.plan import Held
from services.upkeep.demonstration.sayings import Sayings
from services.upkeep.demonstration.scenes import Place, Player, players
from services.upkeep.demonstration.sitting import Numbers, Sitting, Way
from services.upkeep.demonstration.voices import Part, Shares, Tells, Voice, can_tell, manner
from services.upkeep.links import Issued
from surveys.kinds import Status

_WAYS = {Way.STOPPED: 29, Way.WITH_A_BREAK: 13, Way.BACK_ONCE: 11}
"""Of those who answer, each so many-th goes that way; all others go straight through."""

_UNSENT = {5: Way.WITHDRAWN, 1: Way.LEFT_OPEN, 9: Way.LEFT_OPEN, 17: Way.LEFT_OPEN}
_UNSENT_IN = 24
_TELLS, _TELLS_IN = {4: Tells.DIRECTLY, 11: Tells.IN_PASSING}, 18
_ON_TELEGRAM = 0.1
_DRAFTS_LAST = timedelta(days=18)
"""What was left open earlier would have become a partial response by now."""

_STILL_VALID = timedelta(days=30)
_FIRST_YEAR = 2025


@dataclass(frozen=True, slots=True)
class Kept:
    """What a scene must find again: the link somebody had, and the browser they answered in."""

    issued: Issued
    browser: str


@dataclass
class Crowd:
    """Everybody asked.

    Args:
        held: the meetings by reference.
        until: by when everybody has answered.
        after_each: called after each conversation.
        advance: told after each response.
        open: links that nobody used, by day and reference.
        kept: by day and reference, what was used by those who have a part.
    """

    hall: Hall
    calendar: Calendar
    chance: random.Random
    held: Mapping[str, Held]
    until: datetime
    after_each: Callable[[], None]
    advance: Callable[[int], None]
    counts: Counter[str] = field(default_factory=Counter)
    open: dict[Place, Issued] = field(default_factory=dict)
    kept: dict[Place, Kept] = field(default_factory=dict)
    planned: int = 0
    _silent: list[tuple[datetime, Issued]] = field(default_factory=list)
    _passed_over: int = 0
    _shares: Counter[str] = field(default_factory=Counter)
    _by_role: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self._numbers = Numbers()
        self._sayings = Sayings(self.chance)
        self._voices = Shares()

    def ask(self, asked: Sequence[Issued], so_far: int) -> None:
        """Let some of those who are asked in a week answer, and the others stay silent.

        Args:
            asked: in any order that is the same at each build.
            so_far: how many are to have answered or be about to, counted from the beginning.
        """
        for issued in asked:
            self._shares[issued.role] += manner()["answers"][issued.role]
        ready = sorted(asked, key=self._readiness, reverse=True)
        places = max(0, so_far - self.planned)
        for issued in ready[:places]:
            self._shares[issued.role] -= 100
            player = self._player(issued)
            self._plan(issued, player.at if player else None)
        for issued in ready[places:]:
            self._pass_over(issued)

    def _readiness(self, issued: Issued) -> float:
        if self._player(issued) is not None:
            return math.inf
        return self._shares[issued.role] + 100 * self.chance.random()

    def leave_open(self, issued: Issued) -> None:
        """Keep a link for whoever tries the demonstration, unless its holder has a part."""
        player = self._player(issued)
        if player is None:
            self.open[self._place(issued)] = issued
        else:
            self._plan(issued, player.at)

    def fill_up(self, responses: int) -> None:
        """Let as many of the silent answer late as are missing to a round number."""
        now = self.calendar.clock.now
        valid = [one for when, one in self._silent if now - when < _STILL_VALID]
        self.chance.shuffle(valid)
        missing = max(0, responses - self.planned)
        for issued in valid[:missing]:
            self._plan(issued)

    def _pass_over(self, issued: Issued) -> None:
        self._passed_over += 1
        way = _UNSENT.get(self._passed_over % _UNSENT_IN)
        too_early = self.until - self.calendar.clock.now > _DRAFTS_LAST
        if way is None or (way is Way.LEFT_OPEN and too_early):
            self._silent.append((self.calendar.clock.now, issued))
        else:
            self.calendar.at(self._some_day(), lambda: self._answer(issued, way))

    def _plan(self, issued: Issued, at: datetime | None = None) -> None:
        self.planned += 1
        number = self.planned
        way = next((way for way, each in _WAYS.items() if number % each == 0), Way.THROUGH)
        if self._player(issued) is not None:
            way = Way.THROUGH
        self.calendar.at(at or self._some_day(), lambda: self._answer(issued, way))

    def _some_day(self) -> datetime:
        """Return a moment within a fortnight, in the hours when people answer."""
        today = self.calendar.clock.now
        days = min(round(self.chance.triangular(1, 14, 3)), (self.until - today).days)
        hour = time(self.chance.randint(8, 20), self.chance.randint(0, 59), tzinfo=UTC)
        return datetime.combine(today.date() + timedelta(days=max(1, days)), hour)

    def _answer(self, issued: Issued, way: Way) -> None:
        player = self._player(issued)
        voice = self._voice(issued, way, player)
        sitting = Sitting(self.hall, self.calendar.clock, self.chance, self._numbers, voice, way)
        on_telegram = issued.telegram and player is None and self.chance.random() < _ON_TELEGRAM
        status = sitting.hold(issued, on_telegram=on_telegram)
        if player is not None:
            self.kept[self._place(issued)] = Kept(issued, sitting.browser)
        self._count(status, on_telegram=on_telegram)
        self.after_each()

    def _count(self, status: Status, *, on_telegram: bool) -> None:
        self.counts[status.value] += 1
        if status in {Status.COMPLETED, Status.PARTIAL}:
            self.counts["responses"] += 1
            self.counts["on_telegram"] += on_telegram
            self.advance(1)

    def _voice(self, issued: Issued, way: Way, player: Player | None) -> Voice:
        now = self.calendar.clock.now
        quarter = 4 * (now.year - _FIRST_YEAR) + (now.month - 1) // 3 - 2
        tells = Tells.NOTHING if player else self._tells(issued, way)
        part = player.part if player else Part()
        return Voice(
            self.chance, self._sayings, self._voices, self._facts(issued), quarter, tells, part
        )

    def _facts(self, issued: Issued) -> dict[str, str]:
        held = self.held[issued.meeting]
        role: str = issued.role.value
        at_work = role in {"staff", "chair"} and issued.questionnaire != "chair_quality_form"
        return {
            "role": role,
            "words": "staff" if at_work else role,
            "form": issued.questionnaire,
            "kind": held.kind,
            "area": held.area,
            "agency": issued.recipient.rpartition("-")[2],
        }

    def _tells(self, issued: Issued, way: Way) -> Tells:
        """Return whether it is this person's turn to tell about harm."""
        role = self._facts(issued)["words"]
        if not can_tell(role, Tells.DIRECTLY) or way not in {Way.THROUGH, Way.BACK_ONCE}:
            return Tells.NOTHING
        self._by_role[role] += 1
        tells = _TELLS.get(self._by_role[role] % _TELLS_IN, Tells.NOTHING)
        return tells if tells is Tells.NOTHING or can_tell(role, tells) else Tells.NOTHING

    def _place(self, issued: Issued) -> Place:
        return self.held[issued.meeting].held_on.isoformat(), issued.recipient

    def _player(self, issued: Issued) -> Player | None:
        return players().get(self._place(issued))
