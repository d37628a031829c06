"""From a number of the report to the words behind it, for whoever may make that report."""

from __future__ import annotations

import itertools
import random
import re
from collections.abc import Iterator

import pytest

from analysis import baseline
from services.council import Council
from services.hall import Hall
from storage.actors import WHOLE_AUTHORITY, Scope, ScopeLevel
from storage.engine import make_engine, make_sessions
from storage.keys import Keys
from storage.kinds import StaffRole
from storage.models import Answer, UsableQuote
from surveys.kinds import RespondentRole
from tests.builders.clock import Clock
from tests.builders.databases import Databases
from tests.builders.feedback import chose, code, comment, put_team
from tests.builders.read_by_staff import deeds
from tests.builders.staff_browser import StaffBrowser, staff_browser
from tests.builders.website import Website, serving

WORDS = "They rang me back the same day."
REPORT = {"period": "2026-Q2", "scope": "authority", "audience": "leadership"}
NORTH = (Scope(ScopeLevel.TEAM, "North"),)
BEHIND = "/staff/reports/behind"
NUMBERS = itertools.count()
FIGURE = {"figure": "themes.timing.positive"}


@pytest.fixture(scope="module")
def site(databases: dict[str, Databases], keys: Keys) -> Iterator[Website]:
    """One website for all, since nothing is changed in it but the trace of who looked."""
    engine = make_engine(databases["sqlite"].fresh(with_tables=True))
    chance = random.Random(20261015)
    hall = Hall(make_sessions(engine, keys), keys, Clock(), chance, baseline(), Council())
    with serving(hall) as website:
        yield said(website)
    engine.dispose()


def said(site: Website) -> Website:
    """Let twelve parents praise the timing, ten children not, and one of the parents be quoted."""
    hall = site.hall
    with hall.sessions.writing() as session:
        put_team(session, "North")
    told = [comment(hall, WORDS, team="North") for _ in range(12)]
    for each in told:
        code(hall, each, "positive", ["timing"])
    for each in (comment(hall, role=RespondentRole.CHILD, team="North") for _ in range(10)):
        code(hall, each, "negative", ["timing"])
    marker = staff_browser(site, StaffRole.OFFICER, name="Who marked it").actor.id
    with hall.sessions.writing() as session:
        owner = session.get_one(Answer, told[0]).response_id
        said = chose("may_quote", "yes")
        session.add(
            Answer(
                response_id=owner, question_id=said.question, state=said.state, kind=said.kind,
                code=said.code,
            )
        )  # fmt: skip
        session.add(UsableQuote(answer_id=told[0], staff_id=marker, at=hall.clock()))
    return site


def browser(
    site: Website,
    role: StaffRole = StaffRole.OFFICER,
    scope: tuple[Scope, ...] = (WHOLE_AUTHORITY,),
) -> StaffBrowser:
    return staff_browser(site, role, scope, name=f"{role} {next(NUMBERS)}")


def test_the_reports_numbers_lead_to_the_quote_and_the_quote_to_where_it_was_said(
    site: Website,
) -> None:
    officer = browser(site)
    report = officer.get("/staff/reports", **REPORT)
    ways = set(re.findall(r'href="(/staff/reports/behind[^"]+)"', report.html))
    assert any("figure=themes.timing.positive" in way for way in ways)
    page = officer.get(BEHIND, **REPORT, **FIGURE)
    assert WORDS in page.text
    assert "12 comments" in page.text
    where = re.search(r'href="(/staff/responses/[0-9a-f-]+)#(comment-[0-9a-f-]+)"', page.html)
    assert where is not None
    response = officer.get(where[1])
    assert (WORDS in response.text, f'id="{where[2]}"' in response.html) == (True, True)


def test_looking_behind_a_number_is_on_record(site: Website) -> None:
    officer = browser(site)
    officer.get(BEHIND, **REPORT, **FIGURE)
    assert deeds(site.hall, officer.actor) == ["report_made"]


@pytest.mark.parametrize(
    ("role", "quoted"),
    [(StaffRole.QA, True), (StaffRole.LEADER, True), (StaffRole.MANAGER, False)],
)
def test_who_may_not_read_responses_is_led_to_none(
    site: Website, role: StaffRole, quoted: bool
) -> None:
    page = browser(site, role).get(BEHIND, **REPORT, **FIGURE)
    assert (page.status, WORDS in page.text) == (200, quoted)
    assert "/staff/responses/" not in page.html


@pytest.mark.parametrize(
    "other",
    [
        {"figure": "themes.timing.neutral"},
        {"figure": "themes.nothing.all"},
        {"figure": "returns.all.sent"},
        {"audience": "response_readers"},
        {"scope": "area:Elsewhere"},
    ],
)
def test_what_the_report_does_not_print_is_not_there(site: Website, other: dict[str, str]) -> None:
    leader = browser(site, StaffRole.LEADER)
    assert leader.get(BEHIND, **{**REPORT, **FIGURE, **other}).status == 404
    assert leader.get(BEHIND, **REPORT, **FIGURE).status == 200
    assert browser(site, StaffRole.QA, NORTH).get(BEHIND, **REPORT, **FIGURE).status == 404


def test_without_a_report_it_leads_to_where_reports_are_made(site: Website) -> None:
    officer = browser(site)
    assert officer.get(BEHIND).path == "/staff/reports"
    assert officer.get(BEHIND, **FIGURE, **{**REPORT, "period": "tomorrow"}).status == 422
