"""The page of comments like one: reached by a link where a sentence model is set."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import select

from services.hearing import Hearing
from storage.kinds import CodingRound, StaffRole
from storage.models import Answer
from tests.builders.feedback import code, comment
from tests.builders.meaning import compare_on
from tests.builders.staff_browser import StaffBrowser, staff_browser
from tests.builders.website import Website

LATE = "The report came late."
WORDS = "Comments like this one"


@dataclass(frozen=True)
class Pair:
    """A comment and one like it, and the pages about the first."""

    mine: UUID
    other: UUID
    response: str
    page: str


def pair(site: Website, other: str = "It was <b>late</b>, the report.", **values: object) -> Pair:
    hall = site.hall
    mine, like = comment(hall, LATE, team="North"), comment(hall, other, team="North", **values)
    compare_on(site)
    with hall.sessions.reading() as session:
        response = session.scalars(select(Answer.response_id).where(Answer.id == mine)).one()
    path = f"/staff/responses/{response}"
    return Pair(mine, like, path, f"{path}/comments/{mine}/alike")


def test_the_link_leads_to_the_words_and_to_what_the_machine_alone_made_of_them(
    site: Website, officer: StaffBrowser
) -> None:
    found = pair(site)
    code(site.hall, found.other, "negative", ["report_on_time"])
    assert found.page in officer.get(found.response).html
    assert f"{WORDS} (opens in new tab)" in officer.get(found.page.removesuffix("/alike")).text
    page = officer.get(found.page)
    assert "It was <b>late</b>, the report." in page.text
    assert "no person has decided yet:" in page.text
    assert "Negative" in page.text
    assert f"#comment-{found.other}" in page.html
    assert "“" not in page.text.split("Only the machine")[1].split("Open this")[0]


def test_what_a_person_decided_is_told_as_that_and_who_stopped_early_too(
    site: Website, officer: StaffBrowser
) -> None:
    found = pair(site, partial=True)
    code(site.hall, found.other, "neutral", by=CodingRound.FIRST)
    page = officer.get(found.page)
    assert "A person decided:" in page.text
    assert "Stopped early" in page.text


@pytest.mark.parametrize(
    ("role", "status"),
    [
        (StaffRole.OFFICER, 200),
        (StaffRole.SAFEGUARDING, 200),
        (StaffRole.MANAGER, 404),
        (StaffRole.QA, 403),
        (StaffRole.CHAIR, 403),
    ],
)
def test_the_page_is_for_those_who_may_read_the_response(
    site: Website, role: StaffRole, status: int
) -> None:
    found = pair(site)
    assert staff_browser(site, role).get(found.page).status == status


def test_a_comment_that_is_like_none_is_said_to_be(site: Website, officer: StaffBrowser) -> None:
    found = pair(site, "They were kind.")
    assert (
        "No other comment that you may read is much like this one." in officer.get(found.page).text
    )


def test_a_model_that_cannot_be_read_costs_a_sentence_and_not_the_page(
    site: Website, officer: StaffBrowser, tmp_path: Path
) -> None:
    found = pair(site)
    compare_on(site, Hearing(tmp_path))
    page = officer.get(found.page)
    assert page.status == 200
    assert "cannot be shown now" in page.text
    assert "late, the report" not in page.text


def test_without_a_model_there_is_neither_link_nor_page(
    site: Website, officer: StaffBrowser
) -> None:
    found = pair(site)
    compare_on(site, Hearing())
    assert WORDS not in officer.get(found.response).text
    assert WORDS not in officer.get(found.page.removesuffix("/alike")).text
    assert officer.get(found.page).status == 404
