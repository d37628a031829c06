"""The tables a meetings file names things of: rows found by reference, or made."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy.orm import Session

from services.upkeep.meeting_rows import MeetingRow
from services.upkeep.register import Shelf, fetch
from services.upkeep.sheets import RowFault, SheetFaults
from storage.models import Attendance, Case, CaseAlias, Meeting, Recipient, Team

Said = dict[str, Any]
"""What a file says about one thing, by column; None where it says nothing."""


def teams_shelf(session: Session, rows: Sequence[MeetingRow], name: str) -> Shelf[Team]:
    """Return the teams; raises SheetFaults for a new one without a service area."""
    said = _gathered(rows, ("team",), ("area",))
    held = {team.name: team for team in fetch(session, Team.name, said, Team)}
    first = {row.team: row.number for row in reversed(rows)}
    homeless = [team for team in said if team not in held and not said[team]["area"]]
    if homeless:
        remedy = "fill in the service area that it belongs to"
        raise SheetFaults(
            name, [RowFault(first[team], "area", "the team is new", remedy) for team in homeless]
        )
    shelf: Shelf[Team] = Shelf("team", held)
    return shelf.bring(session, said, lambda key, values: Team(name=key, **values))


def cases_shelf(
    session: Session, rows: Sequence[MeetingRow]
) -> tuple[Shelf[Case], dict[str, Said]]:
    """Return the cases, and what is said of those that were there and are yet to be settled."""
    said = _gathered(rows, ("case_id",), ())
    for reference, month in _birth_months(rows).items():
        said[reference]["birth_month"] = month
    last = latest_rows(rows)
    held = {case.reference: case for case in fetch(session, Case.reference, said, Case)}
    shelf: Shelf[Case] = Shelf("case", {**held, **_by_alias(session, set(said) - set(held))})
    there = {reference: said.pop(reference) for reference in shelf.held}
    shelf.bring(
        session, said, lambda key, values: Case(reference=key, team=last[key].team, **values)
    )
    return shelf, there


def people_shelf(session: Session, rows: Sequence[MeetingRow]) -> Shelf[Recipient]:
    """Return the people who can be asked."""
    said = _gathered(rows, ("recipient_ref",), ("role", "channel", "contact", "language"))
    for row in rows:
        if row.young and row.birth_month:
            said[row.recipient_ref]["birth_month"] = row.birth_month
    held = fetch(session, Recipient.reference, said, Recipient)
    shelf: Shelf[Recipient] = Shelf("person", {one.reference: one for one in held})
    return shelf.bring(session, said, lambda key, values: Recipient(reference=key, **values))


def meetings_shelf(session: Session, rows: Sequence[MeetingRow]) -> Shelf[Meeting]:
    """Return the meetings."""
    said = _gathered(rows, ("meeting_ref",), ("kind", "outcome", "held_on", "team", "chair"))
    held = fetch(session, Meeting.reference, said, Meeting)
    shelf: Shelf[Meeting] = Shelf("meeting", {one.reference: one for one in held})
    return shelf.bring(session, said, lambda key, values: Meeting(reference=key, **values))


def attendances_shelf(
    session: Session,
    rows: Sequence[MeetingRow],
    meetings: Shelf[Meeting],
    people: Shelf[Recipient],
) -> Shelf[Attendance]:
    """Return who was expected at these meetings and whether they came."""
    said = _gathered(rows, ("meeting_ref", "recipient_ref"), ("attended",))
    meeting_of = {meeting.id: reference for reference, meeting in meetings.held.items()}
    person_of = {person.id: reference for reference, person in people.held.items()}
    there = fetch(session, Attendance.meeting_id, list(meeting_of), Attendance)
    held = {
        f"{meeting_of[one.meeting_id]} {person_of[one.recipient_id]}": one
        for one in there
        if one.recipient_id in person_of
    }

    def make(key: str, values: Mapping[str, Any]) -> Attendance:
        meeting, _, person = key.partition(" ")
        return Attendance(
            meeting_id=meetings.held[meeting].id,
            recipient_id=people.held[person].id,
            **values,
        )

    shelf: Shelf[Attendance] = Shelf("attendance", held)
    return shelf.bring(session, said, make)


def latest_rows(rows: Sequence[MeetingRow]) -> dict[str, MeetingRow]:
    """Return the row of each case's latest meeting in the file."""
    return {row.case_id: row for row in sorted(rows, key=lambda row: row.held_on)}


def _by_alias(session: Session, references: set[str]) -> dict[str, Case]:
    aliases = list(fetch(session, CaseAlias.reference, references, CaseAlias))
    return {alias.reference: session.get_one(Case, alias.case_id) for alias in aliases}


def _birth_months(rows: Sequence[MeetingRow]) -> dict[str, str]:
    """Return the birth month of each case's child, as far as the rows say it.

    The row of a child around several cases says its own month, which may be a sibling's.
    """
    cases_of = defaultdict(set)
    for row in rows:
        cases_of[row.recipient_ref].add(row.case_id)
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        if row.birth_month and not (row.young and len(cases_of[row.recipient_ref]) > 1):
            counted[row.case_id][row.birth_month] += 1
    return {case: months.most_common(1)[0][0] for case, months in counted.items()}


def _gathered(
    rows: Sequence[MeetingRow], known_by: tuple[str, ...], columns: tuple[str, ...]
) -> dict[str, Said]:
    """Return what the rows say of each thing: for each column the first that is not blank."""
    said: dict[str, Said] = {}
    for row in rows:
        key = " ".join(getattr(row, column) for column in known_by)
        values = said.setdefault(key, dict.fromkeys(columns))
        for column in columns:
            if values[column] is None:
                values[column] = getattr(row, column)
    return said
