"""Home: each role is shown what waits for it, and nothing of others."""

from __future__ import annotations

import re
from datetime import date

import pytest

from services.staff.home import last_quarter
from storage.kinds import StaffRole
from storage.models import Action, Meeting
from surveys.kinds import MeetingKind, Mode
from tests.builders.feedback import comment, put_team
from tests.builders.invited import invited
from tests.builders.staff_browser import StaffBrowser, staff_browser
from tests.builders.website import Website
from tests.builders.worries import look_after, worry


def cards(browser: StaffBrowser) -> dict[str, int]:
    """Return the figure of each card by the words beside it."""
    html = browser.get("/staff/").html
    found = re.findall(r'staff-figure">(\d+)</p>\s*<p class="govuk-body">([^<]+)<', html)
    return {words: int(figure) for figure, words in found}


def say(site: Website, text: str, team: str = "North", mode: Mode = Mode.LINKED) -> None:
    """Store one comment about a meeting of a team."""
    person = invited(site.hall, team=team)
    case = person.case_id if mode is Mode.LINKED else None
    comment(site.hall, text, team=team, mode=mode, case_id=case)


def held(site: Website, reference: str, day: date, chair: str) -> None:
    """Store a meeting that somebody chaired."""
    kind = MeetingKind.CLA_REVIEW
    with site.hall.sessions.writing() as session:
        put_team(session, "North")
        session.add(Meeting(reference=reference, kind=kind, held_on=day, team="North", chair=chair))


def test_an_officer_sees_how_many_comments_nobody_has_read(site: Website) -> None:
    officer = staff_browser(site)
    say(site, "They rang me back.")
    say(site, "It was fine.", mode=Mode.CONFIDENTIAL)

    assert cards(officer)["comments nobody has read"] == 2


def test_a_manager_is_not_told_of_comments_they_may_not_read(site: Website) -> None:
    manager = staff_browser(site, StaffRole.MANAGER)
    say(site, "It was fine.", mode=Mode.CONFIDENTIAL)

    assert cards(manager)["comments nobody has read"] == 0


def test_without_a_scope_nothing_is_counted(site: Website) -> None:
    officer = staff_browser(site, scope=())
    say(site, "They rang me back.")

    assert set(cards(officer).values()) == {0}


def test_a_safeguarding_lead_sees_open_concerns_and_when_the_next_is_due(site: Website) -> None:
    lead = staff_browser(site, StaffRole.SAFEGUARDING)
    worry(site.hall)

    assert cards(lead)["concern is open"] == 1
    assert "Next due 15 October 2026 at" in lead.page.text


def test_an_acknowledged_concern_stays_open_without_being_due_next(site: Website) -> None:
    lead = staff_browser(site, StaffRole.SAFEGUARDING)
    look_after(site.hall, worry(site.hall))

    assert cards(lead)["concern is open"] == 1
    assert "Next due" not in lead.page.text


@pytest.mark.parametrize("role", [StaffRole.OFFICER, StaffRole.MANAGER, StaffRole.ADMIN])
def test_other_roles_are_not_told_that_there_is_a_concern(site: Website, role: StaffRole) -> None:
    browser = staff_browser(site, role)
    worry(site.hall)

    assert not [words for words in cards(browser) if "concern" in words]


def test_actions_past_their_day_stand_out(site: Website) -> None:
    manager = staff_browser(site, StaffRole.MANAGER)
    with site.hall.sessions.writing() as session:
        for day in (date(2026, 10, 14), date(2026, 10, 15)):
            session.add(
                Action(title="Ring back", state="open", due_on=day, created_at=site.hall.clock())
            )

    assert cards(manager)["actions to be done"] == 2
    assert "1 overdue" in manager.page.text


def test_recent_meetings_about_which_nobody_was_asked_are_counted(site: Website) -> None:
    officer = staff_browser(site)
    invited(site.hall)

    assert cards(officer)["recent meetings nobody was asked about"] == 0


def test_an_administrator_sees_jobs_at_fault_and_unused_accounts(admin: StaffBrowser) -> None:
    found = cards(admin)

    assert found["jobs are not in order"] > 0
    assert found["members of staff have not signed in yet"] == 0


def test_a_reviewer_with_nothing_to_do_is_told_so(site: Website) -> None:
    page = staff_browser(site, StaffRole.REVIEWER).get("/staff/")

    assert "Nothing waits for you at the moment." in page.text
    assert "stand in the report of each quarter" in page.text


def test_a_chair_sees_which_meetings_they_chaired_and_what_comes_to_them(site: Website) -> None:
    chair = staff_browser(site, StaffRole.CHAIR, name="Ruth Hartley")
    held(site, "M-1", date(2026, 10, 1), "Ruth Hartley")
    held(site, "M-2", date(2026, 7, 1), "Ruth Hartley")
    held(site, "M-3", date(2026, 10, 1), "Owen Price")

    page = chair.get("/staff/")

    assert re.findall(r">(M-\d)<", page.html) == ["M-1"]
    assert "1 October 2026" in page.text
    assert "is not shown to you, nor who answered" in page.text


@pytest.mark.parametrize(
    ("role", "way"), [(StaffRole.MANAGER, "Tell them"), (StaffRole.LEADER, "See them")]
)
def test_only_those_who_may_tell_are_asked_to(site: Website, role: StaffRole, way: str) -> None:
    browser = staff_browser(site, role)
    with site.hall.sessions.writing() as session:
        session.add(Action(title="Ring back", state="done", created_at=site.hall.clock()))

    assert re.findall(r"(?:Tell|See) them", browser.get("/staff/").html) == [way]


@pytest.mark.parametrize(
    ("today", "code"),
    [
        (date(2026, 10, 15), "2026-Q2"),
        (date(2026, 10, 1), "2026-Q2"),
        (date(2026, 9, 30), "2026-Q1"),
        (date(2027, 1, 1), "2026-Q3"),
        (date(2027, 4, 1), "2026-Q4"),
        (date(2026, 6, 30), "2025-Q4"),
    ],
)
def test_the_next_report_is_on_the_quarter_that_ended_last(today: date, code: str) -> None:
    assert last_quarter(today).code == code


def test_the_navigation_holds_only_what_a_role_opens(admin: StaffBrowser, site: Website) -> None:
    chair = staff_browser(site, StaffRole.CHAIR)

    assert 'href="/staff/audit"' in admin.get("/staff/").html
    assert 'href="/staff/audit"' not in chair.get("/staff/").html
