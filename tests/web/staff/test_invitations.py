"""Inviting from the staff room: told first, done once, links shown once and kept nowhere."""

from __future__ import annotations

import csv
import io
import re

import pytest
from sqlalchemy import select, update

from services.hall import Hall
from services.respond import converse
from services.respond.keys import Code, Link, Seat
from storage.actors import Scope, ScopeLevel
from storage.kinds import InvitationState, StaffRole, StopReason
from storage.models import AuditEvent, Case, Invitation, Recipient
from tests.builders.attendances import child, row, take_in
from tests.builders.pages import Page
from tests.builders.staff_browser import StaffBrowser, staff_browser
from tests.builders.stored import count
from tests.builders.website import Website
from tests.web.staff.test_meetings import page_of

PATH = "/staff/invitations"
HARBOUR = (Scope(ScopeLevel.TEAM, "Harbour"),)
PRESS = re.compile(r'name="press" value="([^"]+)"')
LINKS = re.compile(r'name="links" value="([^"]+)"')
CODE = re.compile(r'staff-slip__code">([^<]+)<')


@pytest.fixture(autouse=True)
def around_a_conference(site: Website) -> None:
    """A parent who can be asked and a child too young."""
    take_in(site.hall, row(), child(meeting_ref="M-2", birth_month="2024-05"))


def press(browser: StaffBrowser) -> str:
    found = PRESS.search(browser.page.html)
    assert found
    return found[1]


def invite(browser: StaffBrowser, path: str = PATH) -> Page:
    browser.get(path)
    return browser.post(path, {"press": press(browser)})


def file_of(browser: StaffBrowser) -> list[dict[str, str]]:
    found = LINKS.search(browser.page.html)
    assert found
    sent = {"links": found[1], "csrf_token": browser.form_token()}
    reply = browser.client.post(f"{PATH}/links.csv", data=sent)
    assert "links.csv" in reply.headers["Content-Disposition"]
    return list(csv.DictReader(io.StringIO(reply.content.decode("utf-8-sig"))))


def invitations(hall: Hall) -> dict[str, InvitationState]:
    with hall.sessions.reading() as session:
        query = select(Recipient.reference, Invitation.state).join(Invitation)
        return dict(session.execute(query).all())


def test_who_would_be_asked_is_told_and_nobody_is(officer: StaffBrowser) -> None:
    before = count(officer.site.hall, AuditEvent)

    text = officer.get(PATH).text

    assert "1 invitation about 1 meeting." in text
    assert "Parent Parent after conference 1" in text
    assert "Too young 1" in text
    assert invitations(officer.site.hall) == {}
    assert count(officer.site.hall, AuditEvent) == before


def test_a_slip_has_picture_code_and_reference_but_no_case_and_no_contact(
    officer: StaffBrowser,
) -> None:
    page = invite(officer)

    assert "1 link made" in page.text
    assert "For P-1, slip PAC" in page.text
    assert "<svg" in page.html.partition("staff-slip__picture")[2]
    assert "C-1001" not in page.text
    assert "example.org" not in page.text
    code = CODE.search(page.html)
    assert code
    opened = converse.open(officer.site.hall, Code(code[1], "phone", "192.0.2.1"), "first")
    assert isinstance(opened, Seat)


def test_the_file_holds_the_same_links_and_nobody_elses(officer: StaffBrowser) -> None:
    page = invite(officer)

    (line,) = file_of(officer)

    code = CODE.search(page.html)
    assert code
    assert (line["recipient_ref"], line["code"]) == ("P-1", code[1])
    assert "C-1001" not in str(line)
    token = line["url"].rpartition("/")[2]
    assert isinstance(converse.open(officer.site.hall, Link(token, "phone"), "x"), Seat)


def test_no_cell_of_the_file_is_a_formula(officer: StaffBrowser) -> None:
    take_in(officer.site.hall, row(channel="sms", contact="+44 7700 900123"))
    invite(officer)

    (line,) = file_of(officer)

    assert line["contact"] == "'+44 7700 900123"


def test_links_that_we_did_not_sign_make_no_file(officer: StaffBrowser) -> None:
    officer.get(PATH)

    assert officer.post(f"{PATH}/links.csv", {"links": "=cmd"}).status == 400


def test_a_form_sent_twice_invites_nobody_twice_and_says_so(officer: StaffBrowser) -> None:
    officer.get(PATH)
    mark = press(officer)
    officer.post(PATH, {"press": mark})
    before = count(officer.site.hall, Invitation)

    page = officer.post(PATH, {"press": mark})

    assert page.status == 422
    assert "This was done already, and links are shown only once." in page.text
    assert count(officer.site.hall, Invitation) == before


@pytest.mark.parametrize("mark", ["", "x" * 32, "0" * 31])
def test_a_form_without_its_mark_does_nothing(officer: StaffBrowser, mark: str) -> None:
    officer.get(PATH)

    assert officer.post(PATH, {"press": mark}).status == 400
    assert invitations(officer.site.hall) == {}


def test_one_officer_invites_around_the_meetings_of_their_team_alone(site: Website) -> None:
    take_in(site.hall, row(meeting_ref="M-9", team="North", case_id="C-9", recipient_ref="P-9"))

    invite(staff_browser(site, StaffRole.OFFICER, HARBOUR))

    assert "P-9" not in invitations(site.hall)
    assert "P-1" in invitations(site.hall)


def test_people_are_invited_about_one_meeting_and_a_trace_names_the_officer(
    officer: StaffBrowser,
) -> None:
    hall = officer.site.hall

    page = invite(officer, f"{page_of(hall)}/invite")

    assert "1 link made" in page.text
    assert invitations(hall) == {"P-1": InvitationState.READY}
    with hall.sessions.reading() as session:
        trace = session.query(AuditEvent).filter_by(what="invited").one()
        assert trace.staff_id == officer.person.account.id


@pytest.mark.parametrize("method", ["get", "post"])
def test_about_a_meeting_that_is_yet_to_come_nobody_is_asked(
    officer: StaffBrowser, method: str
) -> None:
    take_in(officer.site.hall, row(meeting_ref="M-5", held_on="2027-01-05"))
    path = f"{page_of(officer.site.hall, 'M-5')}/invite"
    officer.get(PATH)

    sent = {"press": press(officer)} if method == "post" else {}
    page = officer.post(path, sent) if sent else officer.get(path)

    assert page.status == 422
    assert "people are asked once it was held" in page.text


def renew(browser: StaffBrowser, person: str = "") -> Page:
    meeting = page_of(browser.site.hall)
    browser.get(meeting)
    return browser.post(f"{meeting}/links", {"press": press(browser), "person": person})


def test_a_fresh_link_replaces_the_old_one(officer: StaffBrowser) -> None:
    hall = officer.site.hall
    invite(officer)
    (old,) = file_of(officer)

    renew(officer)
    (new,) = file_of(officer)

    opens = [
        isinstance(converse.open(hall, Link(each["url"].rpartition("/")[2], "a"), "x"), Seat)
        for each in (old, new)
    ]
    assert opens == [False, True]


@pytest.mark.parametrize("state", [InvitationState.ANSWERED, InvitationState.COUNTED])
def test_fresh_links_do_not_say_who_has_answered_and_open_nothing_for_them(
    officer: StaffBrowser, state: InvitationState
) -> None:
    hall = officer.site.hall
    invite(officer)
    with hall.sessions.writing() as session:
        asked = Invitation.state == InvitationState.READY
        session.execute(update(Invitation).where(asked).values(state=state))

    assert "1 link made" in renew(officer).text
    (new,) = file_of(officer)
    token = new["url"].rpartition("/")[2]
    assert not isinstance(converse.open(hall, Link(token, "a"), "x"), Seat)
    assert invitations(hall)["P-1"] is state


def test_nobody_on_the_stop_list_gets_a_fresh_link(officer: StaffBrowser) -> None:
    hall = officer.site.hall
    invite(officer)
    officer.get(page_of(hall))
    sent = {"press": press(officer), "person": ""}
    with hall.sessions.writing() as session:
        session.execute(update(Case).values(stop_reason=StopReason.DEATH))

    page = officer.post(f"{page_of(hall)}/links", sent)

    assert page.status == 422
    assert "Nobody here can have a fresh link" in page.text
    assert "Must not be written to" in page.text
    assert "Make fresh links" not in page.text


def test_a_fresh_link_for_somebody_who_is_not_there_is_refused(officer: StaffBrowser) -> None:
    invite(officer)

    assert renew(officer, "0" * 32).status == 422
    assert renew(officer, "nobody").status == 400


def test_links_are_kept_nowhere(officer: StaffBrowser) -> None:
    invite(officer)
    (line,) = file_of(officer)

    again = officer.get(page_of(officer.site.hall)).html + officer.get(PATH).html

    assert line["code"] not in again
    assert line["url"] not in again
