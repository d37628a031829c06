"""A meetings file through the browser: checked first, kept whole or not at all, twice is safe."""

from __future__ import annotations

import re

import pytest

from services.hall import Hall
from storage.actors import Scope, ScopeLevel
from storage.kinds import StaffRole
from storage.models import AuditEvent, Meeting
from tests.builders.attendances import counted, row, sheet, take_in
from tests.builders.pages import Page
from tests.builders.staff_browser import StaffBrowser, staff_browser
from tests.builders.stored import count
from tests.builders.website import Website
from web.staff.meeting_files import LARGEST

HARBOUR = (Scope(ScopeLevel.TEAM, "Harbour"),)
FIELD = re.compile(r'name="file" value="([^"]+)"')
PATH = "/staff/meetings/import"


def check(browser: StaffBrowser, data: bytes, name: str = "meetings.csv") -> Page:
    browser.get(PATH)
    return browser.post(PATH, files={"file": (name, data, "text/csv")})


def confirm(browser: StaffBrowser, field: str | None = None) -> Page:
    found = FIELD.search(browser.page.html)
    assert field or found
    return browser.post(f"{PATH}/confirm", {"file": field or (found[1] if found else "")})


def nothing_is_kept(hall: Hall) -> bool:
    return set(counted(hall).values()) == {0}


def test_a_file_is_checked_first_and_nothing_of_it_kept(officer: StaffBrowser) -> None:
    page = check(officer, sheet(row(), row(meeting_ref="M-2")))

    assert page.status == 200
    assert "meetings.csv has 2 rows and no faults. Nothing is kept yet." in page.text
    assert "Meetings 2 0 0" in page.text
    assert nothing_is_kept(officer.site.hall)
    assert count(officer.site.hall, AuditEvent) == 1  # the officer's account


def test_what_was_checked_is_brought_in_when_confirmed_and_leaves_a_trace(
    officer: StaffBrowser,
) -> None:
    check(officer, sheet(row(), row(meeting_ref="M-2")))

    page = confirm(officer)

    assert page.path == "/staff/meetings"
    assert "meetings.csv is in. New meetings: 2, changed: 0." in page.text
    assert count(officer.site.hall, Meeting) == 2
    with officer.site.hall.sessions.reading() as session:
        last = session.query(AuditEvent).filter_by(what="meetings_imported").one()
        assert last.staff_id == officer.person.account.id


def test_the_same_file_confirmed_twice_changes_nothing(officer: StaffBrowser) -> None:
    found = FIELD.search(check(officer, sheet(row())).html)
    assert found
    confirm(officer, found[1])
    before = counted(officer.site.hall)

    assert "New meetings: 0, changed: 0." in confirm(officer, found[1]).text
    assert counted(officer.site.hall) == before


def test_what_would_change_is_named_without_its_contact(officer: StaffBrowser) -> None:
    take_in(officer.site.hall, row())

    page = check(officer, sheet(row(outcome="plan_ended", contact="new@example.org")))

    assert "Meeting M-1 Outcome" in page.text
    assert "Person P-1 Contact" in page.text
    assert "new@example.org" not in page.text


def test_all_faults_are_shown_at_once_by_row_and_column(officer: StaffBrowser) -> None:
    page = check(officer, sheet(row(kind="party"), row(meeting_ref="M-2", held_on="soon"), row()))

    assert page.status == 422
    assert "meetings.csv has 2 faults, so nothing was taken from it." in page.text
    assert "2 kind 'party' is not known" in page.text
    assert "3 held_on 'soon' is not a day" in page.text
    assert nothing_is_kept(officer.site.hall)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "The file is empty"),
        (b"PK\x03\x04 workbook", "This is an Excel workbook; save it"),
        (b"%PDF-1.7", "This is a PDF; save it"),
        (b"<html>", "This is a web page; save it"),
        (b"a\0b", "meetings.csv is not text"),
        (b"meeting_ref\nM-1\n", "meetings.csv lacks the columns"),
        (b"x" * (LARGEST + 1), "The file is larger than 5 MB; split it"),
    ],
    ids=["empty", "workbook", "pdf", "page", "bytes", "columns", "large"],
)
def test_a_file_that_cannot_be_read_gets_one_sentence(
    officer: StaffBrowser, data: bytes, said: str
) -> None:
    page = check(officer, data)

    assert page.status == 422
    assert said in page.text
    assert nothing_is_kept(officer.site.hall)


def test_no_file_is_asked_for(officer: StaffBrowser) -> None:
    officer.get(PATH)

    page = officer.post(PATH)

    assert page.status == 422
    assert "Choose the file with the meetings." in page.text


def test_a_request_far_too_large_is_refused(officer: StaffBrowser) -> None:
    officer.get(PATH)

    assert officer.post(PATH, files={"file": ("m.csv", b"x" * 9_000_000)}).status == 413


def test_a_file_as_large_as_may_be_can_be_confirmed(officer: StaffBrowser) -> None:
    lines, rest = divmod(LARGEST - len(sheet(row())), 100)
    blank = (b" " * 99 + b"\n") * lines + b"\n" * rest
    check(officer, sheet(row()) + blank)

    assert "New meetings: 1" in confirm(officer).text


@pytest.mark.parametrize("field", ["", "forged", "forged.field.here"])
def test_a_field_that_we_did_not_sign_brings_nothing(officer: StaffBrowser, field: str) -> None:
    officer.get(PATH)

    page = officer.post(f"{PATH}/confirm", {"file": field})

    assert page.status == 422
    assert "This check has run out; choose the file again." in page.text
    assert nothing_is_kept(officer.site.hall)


def test_nobody_can_confirm_what_somebody_else_checked(
    site: Website, officer: StaffBrowser
) -> None:
    check(officer, sheet(row()))
    found = FIELD.search(officer.page.html)
    assert found
    other = staff_browser(site, StaffRole.OFFICER, name="Another")
    other.get(PATH)

    assert confirm(other, found[1]).status == 422
    assert nothing_is_kept(site.hall)


def test_a_name_of_a_file_is_shown_as_written_and_without_folders(officer: StaffBrowser) -> None:
    page = check(officer, sheet(row()), "C:\\secret\\<b>m</b>.csv")

    assert "secret" not in page.html
    assert "&lt;b&gt;" in page.html or "b&gt;.csv" in page.html
    assert "<b>" not in page.html


@pytest.mark.parametrize(
    ("theirs", "said"),
    [
        (row(team="North", meeting_ref="M-3"), "this team is not one of yours"),
        (row(meeting_ref="M-9", case_id="C-2"), "this meeting is not one of yours"),
        (row(meeting_ref="M-3", case_id="C-9"), "this case is not one of yours"),
        (
            row(meeting_ref="M-3", case_id="C-2", recipient_ref="P-9"),
            "this person belongs to no case of yours",
        ),
    ],
    ids=["team", "meeting", "case", "person"],
)
def test_a_file_cannot_reach_into_another_team(
    site: Website, theirs: dict[str, str], said: str
) -> None:
    take_in(
        site.hall, row(), row(team="North", meeting_ref="M-9", case_id="C-9", recipient_ref="P-9")
    )
    before = counted(site.hall)
    browser = staff_browser(site, StaffRole.OFFICER, HARBOUR)

    page = check(browser, sheet(theirs))

    assert page.status == 422
    assert said in page.text
    assert counted(site.hall) == before


def test_an_officer_of_one_team_brings_in_its_meetings(site: Website) -> None:
    take_in(site.hall, row())
    browser = staff_browser(site, StaffRole.OFFICER, HARBOUR)
    check(browser, sheet(row(meeting_ref="M-2", recipient_ref="P-2")))

    assert "New meetings: 1" in confirm(browser).text
