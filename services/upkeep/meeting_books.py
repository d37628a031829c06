"""The rows of one meetings file, entered into the tables by the council's references."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.upkeep.meeting_rows import MeetingRow
from services.upkeep.meeting_shelves import (
    Said,
    attendances_shelf,
    cases_shelf,
    latest_rows,
    meetings_shelf,
    people_shelf,
    teams_shelf,
)
from services.upkeep.register import Shelf, batches, fetch
from storage.models import (
    Attendance,
    Case,
    Meeting,
    MeetingCase,
    Recipient,
    RecipientCase,
    Team,
)


@dataclass(slots=True)
class Books:
    """Everything that a file names, brought up to the file, and which belongs to which."""

    session: Session
    teams: Shelf[Team]
    cases: Shelf[Case]
    people: Shelf[Recipient]
    meetings: Shelf[Meeting]
    attendances: Shelf[Attendance]
    discussed: set[tuple[UUID, UUID]]
    belonging: dict[tuple[UUID, UUID], RecipientCase]

    def enter(self, row: MeetingRow) -> None:
        """Tie the person, the case and the meeting of one row together."""
        meeting = self.meetings.held[row.meeting_ref]
        person = self.people.held[row.recipient_ref]
        case = self.cases.held[row.case_id]
        if (meeting.id, case.id) not in self.discussed:
            self.discussed.add((meeting.id, case.id))
            self.session.add(MeetingCase(meeting_id=meeting.id, case_id=case.id))
        belongs = self.belonging.get((person.id, case.id))
        if belongs is None:
            belongs = RecipientCase(recipient_id=person.id, case_id=case.id, relation=row.role)
            self.belonging[person.id, case.id] = belongs
            self.session.add(belongs)
        belongs.relation = row.relation or belongs.relation


def open_books(session: Session, rows: Sequence[MeetingRow], name: str) -> Books:
    """Read what is there and bring it up to the file; raises SheetFaults as the shelves do.

    Each layer is flushed before the next, which points at it.
    """
    teams = teams_shelf(session, rows, name)
    session.flush()
    cases, said_of_cases = cases_shelf(session, rows)
    _settle_cases(session, rows, cases, said_of_cases)
    people = people_shelf(session, rows)
    session.flush()
    meetings = meetings_shelf(session, rows)
    session.flush()
    return Books(
        session=session,
        teams=teams,
        cases=cases,
        people=people,
        meetings=meetings,
        attendances=attendances_shelf(session, rows, meetings, people),
        discussed=_discussed(session, meetings),
        belonging=_belonging(session, people),
    )


def _settle_cases(
    session: Session, rows: Sequence[MeetingRow], cases: Shelf[Case], said: dict[str, Said]
) -> None:
    """Bring cases that were there up to the file; the team is that of the latest meeting."""
    last = latest_rows(rows)
    known = _latest_meetings(session, [cases.held[reference].id for reference in said])
    for reference, values in said.items():
        row = last[reference]
        newer = row.held_on >= known.get(cases.held[reference].id, date.min)
        cases.settle(reference, {**values, "team": row.team if newer else None})


def _latest_meetings(session: Session, case_ids: Sequence[UUID]) -> dict[UUID, date]:
    query = (
        select(MeetingCase.case_id, func.max(Meeting.held_on))
        .join(Meeting, Meeting.id == MeetingCase.meeting_id)
        .group_by(MeetingCase.case_id)
    )
    found: dict[UUID, date] = {}
    for batch in batches(case_ids):
        for row in session.execute(query.where(MeetingCase.case_id.in_(batch))):
            found[row[0]] = row[1]
    return found


def _discussed(session: Session, meetings: Shelf[Meeting]) -> set[tuple[UUID, UUID]]:
    ids = [meeting.id for meeting in meetings.held.values()]
    links = fetch(session, MeetingCase.meeting_id, ids, MeetingCase)
    return {(link.meeting_id, link.case_id) for link in links}


def _belonging(
    session: Session, people: Shelf[Recipient]
) -> dict[tuple[UUID, UUID], RecipientCase]:
    ids = [person.id for person in people.held.values()]
    links = fetch(session, RecipientCase.recipient_id, ids, RecipientCase)
    return {(link.recipient_id, link.case_id): link for link in links}
