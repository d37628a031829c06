"""The report page: one's own scope, for one's own readers, as a page and as a file, on record."""

from __future__ import annotations

import io
import json
import re

import docx
import pytest

from services.hall import Hall
from storage.actors import WHOLE_AUTHORITY, Scope, ScopeLevel
from storage.kinds import StaffRole
from storage.models import Answer, UsableQuote
from tests.builders.feedback import chose, code, comment, put_team, respond
from tests.builders.read_by_staff import deeds
from tests.builders.staff_browser import StaffBrowser, staff_browser
from tests.builders.website import Website

NORTH = (Scope(ScopeLevel.TEAM, "North"),)
AREA = (Scope(ScopeLevel.AREA, "Children in need"),)
WHOLE = (WHOLE_AUTHORITY,)
WORDS = "They rang me back the same day."
MAKERS = (StaffRole.OFFICER, StaffRole.QA, StaffRole.LEADER, StaffRole.MANAGER)


@pytest.fixture
def site(site: Website) -> Website:
    """A website with answers of two teams."""
    hall = site.hall
    with hall.sessions.writing() as session:
        for team, area in (("North", "Children in need"), ("South", "Children in care")):
            put_team(session, team, area)
    for answer in ["yes"] * 9 + ["no"] * 2:
        respond(hall, chose("listened", answer), team="North")
    respond(hall, chose("listened", "yes"), team="South", area="Children in care")
    return site


def asked(**choice: str) -> dict[str, str]:
    return {"period": "2026-Q2", "scope": "authority", "audience": "leadership", **choice}


def maker(site: Website, role: StaffRole, scope: tuple[Scope, ...] = WHOLE) -> StaffBrowser:
    return staff_browser(site, role, scope)


def quoted(hall: Hall, browser: StaffBrowser) -> None:
    """Let six parents of the team North praise, and one of them be quoted."""
    for _ in range(6):
        answer = comment(hall, WORDS, team="North")
        code(hall, answer, "positive", ["timing"])
    with hall.sessions.writing() as session:
        owner = session.get_one(Answer, answer).response_id
        session.add(Answer(response_id=owner, **_agreed()))
        session.add(UsableQuote(answer_id=answer, staff_id=browser.actor.id, at=hall.clock()))


def _agreed() -> dict[str, object]:
    said = chose("may_quote", "yes")
    return {"question_id": said.question, "state": said.state, "kind": said.kind, "code": said.code}


def test_periods_stand_the_newest_first_and_the_one_that_ended_last_is_chosen(
    site: Website,
) -> None:
    page = maker(site, StaffRole.LEADER).get("/staff/reports")
    offered = page.html.partition('name="period"')[2].partition("</select>")[0]

    quarters = re.findall(r'value="(\d{4}-Q\d)"', offered)
    assert quarters[:2] == ["2026-Q3", "2026-Q2"]
    assert quarters == sorted(quarters, reverse=True)
    assert re.findall(r'value="([^"]+)" selected', offered) == ["2026-Q2"]


@pytest.mark.parametrize("role", MAKERS)
def test_a_report_is_shown_within_the_page_and_its_making_is_on_record(
    site: Website, role: StaffRole
) -> None:
    browser = maker(site, role)
    page = browser.get("/staff/reports", **asked())
    assert "Quarterly report: what people told us" in page.html
    assert "How well did we do it?" in page.html
    assert "<iframe" not in page.html
    assert "style=" not in page.html
    assert deeds(site.hall, browser.actor)[-1] == "report_made"


def test_looking_at_the_choice_alone_makes_no_report(site: Website) -> None:
    browser = maker(site, StaffRole.QA)
    page = browser.get("/staff/reports")
    assert "Quarter 2 2026-27" in page.html
    assert "report_made" not in deeds(site.hall, browser.actor)


def test_small_numbers_are_withheld_but_from_those_who_may_read_the_responses(
    site: Website,
) -> None:
    assert "[c]" in maker(site, StaffRole.LEADER).get("/staff/reports", **asked()).html
    officer = maker(site, StaffRole.OFFICER)
    page = officer.get("/staff/reports", **asked(audience="response_readers"))
    assert "Do not pass this copy on" in page.html


@pytest.mark.parametrize("role", [StaffRole.QA, StaffRole.LEADER, StaffRole.MANAGER])
@pytest.mark.parametrize("path", ["/staff/reports", "/staff/reports/download"])
def test_nobody_else_gets_the_report_without_protection(
    site: Website, role: StaffRole, path: str
) -> None:
    browser = maker(site, role)
    choice = asked(audience="response_readers", format="json")
    assert browser.get(path, **choice).status == 404
    assert "report_made" not in deeds(site.hall, browser.actor)


@pytest.mark.parametrize("role", MAKERS)
@pytest.mark.parametrize("path", ["/staff/reports", "/staff/reports/download"])
def test_another_scope_than_ones_own_is_not_there(
    site: Website, role: StaffRole, path: str
) -> None:
    browser = maker(site, role, NORTH)
    for scope in ("authority", "team:South", "area:Children in need", "nonsense"):
        assert browser.get(path, **asked(scope=scope, format="docx")).status == 404, scope
    assert browser.get(path, **asked(scope="team:North", format="docx")).status == 200


def test_an_area_holds_its_teams_and_no_others(site: Website) -> None:
    browser = maker(site, StaffRole.QA, AREA)
    page = browser.get("/staff/reports")
    assert 'value="area:Children in need"' in page.html
    assert 'value="team:North"' in page.html
    assert 'value="team:South"' not in page.html
    assert 'value="authority"' not in page.html


def test_without_a_scope_in_the_address_a_manager_gets_their_own_team(site: Website) -> None:
    browser = maker(site, StaffRole.MANAGER, NORTH)
    reply = browser.client.get("/staff/reports/download?period=2026-Q2&format=json")
    assert json.loads(reply.content)["scope"] == {"level": "team", "name": "North"}


def test_somebody_without_a_scope_is_told_so(site: Website) -> None:
    browser = maker(site, StaffRole.LEADER, ())
    assert "No part of the authority is yours" in browser.get("/staff/reports").html
    assert browser.get("/staff/reports", **asked()).status == 404


def test_a_period_that_is_none_is_refused_in_words(site: Website) -> None:
    browser = maker(site, StaffRole.QA)
    page = browser.get("/staff/reports", **asked(period="2026-Q9"))
    assert page.status == 422
    assert "is not a period; write a quarter" in page.html
    assert browser.get("/staff/reports/download", **asked(period="x", format="docx")).status == 422


def test_the_word_document_is_the_same_report(site: Website) -> None:
    browser = maker(site, StaffRole.LEADER)
    reply = browser.client.get("/staff/reports/download", params=asked(format="docx"))
    assert reply.headers["Content-Type"].endswith("wordprocessingml.document")
    assert re.fullmatch(
        r'attachment; filename="report-2026-Q2-[a-z0-9-]+\.docx"',
        reply.headers["Content-Disposition"],
    )
    written = docx.Document(io.BytesIO(reply.content))
    assert "Quarter 2 2026-27" in "\n".join(line.text for line in written.paragraphs)
    assert deeds(site.hall, browser.actor)[-1] == "report_made"


@pytest.mark.parametrize("form", ["html", "json"])
def test_other_files_come_as_attachments_too(site: Website, form: str) -> None:
    reply = maker(site, StaffRole.QA).client.get(
        "/staff/reports/download", params=asked(format=form)
    )
    assert reply.headers["Content-Disposition"].startswith("attachment;")
    assert b"Quarter 2 2026-27" in reply.content


@pytest.mark.parametrize("choice", [{}, {"format": "docx"}, {"period": "2026-Q2", "format": "exe"}])
def test_a_download_without_a_choice_leads_back_to_it(
    site: Website, choice: dict[str, str]
) -> None:
    reply = maker(site, StaffRole.QA).client.get(
        "/staff/reports/download", params=choice, follow_redirects=False
    )
    assert (reply.status_code, reply.headers["Location"]) == (303, "/staff/reports")


def test_leaders_read_quotes_managers_and_scrutiny_do_not(site: Website) -> None:
    leader = maker(site, StaffRole.LEADER)
    quoted(site.hall, leader)
    manager = maker(site, StaffRole.MANAGER, NORTH)
    assert WORDS in leader.get("/staff/reports", **asked()).html
    assert WORDS not in leader.get("/staff/reports", **asked(audience="scrutiny")).html
    assert WORDS not in manager.get("/staff/reports", **asked(scope="team:North")).html


def test_a_theme_of_the_report_starts_an_action_for_those_who_write_them(site: Website) -> None:
    officer = maker(site, StaffRole.OFFICER)
    quoted(site.hall, officer)
    way = "/staff/actions/new?theme=timing"
    assert way in officer.get("/staff/reports", **asked()).html
    assert way not in maker(site, StaffRole.LEADER).get("/staff/reports", **asked()).html
    assert '<option value="timing" selected>' in officer.get(way).html


def test_unless_they_choose_otherwise_officers_too_get_a_report_to_pass_on(site: Website) -> None:
    reply = maker(site, StaffRole.OFFICER).client.get(
        "/staff/reports/download?period=2026-Q2&format=json"
    )
    assert json.loads(reply.content)["audience"] == "leadership"
