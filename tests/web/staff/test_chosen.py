"""Choosing a questionnaire for one person on the page of a meeting."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from storage.actors import Scope, ScopeLevel
from storage.kinds import StaffRole
from storage.models import AuditEvent, Invitation, Recipient
from tests.builders.attendances import child, row, take_in
from tests.builders.staff_browser import StaffBrowser, staff_browser
from tests.builders.stored import count
from tests.builders.website import Website
from tests.web.staff.test_invitations import press
from tests.web.staff.test_meetings import page_of


@pytest.fixture(autouse=True)
def around_a_review(site: Website) -> None:
    """A parent and a child around a review."""
    take_in(site.hall, child(), row(kind="cla_review"))


def choice_of(site: Website, reference: str = "Y-1") -> str:
    with site.hall.sessions.reading() as session:
        person = session.scalar(select(Recipient.id).where(Recipient.reference == reference))
    return f"{page_of(site.hall)}/people/{person}/questionnaire"


def test_an_officer_chooses_and_gets_link_code_and_slip(officer: StaffBrowser) -> None:
    path = choice_of(officer.site)
    assert path in officer.get(page_of(officer.site.hall)).html
    page = officer.get(path)
    assert "Wellbeing child" in page.text
    assert "Parent after review" not in page.text

    page = officer.post(path, {"press": press(officer), "questionnaire": "wellbeing_child"})

    assert "1 link made" in page.text
    assert "For Y-1, slip WC" in page.text
    assert "How are things?" in page.text
    assert "How was" not in page.text
    assert "Wellbeing child" in officer.get(page_of(officer.site.hall)).text
    with officer.site.hall.sessions.reading() as session:
        trace = session.query(AuditEvent).filter_by(what="invited").one()
        assert trace.staff_id == officer.person.account.id


def test_a_form_sent_twice_says_that_it_was_done(officer: StaffBrowser) -> None:
    path = choice_of(officer.site)
    officer.get(path)
    sent = {"press": press(officer), "questionnaire": "wellbeing_child"}
    officer.post(path, sent)

    again = officer.post(path, sent)

    assert (again.status, count(officer.site.hall, Invitation)) == (422, 1)
    assert "This was done already" in again.text


@pytest.mark.parametrize(
    ("wanted", "status", "said"),
    [
        ("", 422, "Choose a questionnaire"),
        ("parent_after_review", 422, "it was not made for their role"),
        ("no_such", 400, ""),
    ],
)
def test_what_cannot_be_asked_is_refused(
    officer: StaffBrowser, wanted: str, status: int, said: str
) -> None:
    path = choice_of(officer.site)
    officer.get(path)

    page = officer.post(path, {"press": press(officer), "questionnaire": wanted})

    assert page.status == status
    assert said in page.text
    assert count(officer.site.hall, Invitation) == 0


def test_it_is_for_officers_of_that_team_alone(site: Website) -> None:
    elsewhere = row(meeting_ref="M-9", team="North", case_id="C-9", recipient_ref="P-9")
    take_in(site.hall, elsewhere)
    path = choice_of(site)
    north = staff_browser(site, StaffRole.OFFICER, (Scope(ScopeLevel.TEAM, "North"),))
    manager = staff_browser(site, StaffRole.MANAGER)

    assert north.get(path).status == 404
    assert manager.get(path).status in {403, 404}
    assert "/questionnaire" not in manager.get(page_of(site.hall)).html
