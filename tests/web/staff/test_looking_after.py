"""The audit view, the health page, and the two addresses for machines."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import httpx
import pytest

from services.hall import Hall
from services.staff.audit import Deed, note
from services.upkeep import readiness
from storage.kinds import OutboxState
from storage.models import JobSlot, Outbox
from tests.builders.canary import Canary
from tests.builders.clock import Clock
from tests.builders.staff_browser import StaffBrowser
from tests.builders.website import Website


def leave(browser: StaffBrowser, deed: Deed, times: int = 1) -> None:
    """Leave a trace in somebody's name."""
    hall = browser.site.hall
    with hall.sessions.writing() as session:
        for _ in range(times):
            note(session, browser.actor, deed, hall.clock(), "staff", browser.actor.id)


def rows(html: str) -> int:
    return html.count('<tr class="govuk-table__row">') - 1


def test_the_trace_names_person_deed_and_row_by_id(
    admin: StaffBrowser, officer: StaffBrowser
) -> None:
    leave(officer, Deed.RESPONSE_READ)

    page = admin.get("/staff/audit")

    first = page.html.split("<tbody")[1].split("</tr>")[0]
    for words in ("15 October 2026 at 10:00am", "Jo Reader", "Response read", "Not yet"):
        assert words in first
    assert str(officer.person.account.id) in first


def test_the_trace_can_be_narrowed_to_person_deed_and_days(
    admin: StaffBrowser, officer: StaffBrowser, clock: Clock
) -> None:
    leave(officer, Deed.RESPONSE_READ, 2)
    clock.advance(hours=14.5)  # half past midnight of the 16th in London
    leave(officer, Deed.INVITED, 3)
    clock.advance(hours=-14.5)
    me = str(officer.person.account.id)

    assert rows(admin.get("/staff/audit", staff=me).html) == 5
    assert rows(admin.get("/staff/audit", staff=me, deed="invited").html) == 3
    assert rows(admin.get("/staff/audit", staff=me, until="2026-10-15").html) == 2
    assert rows(admin.get("/staff/audit", since="2026-10-16").html) == 3
    assert "Nothing was found." in admin.get("/staff/audit", since="2026-10-17").text


@pytest.mark.parametrize("day", ["yesterday", "2026-02-30", "=1+1"])
def test_a_day_that_is_none_is_told(admin: StaffBrowser, day: str) -> None:
    page = admin.get("/staff/audit", since=day)

    assert page.status == 422
    assert "Write a day such as 2026-10-15" in page.text


@pytest.mark.parametrize("number", ["0", "-1", "x", "٣", "9" * 30])
def test_a_page_number_that_is_none_shows_the_first(admin: StaffBrowser, number: str) -> None:
    assert admin.get("/staff/audit", page=number).status == 200


def test_a_long_trace_comes_in_pages_that_keep_what_was_asked(
    admin: StaffBrowser, officer: StaffBrowser
) -> None:
    leave(officer, Deed.CASE_REFUSED, 120)

    first = admin.get("/staff/audit", deed="case_refused")
    last = admin.get("/staff/audit", deed="case_refused", page="3")

    assert "Page 1 of 3, 120 in all" in first.text
    assert 'href="/staff/audit?page=2&amp;deed=case_refused"' in first.html
    assert (rows(first.html), rows(last.html)) == (50, 20)
    assert 'rel="next"' not in last.html


def test_health_shows_jobs_and_what_waits_to_be_sent(admin: StaffBrowser, clock: Clock) -> None:
    with admin.site.hall.sessions.writing() as session:
        for number, state in enumerate((OutboxState.WAITING,) * 2 + (OutboxState.GIVEN_UP,)):
            session.add(Outbox(key=str(number), kind="notice", due_at=clock(), state=state))
        until = clock() + timedelta(minutes=1)
        slot = JobSlot(job="tidy", slot=clock(), claimed_by="a", claimed_until=until)
        slot.state, slot.note = "failed", "disk full"
        session.add(slot)

    page = admin.get("/staff/health")

    assert "They open this database" in page.text
    assert "Daily at 03:30 in London" in page.text
    assert "The job tidy failed: disk full." in page.text
    assert "The job send has never run" in page.text
    assert "Notice 2 1" in page.text


def test_health_tells_of_the_sentence_model_and_of_what_is_wrong_with_it(
    admin: StaffBrowser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "Sentence model None is set." in admin.get("/staff/health").text
    hearing = admin.site.hall.hearing
    monkeypatch.setattr(hearing, "_folder", tmp_path)
    monkeypatch.setattr(hearing, "_read", False)
    assert "Until then answers are screened without it." in admin.get("/staff/health").text


def test_health_names_a_database_that_is_not_of_this_release(
    admin: StaffBrowser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.schema.head", lambda: "9999")

    assert "this release needs 9999" in admin.get("/staff/health").text


def test_healthz_and_readyz_say_that_and_nothing_else(site: Website) -> None:
    for path, told in (("/healthz", "ok\n"), ("/readyz", "ready\n")):
        reply = httpx.get(site.url + path)
        assert (reply.status_code, reply.text) == (200, told)
        assert "Set-Cookie" not in reply.headers
        assert reply.headers["Cache-Control"] == "no-store"


def test_readyz_tells_when_the_tables_are_not_of_this_release(
    site: Website, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.schema.head", lambda: "9999")

    reply = httpx.get(f"{site.url}/readyz")

    assert (reply.status_code, reply.text) == (503, "not ready\n")
    assert httpx.get(f"{site.url}/healthz").status_code == 200


def test_readiness_holds_on_either_engine(hall: Hall) -> None:
    assert readiness.ready(hall)
    assert readiness.keys_fault(hall) is None
    assert readiness.sendings(hall) == ()


def test_an_unforeseen_error_shows_no_trace_and_logs_no_words(
    admin: StaffBrowser, canary: Canary, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*args: object) -> None:
        raise ZeroDivisionError(canary.text)

    monkeypatch.setattr("services.upkeep.readiness.sendings", fails)

    page = admin.get("/staff/health")

    assert page.status == 500
    assert "Sorry, something went wrong" in page.text
    assert "ZeroDivisionError" not in page.html
    assert "ZeroDivisionError in staff.health" in canary.logged.getvalue()
    canary.assert_silent(page.html)


def test_when_the_database_is_gone_the_page_says_so_kindly(
    admin: StaffBrowser, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*args: object) -> None:
        raise ConnectionError

    monkeypatch.setattr("services.staff.sessions.signed", fails)

    page = admin.get("/staff/")

    assert page.status == 500
    assert "tell the person who looks after Sayso" in page.text
