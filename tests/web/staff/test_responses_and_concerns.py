"""Who gets which page of the reading room and the safeguarding desk, and what opening one does."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID, uuid4

import pytest
from sqlalchemy import func, select

from services.hall import Hall
from storage.actors import Scope, ScopeLevel
from storage.base import Base
from storage.kinds import StaffRole
from storage.models import AuditEvent, MeetingCase, RecipientCase, StaffSession
from surveys.kinds import Mode
from tests.builders.invited import Invited, invited
from tests.builders.read_by_staff import SAID, answered, coded, deeds, disclosed, keep_from
from tests.builders.staff_browser import staff_browser
from tests.builders.website import Website

SOUTH = (Scope(ScopeLevel.TEAM, "South"),)
CODERS = {StaffRole.OFFICER, StaffRole.SAFEGUARDING}
READERS = CODERS | {StaffRole.MANAGER}
LEADS = {StaffRole.SAFEGUARDING}


@dataclass(frozen=True)
class Said:
    """A linked response with a coded comment, and a concern of another person."""

    person: Invited
    response: UUID
    comment: UUID
    concern: UUID

    def pages(self) -> dict[str, set[StaffRole]]:
        """Return each page about them, with the roles it is for."""
        response = f"/staff/responses/{self.response}"
        return {
            response: READERS,
            f"{response}/comments/{self.comment}": CODERS,
            f"/staff/concerns/{self.concern}": LEADS,
        }

    def posts(self) -> dict[str, set[StaffRole]]:
        """Return each deed about them, with the roles it is for."""
        response = f"/staff/responses/{self.response}"
        comment = f"{response}/comments/{self.comment}"
        return {
            f"{response}/read": CODERS,
            comment: CODERS,
            f"{comment}/confirm": CODERS,
            f"{comment}/quote": CODERS,
            f"/staff/concerns/{self.concern}": LEADS,
        }


FORM = {
    "move": "acknowledge",
    "revision": "1",
    "sentiment": "neutral",
    "severity": "1",
    "usable": "yes",
}


@pytest.fixture
def said(site: Website) -> Said:
    person = invited(site.hall)
    response = answered(site.hall, person=person)
    comment = coded(site.hall, response)
    return Said(person, response, comment, disclosed(site.hall, Mode.LINKED))


@pytest.mark.parametrize("role", list(StaffRole))
def test_each_page_opens_for_its_roles_alone(site: Website, said: Said, role: StaffRole) -> None:
    browser = staff_browser(site, role)
    lists = {"/staff/responses": READERS, "/staff/concerns": LEADS, "/staff/concerns/list": LEADS}
    for path, roles in (said.pages() | lists).items():
        assert browser.get(path).status == (200 if role in roles else 403), path
    for path, roles in said.posts().items():
        status = browser.post(path, FORM).status
        assert (status == 403) is (role not in roles), path


def test_what_lies_outside_somebodys_scope_is_not_there(site: Website, said: Said) -> None:
    answered(site.hall, team="South")
    for role in StaffRole:
        browser = staff_browser(site, role, SOUTH)
        for path, roles in said.pages().items():
            assert browser.get(path).status == (404 if role in roles else 403), (role, path)
        for path, roles in said.posts().items():
            refused = 404 if role in roles else 403
            assert browser.post(path, FORM).status == refused, (role, path)
        if role in READERS:
            assert "1 response" in browser.get("/staff/responses").text
            assert said.person.case_reference not in browser.page.html
        if role in LEADS:
            assert "0 open" in browser.get("/staff/concerns").text


def test_a_named_worker_finds_nothing_about_themselves_on_any_page(
    site: Website, said: Said
) -> None:
    hall = site.hall
    hidden = answered(hall, mode=Mode.CONFIDENTIAL, person=_again(hall, said.person))
    browser = staff_browser(site, StaffRole.SAFEGUARDING)
    assert "3 responses" in browser.get("/staff/responses").text
    keep_from(hall, browser.actor, said.person.case_id)

    assert "1 response" in browser.get("/staff/responses").text
    for path in (f"/staff/responses/{said.response}", f"/staff/responses/{hidden}"):
        assert browser.get(path).status == 404
        assert SAID not in browser.page.html
    assert deeds(hall, browser.actor) == ["case_refused", "case_refused"]
    assert browser.get(f"/staff/responses/{uuid4()}").status == 404


def test_a_page_that_is_opened_changes_nothing_but_the_audit_trail(
    site: Website, said: Said
) -> None:
    browser = staff_browser(site, StaffRole.SAFEGUARDING)
    before = _counts(site.hall)
    for path in (*said.pages(), "/staff/responses", "/staff/concerns", "/staff/concerns/list"):
        browser.get(path)
    assert _counts(site.hall) == before
    assert deeds(site.hall, browser.actor) == ["response_read", "response_read", "concern_read"]


def test_a_form_without_its_token_is_refused(site: Website, said: Said) -> None:
    browser = staff_browser(site, StaffRole.SAFEGUARDING)
    before = _counts(site.hall)
    for path in said.posts():
        assert browser.post(path, FORM, token=None).status == 403, path
    assert _counts(site.hall) == before


def test_the_list_that_keeps_itself_up_to_date_does_not_keep_a_session_alive(
    site: Website, said: Said
) -> None:
    browser = staff_browser(site, StaffRole.SAFEGUARDING)
    clock = site.hall.clock
    for _ in range(14):
        clock.advance(minutes=1)  # type: ignore[attr-defined]  # a clock of the tests
        assert browser.get("/staff/concerns/list").path == "/staff/concerns/list"
    with site.hall.sessions.reading() as session:
        held = session.scalars(select(StaffSession)).one()
        assert held.seen_at == held.started_at
    clock.advance(minutes=2)  # type: ignore[attr-defined]  # a clock of the tests
    assert browser.get("/staff/concerns/list").path == "/staff/sign-in"


def test_reading_confirming_and_quoting_show_on_the_page(site: Website, said: Said) -> None:
    browser = staff_browser(site, StaffRole.OFFICER, name="Sam Reader")
    response = f"/staff/responses/{said.response}"
    comment = f"{response}/comments/{said.comment}"
    page = browser.get(response)
    assert "The machine suggests: only a suggestion; a person decides." in page.text
    assert "How much it weighs goes by its worst statement: " in page.text
    assert "Nobody has marked this as read." in page.text
    seen = _field(page.html, "seen")

    assert "Read by Sam Reader" in browser.post(f"{response}/read").text
    assert "Sam Reader decided" in browser.post(f"{comment}/confirm", {"seen": seen}).text
    assert "The quote may be used." in browser.post(f"{comment}/quote", {"usable": "yes"}).text
    late = browser.post(f"{comment}/confirm", {"seen": seen})
    assert (late.status, "Somebody coded this comment meanwhile" in late.text) == (422, True)


def test_a_coding_form_without_its_choices_is_shown_again_as_it_was_sent(
    site: Website, said: Said
) -> None:
    browser = staff_browser(site, StaffRole.OFFICER)
    path = f"/staff/responses/{said.response}/comments/{said.comment}"
    seen = _field(browser.get(path).html, "seen")
    page = browser.post(path, {"theme": "respect", "seen": seen})
    assert page.status == 422
    assert "Choose how the comment feels, or not sure." in page.text
    assert 'value="respect" checked' in page.html
    page = browser.post(path, {**FORM, "theme": "respect", "seen": seen})
    assert page.path == f"/staff/responses/{said.response}"
    assert "Respect and fairness" in page.text


def test_somebody_who_did_not_agree_is_not_quoted_and_the_page_says_why(site: Website) -> None:
    response = answered(site.hall, quote="no")
    comment = coded(site.hall, response)
    browser = staff_browser(site, StaffRole.OFFICER)
    page = browser.get(f"/staff/responses/{response}")
    assert "It may not be quoted: this person did not agree" in page.text
    assert "Quote may be used" not in page.text
    sent = browser.post(f"/staff/responses/{response}/comments/{comment}/quote", {"usable": "yes"})
    assert (sent.status, "did not agree to be quoted" in sent.text) == (422, True)


def test_a_move_shows_in_the_history_and_a_missing_note_is_asked_for(
    site: Website, said: Said
) -> None:
    browser = staff_browser(site, StaffRole.SAFEGUARDING, name="Lee Lead")
    path = f"/staff/concerns/{said.concern}"
    page = browser.get(path)
    sent = {"move": "acknowledge", "revision": _field(page.html, "revision")}
    page = browser.post(path, sent)
    assert "Acknowledged , 15 October 2026 at 10:00am, by Lee Lead" in page.text
    stale = browser.post(path, sent)
    assert (stale.status, "Somebody changed this concern meanwhile" in stale.text) == (422, True)
    bare = browser.post(path, {"move": "close", "revision": _field(page.html, "revision")})
    assert (bare.status, "Write a note" in bare.text) == (422, True)
    assert browser.post(path, {"move": "vanish", "revision": "1"}).status == 400
    assert browser.post(path, {"move": "close", "revision": "١"}).status == 400


def test_an_address_with_filters_that_do_not_exist_shows_a_list_all_the_same(
    site: Website, said: Said
) -> None:
    browser = staff_browser(site, StaffRole.OFFICER)
    odd = {"role": "wizard", "month": "9999-12", "page": "999999", "theme": "'"}
    for name, value in odd.items():
        assert browser.get("/staff/responses", **{name: value}).status == 200
    assert "1 response" in browser.get("/staff/responses", unread="yes", concern="yes").text


def _again(hall: Hall, person: Invited) -> Invited:
    """Ask about the same case once more."""
    fresh = invited(hall)
    with hall.sessions.writing() as session:
        session.query(MeetingCase).filter_by(meeting_id=fresh.meeting_id).delete()
        session.query(RecipientCase).filter_by(recipient_id=fresh.recipient_id).delete()
        session.add(MeetingCase(meeting_id=fresh.meeting_id, case_id=person.case_id))
        session.add(RecipientCase(recipient_id=fresh.recipient_id, case_id=person.case_id))
    return fresh


def _counts(hall: Hall) -> dict[str, int]:
    """Return how many rows each table holds but the audit trail."""
    with hall.sessions.reading() as session:
        return {
            name: session.scalar(select(func.count()).select_from(table)) or 0
            for name, table in Base.metadata.tables.items()
            if name != AuditEvent.__tablename__
        }


def _field(html: str, name: str) -> str:
    """Return what a hidden field carries."""
    _, _, after = html.partition(f'name="{name}" value="')
    return after.partition('"')[0]
