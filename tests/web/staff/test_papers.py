"""Paper forms from the page of links: with the person's code, for officers, kept nowhere."""

from __future__ import annotations

import io
import re

import httpx
import pytest
from pypdf import PdfReader

from services.respond import converse
from services.respond.keys import Code, Seat
from storage.kinds import StaffRole
from storage.models import AuditEvent
from surveys import library
from tests.builders.attendances import row, take_in
from tests.builders.staff_browser import StaffBrowser, staff_browser
from tests.builders.stored import count
from tests.builders.website import Website
from tests.web.staff.test_invitations import CODE, PATH, invite

PAPERS = re.compile(r'name="papers" value="([^"]+)"')


@pytest.fixture(autouse=True)
def around_a_conference(site: Website) -> None:
    """A parent who can be asked."""
    take_in(site.hall, row())


def send(browser: StaffBrowser, wanted: str, papers: str | None = None) -> httpx.Response:
    found = PAPERS.search(browser.page.html)
    assert found
    sent = {"papers": papers or found[1], "print": wanted, "csrf_token": browser.form_token()}
    return browser.client.post(f"{PATH}/paper.pdf", data=sent)


def text_of(reply: httpx.Response) -> str:
    assert reply.status_code == 200
    assert reply.headers["Content-Type"] == "application/pdf"
    reader = PdfReader(io.BytesIO(reply.content))
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def test_the_page_of_links_prints_a_form_with_the_persons_code(officer: StaffBrowser) -> None:
    html = invite(officer).html
    (code,) = CODE.findall(html)
    assert all(f'value="{each}"' in html for each in ("0", "0-large"))
    before = count(officer.site.hall, AuditEvent)

    normal, large = (send(officer, each) for each in ("0", "0-large"))

    assert f"type this code: {code}" in text_of(normal)
    assert "Form parent_after_conference, version" in text_of(normal)
    pages = [len(PdfReader(io.BytesIO(each.content)).pages) for each in (normal, large)]
    assert pages[1] > pages[0]
    assert count(officer.site.hall, AuditEvent) == before
    assert isinstance(
        converse.open(officer.site.hall, Code(code, "phone", "192.0.2.1"), "first"), Seat
    )


@pytest.mark.parametrize("wanted", ["", "1", "-1", "x", "0-huge"])
def test_a_form_of_nobody_on_the_page_is_refused(officer: StaffBrowser, wanted: str) -> None:
    invite(officer)
    assert send(officer, wanted).status_code == 400


def test_links_that_were_made_up_are_refused(officer: StaffBrowser) -> None:
    invite(officer)
    assert send(officer, "0", papers="made.up").status_code == 400


def test_links_shown_to_somebody_else_are_refused(site: Website, officer: StaffBrowser) -> None:
    invite(officer)
    found = PAPERS.search(officer.page.html)
    assert found
    other = staff_browser(site, StaffRole.OFFICER)
    other.get(PATH)
    sent = {"papers": found[1], "print": "0", "csrf_token": other.form_token()}
    assert other.client.post(f"{PATH}/paper.pdf", data=sent).status_code == 400


def test_every_questionnaire_is_listed_with_the_way_it_is_sent_and_on_paper(
    officer: StaffBrowser,
) -> None:
    page = officer.get("/staff/questionnaires")

    for each in library.all_released():
        assert f'href="/staff/questionnaires/{each.id}/paper.pdf"' in page.html
    assert "Your review (Child, 8 to 11), Urdu (draft)" in page.text
    assert "To parent, 2 days after the meeting (Initial child protection" in page.text
    reply = officer.client.get("/staff/questionnaires/tell_us_anything/paper.pdf?large=yes")
    assert "Form tell_us_anything, version 1" in text_of(reply)
    assert "Code " not in text_of(reply)


def test_blank_paper_of_nothing_or_in_no_language_is_refused(officer: StaffBrowser) -> None:
    assert officer.get("/staff/questionnaires/nothing/paper.pdf").status == 404
    said = officer.get("/staff/questionnaires/carer_own_views/paper.pdf", language="cy")
    assert "is not written in cy" in said.text
