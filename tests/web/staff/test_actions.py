"""The register of actions on the page: each role what is theirs, nothing lost, nothing twice."""

from __future__ import annotations

import re
from datetime import date
from uuid import UUID, uuid4

import pytest

from services.care import actions
from services.care.actions import Planned
from services.hall import Hall
from storage.actors import WHOLE_AUTHORITY, Scope, ScopeLevel
from storage.kinds import StaffRole
from storage.models import Action
from surveys.kinds import Mode
from tests.builders.feedback import put_team
from tests.builders.read_by_staff import answered
from tests.builders.staff_browser import StaffBrowser, staff_browser
from tests.builders.stored import count
from tests.builders.website import Website

NORTH = (Scope(ScopeLevel.TEAM, "North"),)
WRITERS = (StaffRole.OFFICER, StaffRole.SAFEGUARDING, StaffRole.MANAGER, StaffRole.QA)
PLAN = {"title": "Send reports a week before", "theme": "timing", "team": "North"}
DONE = {
    "ended": "done",
    "done": "New template.",
    "you_said": "Reports came late.",
    "we_did": "They come sooner.",
    "we_did_plain": "You get them early.",
}


@pytest.fixture
def site(site: Website) -> Website:
    """A website of two teams."""
    with site.hall.sessions.writing() as session:
        put_team(session, "North")
        put_team(session, "South")
    return site


def browser(
    site: Website,
    role: StaffRole = StaffRole.MANAGER,
    scope: tuple[Scope, ...] = (WHOLE_AUTHORITY,),
) -> StaffBrowser:
    return staff_browser(site, role, scope, name=f"Colleague {uuid4()}")


def there(hall: Hall, who: StaffBrowser, **plan: object) -> UUID:
    """Add an action and return its id."""
    id_ = uuid4()
    actions.add(hall, who.actor, id_, Planned("Send reports a week before", **plan))
    return id_


def field(html: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', html)
    assert found is not None, name
    return found[1]


def save(who: StaffBrowser, id_: UUID, revision: int, way: str = "", **sent: str):
    fields = {**(DONE if way else PLAN), **sent, "revision": str(revision)}
    return who.post(f"/staff/actions/{id_}{way}", fields)


@pytest.mark.parametrize("role", WRITERS)
def test_an_action_is_added_shown_changed_and_done(site: Website, role: StaffRole) -> None:
    who = browser(site, role, NORTH)
    form = who.get("/staff/actions/new")
    page = who.post("/staff/actions/new", {**PLAN, "id": field(form.html, "id")})
    assert "The action was added." in page.html
    (found,) = re.findall(r'href="(/staff/actions/[0-9a-f-]{36})"', page.html)
    shown = who.get(found)
    assert site.hall.models.codebook.label("timing") in shown.html
    id_ = UUID(found.rsplit("/", 1)[1])
    assert "Saved." in save(who, id_, 1, title="Send them sooner", due_on="2026-12-01").html
    assert "1 December 2026" in who.page.html
    assert "Saved." in save(who, id_, 2, "/done").html
    for name in ("done", "you_said", "we_did", "we_did_plain"):
        assert DONE[name] in who.page.html


def test_a_form_sent_twice_adds_one_action(site: Website) -> None:
    who = browser(site)
    sent = {**PLAN, "id": field(who.get("/staff/actions/new").html, "id")}
    who.post("/staff/actions/new", sent)
    who.post("/staff/actions/new", sent)
    assert count(site.hall, Action) == 1


def test_whoever_is_too_late_sees_both_and_can_still_save(site: Website) -> None:
    first, second = browser(site), browser(site)
    id_ = there(site.hall, first, team="North")
    second.get(f"/staff/actions/{id_}")
    first.get(f"/staff/actions/{id_}")
    save(first, id_, 1, title="First wrote this")
    page = save(second, id_, 1, title="Second wrote this")
    assert page.status == 422
    assert "Somebody saved this action meanwhile" in page.html
    assert "First wrote this" in page.html
    assert 'value="Second wrote this"' in page.html
    assert field(page.html, "revision") == "2"
    assert "Saved." in save(second, id_, 2, title="Second wrote this").html


def test_a_fault_beside_an_older_revision_does_not_hide_what_somebody_saved(site: Website) -> None:
    first, second = browser(site), browser(site)
    id_ = there(site.hall, first, team="North")
    second.get(f"/staff/actions/{id_}")
    first.get(f"/staff/actions/{id_}")
    save(first, id_, 1, title="First wrote this")
    page = save(second, id_, 1, due_on="soon")
    assert "This is not a day" in page.html
    assert field(page.html, "revision") == "1"


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"title": ""}, "Write what is to be done."),
        ({"theme": "unheard_of"}, "Choose from the list"),
        ({"team": "South"}, "Choose from the list"),
        ({"team": ""}, "Choose one of your teams."),
        ({"owner": "nobody"}, "Choose from the list"),
        ({"due_on": "31/02/2026"}, "This is not a day"),
    ],
)
def test_what_does_not_fit_is_said_and_what_was_written_stays(
    site: Website, sent: dict[str, str], sentence: str
) -> None:
    who = browser(site, scope=NORTH)
    who.get("/staff/actions/new")
    page = who.post("/staff/actions/new", {**PLAN, **sent})
    assert (page.status, sentence in page.html) == (422, True)
    assert count(site.hall, Action) == 0
    if "title" not in sent:
        assert f'value="{PLAN["title"]}"' in page.html


def test_done_without_a_word_is_refused(site: Website) -> None:
    who = browser(site)
    id_ = there(site.hall, who)
    who.get(f"/staff/actions/{id_}")
    page = save(who, id_, 1, "/done", done="")
    assert (page.status, "Write what was done." in page.html) == (422, True)


def test_how_it_ended_is_not_chosen_for_anybody_and_must_be_said(site: Website) -> None:
    who = browser(site)
    id_ = there(site.hall, who)
    assert " checked" not in who.get(f"/staff/actions/{id_}").html
    page = save(who, id_, 1, "/done", ended="")
    assert (page.status, "Say whether it is done or not possible." in page.html) == (422, True)
    assert "New template." in page.html
    assert " checked" not in page.html
    assert " checked" in save(who, id_, 1, "/done", ended="not_possible").html


@pytest.mark.parametrize("role", [*WRITERS, StaffRole.LEADER])
def test_an_action_of_another_team_is_not_there(site: Website, role: StaffRole) -> None:
    id_ = there(site.hall, browser(site), team="South")
    who = browser(site, role, NORTH)
    assert "Send reports" not in who.get("/staff/actions").html
    assert who.get(f"/staff/actions/{id_}").status == 404
    if role in WRITERS:
        assert save(who, id_, 1).status == 404
        assert save(who, id_, 1, "/done").status == 404


def test_a_leader_reads_and_changes_nothing(site: Website) -> None:
    id_ = there(site.hall, browser(site), team="South")
    who = browser(site, StaffRole.LEADER)
    assert "Mark as ended" not in who.get(f"/staff/actions/{id_}").html
    assert "Add an action" not in who.get("/staff/actions").html
    assert save(who, id_, 1, "/done").status == 403


@pytest.mark.parametrize("role", [StaffRole.CHAIR, StaffRole.REVIEWER, StaffRole.ADMIN])
def test_other_roles_are_turned_away(site: Website, role: StaffRole) -> None:
    who = browser(site, role)
    assert who.get("/staff/actions").status == 403


def test_an_action_starts_from_a_response_that_one_may_read(site: Website) -> None:
    response = answered(site.hall, mode=Mode.CONFIDENTIAL, team="North")
    officer, manager = browser(site, StaffRole.OFFICER, NORTH), browser(site, scope=NORTH)
    way = f"/staff/actions/new?response={response}"
    assert way in officer.get(f"/staff/responses/{response}").html
    form = officer.get(way)
    sent = {**PLAN, "id": field(form.html, "id"), "response": str(response)}
    officer.post("/staff/actions/new", sent)
    action = f"/staff/actions/{sent['id']}"
    assert f"/staff/responses/{response}" in officer.get(action).html
    assert f"/staff/responses/{response}" not in manager.get(action).html
    assert manager.get(way).status == 404
    assert manager.post("/staff/actions/new", {**sent, "id": str(uuid4())}).status == 404


@pytest.mark.parametrize("revision", ["", "x", "-1", "9" * 12])
def test_a_form_without_its_revision_is_refused(site: Website, revision: str) -> None:
    who = browser(site)
    id_ = there(site.hall, who)
    who.get(f"/staff/actions/{id_}")
    assert who.post(f"/staff/actions/{id_}", {**PLAN, "revision": revision}).status == 400


def test_nobodys_words_become_part_of_the_page(site: Website) -> None:
    who = browser(site)
    there(site.hall, who, team="North")
    who.get("/staff/actions/new")
    who.post("/staff/actions/new", {**PLAN, "title": "<script>alert(1)</script>"})
    assert "<script>alert" not in who.get("/staff/actions").html


def test_the_list_shows_all_at_first_and_narrows_to_what_is_overdue(site: Website) -> None:
    who = browser(site)
    there(site.hall, who)
    late = Planned("Long ago", due_on=date(2026, 1, 5))
    actions.add(site.hall, who.actor, uuid4(), late)
    assert "2 actions" in who.get("/staff/actions").html
    page = who.get("/staff/actions", show="overdue")
    assert "Long ago" in page.html
    assert "Send reports" not in page.html
