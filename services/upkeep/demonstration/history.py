"""The demonstration's five quarters: meetings come in, people answer, staff do their work."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from services.build import DEMONSTRATION_DAY
from services.care import notices
from services.hall import Hall
from services.insight.coding import code_comments
from services.upkeep.demonstration import elsewhere
from services.upkeep.demonstration.calendar import Calendar, Clock
from services.upkeep.demonstration.colleagues import Login, join_them, keep_apart, settle_in
from services.upkeep.demonstration.crowd import Crowd, Kept
from services.upkeep.demonstration.deeds import Deeds
from services.upkeep.demonstration.office import Office
from services.upkeep.demonstration.plan import Held, meetings, sheet
from services.upkeep.demonstration.post import deliver
from services.upkeep.demonstration.scenes import Place
from services.upkeep.demonstration.second_reader import SecondReader
from services.upkeep.demonstration.watch import Watch
from services.upkeep.invitations import invite_by_rules
from services.upkeep.letters.kinds import NEWS
from services.upkeep.links import Issued
from services.upkeep.meeting_rows import read_meetings
from services.upkeep.meetings import import_meetings
from services.upkeep.stop_list import Subject, stop
from storage.actors import OPERATOR, Actor
from storage.kinds import StaffRole, StopReason

RESPONSES = 400
SEED = 20261015

BEGINS = datetime(2025, 7, 21, 8, 0, tzinfo=UTC)
_LAST_DECIDED = datetime(2026, 9, 28, 8, 0, tzinfo=UTC)
"""The last Monday whose links are answered; those of the week after stay open to be tried."""

_WANTED = RESPONSES - len(elsewhere.rows()) - 1
"""How many answer about meetings up to then; one more does so on the day itself."""

_WEEK = timedelta(days=7)
_JOINED = BEGINS + 19 * _WEEK
"""When the rest of the staff come: all teams and cases that they have to do with are known."""

_ADOPTED, _ADOPTED_CASE = datetime(2026, 3, 20, 10, 0, tzinfo=UTC), "C-1027"
_UNREAD = date(2026, 9, 24)
"""What came in from this day on still waits to be read."""

_LOOKED_TO = date(2026, 9, 22)
"""From this day on what is drawn waits for its second look."""

_TODAY = DEMONSTRATION_DAY.replace(hour=0)
"""What is heard today still waits for somebody to look at it."""

_FILE = "meetings.csv"


@dataclass(frozen=True, slots=True)
class Lived:
    """What came of it.

    Args:
        open_links: of the last week by day and reference, for whoever tries the demonstration.
        logins: of one member of staff for each role.
        others: of more staff, with narrower scopes.
        kept: what those used who have a part in a scene, by day and reference.
        actions: that a scene looks at, by the reference of whom they came from.
        figures: how many of what, the same at each build.
    """

    open_links: Mapping[Place, Issued]
    logins: tuple[Login, ...]
    others: tuple[Login, ...]
    kept: Mapping[Place, Kept]
    actions: Mapping[str, UUID]
    figures: dict[str, int]


class History:
    """One run through the time; every draw comes from one seeded source.

    Args:
        hall: whose clock is ``clock`` and whose chance is ``chance``.
        advance: told after each response.
    """

    def __init__(
        self,
        hall: Hall,
        clock: Clock,
        chance: random.Random,
        advance: Callable[[int], None] = lambda pieces: None,
    ) -> None:
        self._hall, self._chance = hall, chance
        self._calendar = Calendar(clock)
        held = meetings(chance)
        self._waiting = list(held)
        self._to_be_answered = sum(one.held_on < _LAST_DECIDED.date() for one in held)
        self._counts: Counter[str] = Counter()
        self._read_to = BEGINS.date()
        self._import(OPERATOR)
        self._logins = settle_in(hall, chance)
        by_role = {login.role: login.actor for login in self._logins}
        self._officer = by_role[StaffRole.OFFICER]
        self._office = Office(hall, self._officer)
        self._second = SecondReader(hall, by_role[StaffRole.QA])
        self._deeds = Deeds(hall, self._calendar, by_role)
        lead = by_role[StaffRole.SAFEGUARDING]
        self._watch = Watch(hall, lead, self._calendar.at, _TODAY)
        self._crowd = Crowd(
            hall=hall,
            calendar=self._calendar,
            chance=chance,
            held={one.reference: one for one in held},
            until=DEMONSTRATION_DAY - timedelta(days=1),
            after_each=self._watch.look,
            advance=advance,
        )
        self._others: tuple[Login, ...] = ()
        self._advance = advance

    def live(self) -> Lived:
        """Live up to the demonstration's day, and code what was said."""
        self._deeds.plan()
        self._calendar.at(_ADOPTED, self._adopt)
        week = BEGINS
        while week <= _LAST_DECIDED + _WEEK:
            self._calendar.at(week, self._monday)
            week += _WEEK
        self._calendar.live()
        self._calendar.clock.now = DEMONSTRATION_DAY
        code_comments(self._hall)
        for worker in (self._crowd, self._office, self._second, self._watch, self._deeds):
            self._counts += worker.counts
        return Lived(
            open_links=self._crowd.open,
            logins=self._logins,
            others=self._others,
            kept=self._crowd.kept,
            actions=self._deeds.ids,
            figures=dict(sorted(self._counts.items())),
        )

    def _monday(self) -> None:
        """Take in last week's meetings and invite; read what has come in meanwhile."""
        self._import(self._officer)
        if self._calendar.clock.now == _JOINED:
            self._others = join_them(self._hall, self._chance)
            keep_apart(self._hall)
        self._bring_in()
        self._read()
        deliver(self._hall, notices.KIND, NEWS)
        links = invite_by_rules(self._hall, self._officer).links
        self._counts["invitations"] += len(links)
        if self._calendar.clock.now > _LAST_DECIDED:
            for issued in links:
                self._crowd.leave_open(issued)
            return
        self._crowd.ask(links, _WANTED * self._counts["meetings"] // self._to_be_answered)
        if self._calendar.clock.now == _LAST_DECIDED:
            self._crowd.fill_up(_WANTED)

    def _import(self, actor: Actor) -> None:
        today = self._calendar.clock.now.date()
        new: list[Held] = [held for held in self._waiting if held.held_on < today]
        self._waiting = self._waiting[len(new) :]
        self._counts["meetings"] += len(new)
        if new:
            rows = read_meetings(sheet(new), _FILE)
            import_meetings(self._hall, rows, _FILE, actor=actor)

    def _adopt(self) -> None:
        """Put an adopted child's case on the stop list, so that nobody is written to again."""
        stop(self._hall, self._officer, Subject.CASE, _ADOPTED_CASE, StopReason.ADOPTION)

    def _bring_in(self) -> None:
        taken = elsewhere.bring_in(self._hall, OPERATOR, self._calendar.clock.now)
        self._counts["responses"] += taken
        self._advance(taken)

    def _read(self) -> None:
        code_comments(self._hall)
        today = min(self._calendar.clock.now.date(), _UNREAD)
        self._office.read(self._read_to, today)
        self._read_to = today
        if today < _LOOKED_TO:
            self._second.look()
