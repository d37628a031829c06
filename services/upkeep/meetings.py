"""Brings meetings in: cases, people, teams and who was there, all of a file or nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from services.hall import OPERATOR, Actor, Hall
from services.staff.audit import Deed, note
from services.upkeep.link_ends import move_ends
from services.upkeep.meeting_books import Books, open_books
from services.upkeep.meeting_rights import out_of_reach
from services.upkeep.meeting_rows import MeetingRow
from services.upkeep.register import Change, Tally
from services.upkeep.sheets import SheetFaults


@dataclass(frozen=True, slots=True)
class Summary:
    """What a file brought.

    Args:
        rows: how many it has.
        meetings, cases, people, attendances, teams: how many were new, changed, unchanged.
        changes: what was there before and is now otherwise, by reference and column.
    """

    rows: int
    meetings: Tally
    cases: Tally
    people: Tally
    attendances: Tally
    teams: Tally
    changes: tuple[Change, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return the summary as plain values."""
        return asdict(self)


def import_meetings(
    hall: Hall,
    rows: Sequence[MeetingRow],
    name: str,
    *,
    actor: Actor = OPERATOR,
    dry_run: bool = False,
    advance: Callable[[int], None] = lambda pieces: None,
) -> Summary:
    """Store the rows of one file in one transaction; the same file twice changes nothing.

    A blank cell leaves what is there. A case's team is that of its latest meeting. What is asked
    before a meeting that was moved can be answered until its new day.

    Args:
        rows: as read by ``read_meetings``.
        name: what to call the file in messages.
        actor: who brings it in.
        dry_run: find out what would change, and change nothing.
        advance: told after each row.

    Raises:
        SheetFaults: a team is new and no row says which area it belongs to, or rows name what
            is not the actor's to change.
    """
    with hall.sessions.writing() as session:
        forbidden = out_of_reach(session, actor, rows)
        if forbidden:
            raise SheetFaults(name, forbidden)
        books = open_books(session, rows, name)
        for row in rows:
            books.enter(row)
            advance(1)
        summary = _summary(books, len(rows))
        move_ends(session, hall, [each.reference for each in summary.changes if _moved(each)])
        note(session, actor, Deed.MEETINGS_IMPORTED, hall.clock())
        session.flush()
        if dry_run:
            session.rollback()
    return summary


def _moved(change: Change) -> bool:
    return change.what == "meeting" and "held_on" in change.columns


def _summary(books: Books, rows: int) -> Summary:
    shelves = (books.meetings, books.cases, books.people, books.attendances, books.teams)
    return Summary(
        rows=rows,
        meetings=books.meetings.tally,
        cases=books.cases.tally,
        people=books.people.tally,
        attendances=books.attendances.tally,
        teams=books.teams.tally,
        changes=tuple(change for shelf in shelves for change in shelf.changes),
    )
