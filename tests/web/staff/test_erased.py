"""What staff see of who was erased: that somebody was there, and nothing to do about it."""

from __future__ import annotations

from sqlalchemy import select

from services.hall import OPERATOR
from services.upkeep.erasure.erasing import erase
from services.upkeep.erasure.scope import Subject
from services.upkeep.invitations import invite_to_meeting
from storage.kinds import StaffRole
from storage.models import Meeting
from tests.builders.attendances import row, take_in
from tests.builders.staff_browser import StaffBrowser, staff_browser
from tests.builders.worries import worry


def test_a_shell_is_counted_at_its_meeting_and_offers_nothing_to_do(officer: StaffBrowser) -> None:
    hall = officer.site.hall
    take_in(hall, row(), row(recipient_ref="P-2", contact="p-2@example.org"))
    invite_to_meeting(hall, "M-1")
    with hall.sessions.reading() as session:
        meeting = session.scalar(select(Meeting.id))

    erase(hall, OPERATOR, Subject.PERSON, "P-1")

    page = officer.get(f"/staff/meetings/{meeting}")
    assert "P-1" not in page.text
    assert "erased " in page.text
    assert page.text.count("Key in a paper") == 1, "of the other parent alone"
    assert "P-1" not in officer.get("/staff/stop-list").text


def test_an_open_concern_says_that_its_person_was_erased(officer: StaffBrowser) -> None:
    hall = officer.site.hall
    concern = worry(hall)
    with hall.sessions.reading() as session:
        reference = session.scalars(select(Meeting)).one().reference.replace("M-", "C-")
    erase(hall, OPERATOR, Subject.CASE, reference)
    lead = staff_browser(officer.site, StaffRole.SAFEGUARDING)
    said = lead.get(f"/staff/concerns/{concern}").text
    assert "Its person or case was erased; once this is closed" in said
