"""The officer's week in the demonstration: responses read, codes confirmed, quotes let through.

What an officer decides about a comment follows from its words, so that the order in which rows
come out of the database does not matter and each build decides alike.
"""

from __future__ import annotations

import zlib
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from analysis import Severity
from services.hall import Actor, Hall
from services.insight import coding_by_people as coding
from services.insight import reading_room
from services.insight.coding_by_people import Codes
from services.insight.comments import Comment
from services.insight.drawing import consider
from services.insight.reading_room import Opened, Wanted
from services.upkeep.demonstration.feelings import felt, in_two_minds
from storage.queries.passes import Pass

_PAGE = 100
_OF_A_HUNDRED = {"coded": 62, "quoted": 70}
_SHORTEST_QUOTE = 24


@dataclass
class Office:
    """An officer at work.

    Args:
        counts: how many of what was done.
    """

    hall: Hall
    officer: Actor
    counts: Counter[str] = field(default_factory=Counter)

    def read(self, first: date, after: date) -> None:
        """Read the responses of some days that hold words.

        Args:
            first, after: the first day, and the day after the last.
        """
        lots: dict[UUID, float] = {}
        wanted = Wanted(unread=True, days=(first, after))
        for line in reading_room.shelf(self.hall, self.officer, wanted, 0, _PAGE).lines:
            opened = reading_room.open_response(self.hall, self.officer, line.id)
            coding.mark_read(self.hall, self.officer, line.id)
            self.counts["read"] += 1
            for comment in opened.comments.values():
                self._work_on(opened, comment)
            if not opened.partial:
                lots |= {one.id: _lot(one.text) for one in opened.comments.values()}
        self.counts["drawn"] += consider(self.hall, lots)

    def _work_on(self, opened: Opened, comment: Comment) -> None:
        machine = comment.passes.machine
        if machine is not None and _by_chance("coded", comment.text):
            self._code(opened.id, comment, machine)
        if _fit_to_quote(opened, comment, machine):
            coding.let_quote(self.hall, self.officer, opened.id, comment.id, usable=True)
            self.counts["quotes"] += 1

    def _code(self, response: UUID, comment: Comment, machine: Pass) -> None:
        feels = felt(comment.text)
        held = (self.hall, self.officer, response, comment.id)
        known = feels is not None or in_two_minds(comment.text)
        if machine.nonanswer or not known or feels == machine.sentiment:
            coding.confirm(*held, str(machine.id))
            self.counts["confirmed"] += 1
            return
        severity = None if machine.severity is None else Severity(machine.severity)
        codes = Codes(feels, severity, tuple(hit.theme for hit in machine.themes))
        coding.correct(*held, codes, str(machine.id))
        self.counts["corrected"] += 1


def _fit_to_quote(opened: Opened, comment: Comment, machine: Pass | None) -> bool:
    says_something = machine is not None and not machine.nonanswer
    long_enough = len(comment.text) >= _SHORTEST_QUOTE
    free = bool(opened.may_quote) and not opened.concerns and not opened.partial
    picked = _by_chance("coded", comment.text) and _by_chance("quoted", comment.text)
    return free and says_something and long_enough and picked


def _lot(words: str) -> float:
    """Return a lot that follows from the words, since ids are drawn anew at each build.

    The number is one of those that leave enough to compare in the quarter that is looked at.
    """
    return zlib.crc32(f"look 31 {words}".encode()) / 2**32


def _by_chance(what: str, words: str) -> bool:
    return zlib.crc32(f"{what} {words}".encode()) % 100 < _OF_A_HUNDRED[what]
