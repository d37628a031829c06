"""Meetings come in whole or not at all, and the same file twice changes nothing."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from services.hall import Hall
from services.upkeep.sheets import SheetFaults
from storage.models import (
    Attendance,
    Case,
    CaseAlias,
    Meeting,
    MeetingCase,
    Recipient,
    RecipientCase,
    Team,
)
from tests.builders.attendances import child, counted, row, take_in

NOTHING = {"meeting": 0, "case": 0, "recipient": 0, "recipient_case": 0, "attendance": 0}


def test_a_row_brings_meeting_case_person_team_and_attendance(hall: Hall) -> None:
    summary = take_in(hall, row())
    assert [summary.meetings.new, summary.cases.new, summary.people.new] == [1, 1, 1]
    with hall.sessions.reading() as session:
        meeting = session.scalars(select(Meeting)).one()
        person = session.scalars(select(Recipient)).one()
        assert (meeting.reference, meeting.team, meeting.chair) == ("M-1", "Harbour", "Chair 1")
        assert (person.reference, person.contact) == ("P-1", "p-1@example.org")
        assert session.get_one(Team, "Harbour").area == "Help and protection"
        assert session.scalars(select(Attendance)).one().attended is True


def test_a_contact_is_sealed_in_its_row(hall: Hall) -> None:
    take_in(hall, row())
    with hall.sessions.reading() as session:
        box = session.scalars(select(Recipient.contact_s)).one()
    assert box is not None
    assert b"example.org" not in box


def test_siblings_share_one_meeting_and_a_parent_is_one_person(hall: Hall) -> None:
    take_in(hall, row(), row(case_id="C-1002"), row(case_id="C-1003"))
    assert counted(hall) == {
        "meeting": 1,
        "case": 3,
        "recipient": 1,
        "recipient_case": 3,
        "attendance": 1,
    }
    with hall.sessions.reading() as session:
        assert len(session.scalars(select(MeetingCase)).all()) == 3


def test_the_same_file_twice_changes_nothing(hall: Hall) -> None:
    rows = (row(), row(case_id="C-1002"), child(meeting_ref="M-2"))
    take_in(hall, *rows)
    before = counted(hall)
    again = take_in(hall, *rows)
    assert counted(hall) == before
    assert again.changes == ()
    tallies = (again.meetings, again.cases, again.people, again.attendances, again.teams)
    assert all((tally.new, tally.changed) == (0, 0) for tally in tallies)


def test_a_corrected_row_changes_what_is_there_and_is_reported(hall: Hall) -> None:
    take_in(hall, row(attended="no"))
    summary = take_in(hall, row(outcome="plan_ended", contact="new@example.org"))
    found = {(change.what, change.reference, change.columns) for change in summary.changes}
    assert found == {
        ("meeting", "M-1", ("outcome",)),
        ("person", "P-1", ("contact",)),
        ("attendance", "M-1 P-1", ("attended",)),
    }
    assert "new@example.org" not in str(summary)


def test_a_blank_cell_leaves_what_is_there(hall: Hall) -> None:
    take_in(hall, row())
    summary = take_in(hall, row(outcome="", attended="", channel="", contact="", area=""))
    assert summary.changes == ()


def test_a_case_has_the_team_of_its_latest_meeting_in_whatever_order_they_come(
    hall: Hall,
) -> None:
    newer = row(meeting_ref="M-2", held_on="2026-10-10", team="Bridge")
    take_in(hall, newer)
    take_in(hall, row(held_on="2026-09-01"))
    with hall.sessions.reading() as session:
        assert session.scalars(select(Case.team)).one() == "Bridge"
    moved = take_in(hall, row(meeting_ref="M-3", held_on="2026-10-12", team="Harbour"))
    assert ("case", "C-1001", ("team",)) in {
        (change.what, change.reference, change.columns) for change in moved.changes
    }


def test_a_birth_month_belongs_to_the_child_and_to_the_childs_case(hall: Hall) -> None:
    take_in(hall, child(), child(case_id="C-1001", role="parent", recipient_ref="P-1"))
    with hall.sessions.reading() as session:
        months = dict(
            session.execute(select(Recipient.reference, Recipient.birth_month)).all()  # type: ignore[arg-type]
        )
        assert months == {"Y-1": "2016-05", "P-1": None}
        assert session.scalars(select(Case.birth_month)).one() == "2016-05"


def test_a_sibling_at_both_cases_lends_its_birth_month_to_neither(hall: Hall) -> None:
    take_in(hall, child(), child(case_id="C-1002"))
    with hall.sessions.reading() as session:
        assert session.scalars(select(Case.birth_month)).all() == [None, None]


def test_who_somebody_is_to_each_child_is_kept_until_a_file_says_otherwise(hall: Hall) -> None:
    take_in(hall, row(relation="mother"), row(case_id="C-1002", relation="stepmother"))
    take_in(hall, row(relation=""), row(case_id="C-1002", relation="guardian"))
    with hall.sessions.reading() as session:
        query = select(Case.reference, RecipientCase.relation).join(
            RecipientCase, RecipientCase.case_id == Case.id
        )
        found = dict(session.execute(query).all())
    assert found == {"C-1001": "mother", "C-1002": "guardian"}


def test_an_older_reference_leads_to_the_same_case(hall: Hall) -> None:
    take_in(hall, row())
    with hall.sessions.writing() as session:
        case = session.scalars(select(Case)).one()
        session.add(CaseAlias(case_id=case.id, reference="OLD-7"))
    take_in(hall, row(meeting_ref="M-2", case_id="OLD-7"))
    assert counted(hall)["case"] == 1


def test_a_new_team_without_an_area_is_refused_and_nothing_is_stored(hall: Hall) -> None:
    with pytest.raises(SheetFaults, match="Row 3, area: the team is new"):
        take_in(hall, row(), row(meeting_ref="M-2", team="Quay", area=""))
    assert counted(hall) == NOTHING


def test_a_dry_run_says_what_would_change_and_changes_nothing(hall: Hall) -> None:
    assert take_in(hall, row(), dry_run=True).meetings.new == 1
    assert counted(hall) == NOTHING


def test_a_failure_halfway_leaves_nothing(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(self: object, row: object) -> None:
        raise RuntimeError("the power went")

    monkeypatch.setattr("services.upkeep.meeting_books.Books.enter", broken)
    with pytest.raises(RuntimeError):
        take_in(hall, row())
    assert counted(hall) == NOTHING


def test_a_year_of_meetings_goes_through_the_batches(sqlite_hall: Hall) -> None:
    rows = [
        row(
            meeting_ref=f"M-{number}",
            case_id=f"C-{number % 700}",
            recipient_ref=f"P-{number % 900}",
            contact=f"p-{number % 900}@example.org",
        )
        for number in range(1300)
    ]
    first = take_in(sqlite_hall, *rows)
    assert (first.meetings.new, first.cases.new, first.people.new) == (1300, 700, 900)
    again = take_in(sqlite_hall, *rows)
    assert (again.meetings.unchanged, again.cases.unchanged) == (1300, 700)
