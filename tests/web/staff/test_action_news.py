"""Telling those who spoke, on the pages: previewed, published, taken back, joined and counted."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import pytest

from services.care import actions
from services.care.actions import Standing
from services.hall import OPERATOR
from storage.actors import Scope, ScopeLevel
from storage.kinds import Contact, StaffRole
from storage.models import Action
from tests.builders.feedback import code, comment, put_team, respond
from tests.builders.invited import invited
from tests.builders.pages import Page
from tests.builders.read_by_staff import answered
from tests.builders.staff_browser import StaffBrowser, staff_browser
from tests.builders.told import DID, PLAIN, SAID, ended, reached_by, revision, sent, told
from tests.builders.website import Website
from tests.web.staff.test_html import complaints

NORTH = (Scope(ScopeLevel.TEAM, "North"),)
WORDS = {"done": "New template.", "you_said": SAID, "we_did": DID, "we_did_plain": PLAIN}


@pytest.fixture
def site(site: Website) -> Website:
    """A website of two teams in two areas."""
    with site.hall.sessions.writing() as session:
        put_team(session, "North", "Care")
        put_team(session, "South", "Help")
    return site


def does(who: StaffBrowser, id_: UUID, deed: str, **data: str) -> Page:
    """Open the page of an action and send one of its forms."""
    who.get(f"/staff/actions/{id_}")
    at = str(revision(who.site.hall, id_))
    return who.post(f"/staff/actions/{id_}/{deed}", {"revision": at, **data})


def entry(site: Website, id_: UUID) -> actions.Entry:
    return actions.one(site.hall, OPERATOR, id_)


def planned(site: Website, **plan: object) -> UUID:
    """Add an action that is open."""
    id_ = UUID(int=7)
    actions.add(site.hall, OPERATOR, id_, actions.Planned("Send reports earlier", **plan))
    return id_


def test_a_preview_shows_both_wordings_with_their_grades_and_saves_nothing(
    site: Website, officer: StaffBrowser
) -> None:
    id_ = planned(site)
    page = does(officer, id_, "done", do="preview", ended="done", **WORDS)
    assert page.status == 200
    for words in ("As a child reads it", "As an adult reads it", PLAIN, DID, "Reading grade"):
        assert words in page.text
    assert entry(site, id_).standing is Standing.OPEN


def test_hard_words_for_children_are_pointed_out(site: Website, officer: StaffBrowser) -> None:
    hard = "Conference documentation is circulated beforehand to facilitate participation."
    words = {**WORDS, "we_did_plain": hard}
    page = does(officer, planned(site), "done", do="preview", ended="done", **words)
    assert "try shorter words and sentences" in page.text


def test_an_action_is_ended_told_taken_back_and_opened_again(
    site: Website, officer: StaffBrowser
) -> None:
    id_ = planned(site)
    assert "Nobody told yet" in does(officer, id_, "done", do="save", ended="done", **WORDS).text
    assert "Those who spoke can read it now." in does(officer, id_, "publish").text
    assert entry(site, id_).told_at is not None
    assert "Nobody can read it any more" in does(officer, id_, "take-back").text
    assert "open again" in does(officer, id_, "reopen").text
    assert entry(site, id_).standing is Standing.OPEN


def test_what_is_not_possible_is_kept_with_its_reason(site: Website, officer: StaffBrowser) -> None:
    id_ = planned(site)
    page = does(officer, id_, "done", ended="not_possible", **WORDS)
    assert "Not possible" in page.text
    assert "Why it is not possible" in page.text
    assert entry(site, id_).standing is Standing.NOT_POSSIBLE


def test_without_words_nobody_can_be_told(site: Website, officer: StaffBrowser) -> None:
    id_ = planned(site)
    page = does(officer, id_, "publish")
    assert (page.status, "Say first what was done" in page.text) == (422, True)
    does(officer, id_, "done", ended="done", done="Sent.")
    page = does(officer, id_, "publish")
    assert (page.status, "Write first what those who spoke are to read" in page.text) == (422, True)


def test_the_whole_page_can_be_seen_as_a_child_and_as_an_adult(
    site: Website, officer: StaffBrowser
) -> None:
    id_ = ended(site.hall)
    child = officer.get(f"/staff/actions/{id_}/as-told")
    assert (PLAIN in child.text, DID in child.text) == (True, False)
    assert "Childline" in child.text
    adults = officer.get(f"/staff/actions/{id_}/as-told", **{"for": "adults"})
    assert (PLAIN in adults.text, DID in adults.text) == (False, True)


def test_an_officer_reads_who_hears_and_who_gets_a_slip(
    site: Website, officer: StaffBrowser
) -> None:
    by_mail, by_slip, unknown = (invited(site.hall) for _ in range(3))
    reached_by(site.hall, by_mail, Contact.EMAIL, "pat@family.example")
    who = [sent(site.hall, by_mail), sent(site.hall, by_slip), sent(site.hall, unknown, wish="no")]
    id_ = told(site.hall, *who)
    page = officer.get(f"/staff/actions/{id_}")
    assert "By e-mail" in page.text
    assert "Waiting to be sent" in page.text
    assert "Give them a slip" in page.text
    assert "1 other did not say who they are" in page.text
    assert "pat@family.example" not in page.html
    qa = staff_browser(site, StaffRole.QA, name="Figures alone")
    assert "Wished to hear" not in qa.get(f"/staff/actions/{id_}").text


def test_responses_are_joined_from_the_reading_room_and_by_theme(
    site: Website, officer: StaffBrowser
) -> None:
    id_ = planned(site, theme="timing")
    for _ in range(2):
        code(site.hall, comment(site.hall, team="North"), "negative", ["timing"])
    page = officer.get(f"/staff/actions/{id_}")
    assert "2 more responses that you may read speak of" in page.text
    assert "2 responses were joined." in does(officer, id_, "join").text
    response = answered(site.hall)
    choosing = officer.get("/staff/actions", response=str(response))
    assert f'value="{response}"' in choosing.html
    assert "1 response was joined." in does(officer, id_, "join", response=str(response)).text
    assert "taken from the action" in does(officer, id_, "part", response=str(response)).text
    assert entry(site, id_).behind == 2


def test_an_action_of_another_team_is_not_there(site: Website) -> None:
    id_ = ended(site.hall, team="South")
    who = staff_browser(site, StaffRole.MANAGER, NORTH)
    who.get("/staff/actions")
    data = {"revision": str(revision(site.hall, id_)), "response": str(id_)}
    for deed in ("publish", "take-back", "reopen", "join", "part"):
        assert who.post(f"/staff/actions/{id_}/{deed}", data).status == 404, deed
    assert who.get(f"/staff/actions/{id_}/as-told").status == 404


def test_who_is_too_late_publishes_nothing(site: Website, officer: StaffBrowser) -> None:
    id_ = ended(site.hall)
    officer.get(f"/staff/actions/{id_}")
    page = officer.post(f"/staff/actions/{id_}/publish", {"revision": "1"})
    assert (page.status, "Somebody saved this action meanwhile" in page.text) == (422, True)
    assert entry(site, id_).told_at is None


def test_the_list_narrows_to_area_owner_and_what_nobody_was_told(
    site: Website, officer: StaffBrowser
) -> None:
    me = officer.actor.id
    ended(site.hall, team="North")
    told(site.hall, team="South")
    planned(site, owner=me)
    counted = {
        name: f"{number} action" in officer.get("/staff/actions", **asked).text
        for name, number, asked in [
            ("all", 3, {}),
            ("area", 1, {"area": "Care"}),
            ("owner", 1, {"owner": str(me)}),
            ("untold", 1, {"show": "untold"}),
            ("told", 1, {"show": "told"}),
            ("open", 1, {"show": "open"}),
        ]
    }
    assert all(counted.values()), counted


def test_home_counts_what_has_ended_and_nobody_was_told(
    site: Website, officer: StaffBrowser
) -> None:
    ended(site.hall)
    told(site.hall)
    page = officer.get("/staff/")
    assert "1 action has ended and nobody who spoke was told" in page.text
    assert 'href="/staff/actions?show=untold"' in page.html


def test_a_report_or_a_comment_that_leads_here_is_kept_as_the_source(
    site: Website, officer: StaffBrowser
) -> None:
    form = officer.get("/staff/actions/new", source="Quarterly report, Quarter 2", theme="timing")
    assert 'value="Quarterly report, Quarter 2"' in form.html
    officer.post("/staff/actions/new", {"title": "Look", "source": "Quarterly report, Quarter 2"})
    with site.hall.sessions.reading() as session:
        assert session.query(Action).one().source == "Quarterly report, Quarter 2"


def test_the_pages_of_an_action_are_valid(
    site: Website, officer: StaffBrowser, tmp_path: Path
) -> None:
    person = invited(site.hall)
    id_ = told(site.hall, sent(site.hall, person), comment_of_north(site))
    still_open = planned(site, theme="timing")
    code(site.hall, comment(site.hall, team="North"), "negative", ["timing"])
    officer.get(f"/staff/actions/{id_}")
    officer.get(f"/staff/actions/{id_}/as-told")
    does(officer, still_open, "done", do="preview", ended="done", **WORDS)
    does(officer, still_open, "publish")
    officer.get("/staff/actions", response=str(sent(site.hall, invited(site.hall))))
    assert complaints(tmp_path, officer.seen) == []


def comment_of_north(site: Website) -> UUID:
    """Let somebody who leads to nobody answer; return the response."""
    return respond(site.hall, team="North")
