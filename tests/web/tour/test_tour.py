"""The tour: begun again as often as wanted, each scene a page, each button a role."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select

from services.staff import sessions
from services.upkeep.demonstration.stage import Stage
from storage.kinds import StaffRole
from storage.models import AuditEvent, Staff
from tests.builders.pages import Page, Respondent
from tests.builders.validator import validate
from web.tour.scenes import programme

SCENES = len(programme().scenes)
COOKIE = "sayso-staff"


def start(visitor: Respondent) -> Page:
    """Begin the tour; the first scene is open then."""
    token = visitor.page.form.fields["csrf_token"][-1]
    return visitor.post("/tour/start", {"csrf_token": token})


def become(visitor: Respondent, role: str, page: str = "/staff/") -> Page:
    """Press the button of a role."""
    token = visitor.page.form.fields["csrf_token"][-1]
    return visitor.post(f"/tour/as/{role}", {"csrf_token": token, "page": page})


def link(page: Page) -> str:
    """Return the child's link on the page of the first scene."""
    return "/r/" + page.html.partition("/r/")[2].partition('"')[0]


def test_the_tour_has_five_scenes_that_fill_its_ten_minutes(visitor: Respondent) -> None:
    scenes = programme().scenes
    assert [scene.title in visitor.page.text for scene in scenes] == [True] * 5
    assert [scene.first for scene in scenes] == [0, *(scene.last for scene in scenes[:-1])]
    assert scenes[-1].last == programme().minutes == 10


def test_it_begins_with_a_link_that_opens_a_childs_questionnaire(visitor: Respondent) -> None:
    scene = start(visitor)
    assert (scene.status, scene.path) == (200, "/tour/1")
    child = Respondent(visitor.site)
    assert child.get(link(scene)).title.startswith("Before you start")
    assert child.press().asked == ["was_there"]


def test_begun_again_it_has_another_child(visitor: Respondent) -> None:
    first, second = link(start(visitor)), link(start(visitor))
    assert first != second
    for each in (first, second):
        assert Respondent(visitor.site).get(each).status == 200


def test_a_scene_without_a_tour_leads_to_its_beginning(visitor: Respondent) -> None:
    assert visitor.get("/tour/3").path == "/tour"
    start(visitor)
    assert [visitor.get(f"/tour/{number}").status for number in range(1, SCENES + 1)] == [200] * 5
    assert visitor.get(f"/tour/{SCENES + 1}").status == 404


@pytest.mark.parametrize("role", StaffRole)
def test_a_button_signs_in_as_its_role_and_leaves_a_trace(
    visitor: Respondent, stage: Stage, role: StaffRole
) -> None:
    assert become(visitor, role).path == "/staff/"
    assert "Sign out" in visitor.page.text
    with stage.hall.sessions.reading() as session:
        newest = select(AuditEvent).order_by(AuditEvent.number.desc()).limit(1)
        event = session.scalars(newest).one()
        assert event.what == "signed_in"
        assert session.get_one(Staff, event.staff_id).role is role


def test_a_role_that_leaves_the_stage_is_signed_out(visitor: Respondent, stage: Stage) -> None:
    become(visitor, "officer")
    before = visitor.client.cookies[COOKIE]
    visitor.get("/tour")
    become(visitor, "qa")
    assert visitor.client.cookies[COOKIE] != before
    assert sessions.signed(stage.hall, visitor.client.cookies[COOKIE]) is not None
    assert sessions.signed(stage.hall, before) is None


@pytest.mark.parametrize(
    ("wanted", "landed"),
    [
        ("/staff/reports?period=2026-Q2", "/staff/reports"),
        ("/staff/audit", "/staff/audit"),
        ("https://elsewhere.example/staff/", "/staff/"),
        ("//elsewhere.example/staff/", "/staff/"),
        ("/r/token", "/staff/"),
        ("", "/staff/"),
    ],
)
def test_a_button_leads_to_a_page_of_the_staff_door_and_nowhere_else(
    visitor: Respondent, wanted: str, landed: str
) -> None:
    role = "admin" if landed.endswith("audit") else "officer"
    page = become(visitor, role, wanted)
    assert (page.status, page.path) == (200, landed)


def test_nobody_is_signed_in_by_a_strangers_form(visitor: Respondent) -> None:
    for data in ({}, {"csrf_token": "made up"}):
        assert visitor.post("/tour/as/admin", data).status == 403
        assert visitor.post("/tour/start", data).status == 403
    assert COOKIE not in visitor.client.cookies
    assert Respondent(visitor.site, cookies=False).post("/tour/as/admin", {}).status == 403


def test_the_tour_stays_open_while_the_child_answers_and_staff_sign_out(
    visitor: Respondent,
) -> None:
    scene = start(visitor)
    visitor.start(link(scene).removeprefix("/r/"))
    visitor.press("unsafe")
    become_page = visitor.get("/tour/1")
    assert become(visitor, "safeguarding", "/staff/concerns").path == "/staff/concerns"
    token = visitor.page.form.fields["csrf_token"][-1]
    visitor.post("/staff/sign-out", {"csrf_token": token})
    visitor.seen.append(become_page)
    assert become(visitor, "officer").path == "/staff/"


def test_nobody_plays_a_role_that_is_not_there(visitor: Respondent, stage: Stage) -> None:
    assert become(visitor, "king").status == 404
    visitor.get("/tour")
    told = stage.doors.read_text()
    stage.doors.unlink()
    page = become(visitor, "officer")
    assert (page.status, "has no officer" in page.text) == (409, True)
    assert start(visitor).status == 409
    stage.doors.write_text(told)


def test_every_page_of_the_tour_is_valid(visitor: Respondent, tmp_path: Path) -> None:
    start(visitor)
    for number in range(1, SCENES + 1):
        visitor.get(f"/tour/{number}")
    own = ("no-trailing-whitespace", '"autocapitalize" is not allowed')
    (tmp_path / "html").mkdir()
    lines = validate(tmp_path / "html", visitor.seen).splitlines()
    assert [line for line in lines if line and not any(each in line for each in own)] == []
