"""Meetings in the staff room: each sees those of their own teams, and no more than they may."""

from __future__ import annotations

import pytest
from sqlalchemy import select, update

from services.hall import Hall
from services.upkeep.invitations import invite_to_meeting
from storage.actors import Scope, ScopeLevel
from storage.kinds import InvitationState, StaffRole
from storage.models import Case, Conflict, Invitation, Meeting
from tests.builders.attendances import child, row, take_in
from tests.builders.staff_browser import StaffBrowser, staff_browser
from tests.builders.website import Website

HARBOUR = (Scope(ScopeLevel.TEAM, "Harbour"),)
NORTH = {"meeting_ref": "M-9", "team": "North", "case_id": "C-9", "recipient_ref": "P-9"}


@pytest.fixture(autouse=True)
def two_meetings(site: Website) -> None:
    """A conference of Harbour and one of North."""
    take_in(site.hall, row(), row(**NORTH))


def page_of(hall: Hall, reference: str = "M-1") -> str:
    with hall.sessions.reading() as session:
        found = session.scalar(select(Meeting.id).where(Meeting.reference == reference))
    return f"/staff/meetings/{found}"


def test_the_list_shows_each_meeting_once_with_how_many_were_asked(officer: StaffBrowser) -> None:
    invite_to_meeting(officer.site.hall, "M-1")

    text = officer.get("/staff/meetings").text

    assert "2 meetings" in text
    assert (
        "M-1 1 October 2026 Review child protection conference Plan continues Harbour Chair 1 1 1"
        in text
    )
    assert (
        "M-9 1 October 2026 Review child protection conference Plan continues North Chair 1 1 0"
        in text
    )


@pytest.mark.parametrize(
    ("narrowed", "shown"),
    [
        ({"kind": "review_cp_conference"}, {"M-1", "M-9"}),
        ({"kind": "cla_review"}, {"M-20"}),
        ({"team": "North"}, {"M-9"}),
        ({"month": "2026-09"}, {"M-20"}),
        ({"undecided": "yes"}, {"M-9", "M-20"}),
        ({"kind": "nothing", "month": "2026-13", "page": "x"}, {"M-1", "M-9", "M-20"}),
    ],
)
def test_filters_narrow_the_list(
    officer: StaffBrowser, narrowed: dict[str, str], shown: set[str]
) -> None:
    take_in(officer.site.hall, child(meeting_ref="M-20", held_on="2026-09-30"))
    invite_to_meeting(officer.site.hall, "M-1")

    page = officer.get("/staff/meetings", **narrowed)

    assert {each for each in ("M-1", "M-9", "M-20") if f">{each}</a>" in page.html} == shown


def test_a_long_list_comes_in_pages_that_keep_the_filters(officer: StaffBrowser) -> None:
    take_in(officer.site.hall, *(row(meeting_ref=f"M-{n}") for n in range(100, 160)))

    page = officer.get("/staff/meetings", team="Harbour", page="2")

    assert "Page 2 of 2, 61 in all" in page.text
    assert "team=Harbour" in page.html


@pytest.mark.parametrize("role", [StaffRole.OFFICER, StaffRole.MANAGER])
def test_a_meeting_of_another_team_is_not_there(site: Website, role: StaffRole) -> None:
    browser = staff_browser(site, role, HARBOUR)

    assert "M-9" not in browser.get("/staff/meetings").html
    assert "North" not in browser.get("/staff/meetings").html
    assert browser.get(page_of(site.hall, "M-9")).status == 404
    assert browser.get(page_of(site.hall)).status == 200


@pytest.mark.parametrize("path", ["", "/invite"])
def test_a_meeting_about_a_case_one_is_kept_from_is_not_there(
    officer: StaffBrowser, path: str
) -> None:
    hall = officer.site.hall
    with hall.sessions.writing() as session:
        case = session.scalars(select(Case.id).where(Case.reference == "C-9")).one()
        session.add(Conflict(staff_id=officer.person.account.id, case_id=case))

    assert "1 meeting " in officer.get("/staff/meetings").text
    assert officer.get(page_of(hall, "M-9") + path).status == 404
    assert "1 invitation about 1 meeting." in officer.get("/staff/invitations").text


def test_a_meeting_shows_cases_people_and_why_somebody_was_not_asked(officer: StaffBrowser) -> None:
    hall = officer.site.hall
    take_in(hall, child(meeting_ref="M-3", birth_month="2024-05"))
    invite_to_meeting(hall, "M-3")

    text = officer.get(page_of(hall, "M-3")).text

    assert "Case ID C-1001" in text
    assert "Y-1 Child Yes Not asked – Too young" in text


def test_a_manager_reads_who_was_there_and_not_who_was_asked(site: Website) -> None:
    invite_to_meeting(site.hall, "M-1")
    manager = staff_browser(site, StaffRole.MANAGER, HARBOUR)

    page = manager.get(page_of(site.hall))

    assert "P-1 Parent Yes" in page.text
    assert "sked" not in page.text
    assert "Make fresh links" not in page.text
    assert "Asked" not in manager.get("/staff/meetings", undecided="yes").text
    assert "1 meeting" in manager.page.text


@pytest.mark.parametrize(
    "state", [InvitationState.ANSWERED, InvitationState.COUNTED, InvitationState.WITHDRAWN]
)
def test_who_answered_without_being_linked_looks_like_everybody_who_was_asked(
    officer: StaffBrowser, state: InvitationState
) -> None:
    hall = officer.site.hall
    invite_to_meeting(hall, "M-1")
    before = officer.get(page_of(hall)).text
    with hall.sessions.writing() as session:
        session.execute(update(Invitation).values(state=state))

    assert officer.get(page_of(hall)).text == before


@pytest.mark.parametrize("role", sorted(set(StaffRole) - {StaffRole.OFFICER, StaffRole.MANAGER}))
def test_other_roles_see_no_meetings(site: Website, role: StaffRole) -> None:
    browser = staff_browser(site, role)

    assert browser.get("/staff/meetings").status == 403
    assert browser.get(page_of(site.hall)).status == 403


def test_a_manager_changes_nothing(site: Website) -> None:
    manager, page = staff_browser(site, StaffRole.MANAGER), page_of(site.hall)

    for path in ("import", "import/confirm", "new"):
        assert manager.post(f"/staff/meetings/{path}").status == 403
    for path in ("/staff/invitations", "/staff/invitations/links.csv"):
        assert manager.post(path).status == 403
    for path in ("invite", "links"):
        assert manager.post(f"{page}/{path}").status == 403
