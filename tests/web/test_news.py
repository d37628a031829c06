"""You said, we did: whoever answered finds it, nobody else does, and it shows nobody's words."""

from __future__ import annotations

from pathlib import Path

import pytest

from services.care import telling
from services.care.actions import Finished
from services.hall import OPERATOR
from storage.models import Response
from surveys.kinds import Mode, RespondentRole
from tests.builders.invited import Invited, invited
from tests.builders.invited import crowd as crowd_asked
from tests.builders.pages import Page, Respondent
from tests.builders.stored import concerns, count
from tests.builders.talk import answer_in_turn, sit_down
from tests.builders.told import DID, PLAIN, SAID, crowd, revision, told
from tests.builders.validator import validate
from tests.builders.website import Website

SECRET = "Aardvarks live in the attic"
DISCLOSED = "He hit me last night and I am scared to go home."


def answers(site: Website, person: Invited, mode: Mode = Mode.LINKED) -> Respondent:
    """Let a person write something and send it, in a browser of their own.

    The conversation is held beside the pages, for speed; the browser's secret is the same.
    """
    who = Respondent(site)
    who.get(f"/r/{person.token}")
    talk = sit_down(site.hall, person, who.client.cookies["browser"])
    answer_in_turn(talk, "working_well", SECRET)
    talk.send(mode)
    return who


def tell(site: Website, *more: object) -> None:
    """Tell everybody whose response is there what came of it."""
    with site.hall.sessions.reading() as session:
        ids = [each.id for each in session.query(Response)]
    told(site.hall, *ids, *more)


def reply(who: Respondent, code: str, more: str = "") -> Page:
    """Tap an answer on the page that is open."""
    data = {**who.page.form.fields, "changed": [code], "more": [more]}
    return who.post("/r/changed", data)


@pytest.mark.parametrize("mode", [Mode.LINKED, Mode.CONFIDENTIAL])
def test_the_same_link_in_the_same_browser_tells_what_came_of_it(
    site: Website, person: Invited, mode: Mode
) -> None:
    who = answers(site, person, mode)
    tell(site)
    page = who.get(f"/r/{person.token}")
    assert (page.status, page.title) == (200, "You said, we did – Sayso")
    for words in (SAID, DID, "Did anything change for you?", "Childline"):
        assert words in page.text
    assert SECRET not in page.html
    assert 'name="changed"' in page.html
    assert "Leave this page now" in page.text


def test_the_code_tells_it_too(site: Website, person: Invited) -> None:
    who = answers(site, person)
    tell(site)
    who.get("/")
    page = who.press(key=person.code)
    assert DID in page.text
    assert SECRET not in page.html


def test_another_browser_is_told_only_that_the_link_does_not_work(
    site: Website, person: Invited
) -> None:
    answers(site, person)
    tell(site)
    stranger = Respondent(site)
    page = stranger.get(f"/r/{person.token}")
    unknown = stranger.get("/r/there-is-no-such-link")
    assert (page.status, page.text) == (404, unknown.text)
    assert "/what-changed" in page.html
    assert DID not in stranger.get("/what-changed").text


def test_after_an_anonymous_answer_there_is_no_way_back(site: Website) -> None:
    person = crowd_asked(site.hall, "parent_after_conference", RespondentRole.PARENT)[0]
    who = answers(site, person, Mode.ANONYMOUS)
    tell(site)
    assert who.get(f"/r/{person.token}").status == 404


def test_a_child_reads_what_was_written_for_children(site: Website) -> None:
    child = invited(site.hall, "child_after_review", RespondentRole.CHILD)
    who = Respondent(site)
    who.get(f"/r/{child.token}")
    sit_down(site.hall, child, who.client.cookies["browser"]).send()
    tell(site)
    page = who.get(f"/r/{child.token}")
    assert PLAIN in page.text
    assert DID not in page.text


def test_before_anything_is_told_the_page_thanks_and_asks_nothing(
    site: Website, person: Invited
) -> None:
    who = answers(site, person)
    page = who.get(f"/r/{person.token}")
    assert "There is nothing new to tell you yet." in page.text
    assert "Did anything change" not in page.text


def test_what_was_taken_back_is_gone(site: Website, person: Invited) -> None:
    who = answers(site, person)
    with site.hall.sessions.reading() as session:
        action = told(site.hall, session.query(Response).one().id)
    telling.unpublish(site.hall, OPERATOR, action, revision(site.hall, action))
    assert DID not in who.get(f"/r/{person.token}").text


def test_one_tap_is_kept_once_and_thanked_for(site: Website, person: Invited) -> None:
    who = answers(site, person)
    tell(site)
    form = who.get(f"/r/{person.token}")
    page = reply(who, "better", "The room is nicer.")
    assert (page.status, "You told us whether anything changed." in page.text) == (200, True)
    assert "Did anything change for you?" not in page.text
    again = who.post("/r/changed", {**form.form.fields, "changed": ["worse"]})
    assert again.status == 200
    assert count(site.hall, Response) == 2
    assert "The room is nicer." not in who.get(f"/r/{person.token}").html


def test_a_reply_that_discloses_shows_help_at_once(site: Website, person: Invited) -> None:
    who = answers(site, person)
    tell(site)
    who.get(f"/r/{person.token}")
    page = reply(who, "same", DISCLOSED)
    assert "We have heard you" in page.text
    assert DISCLOSED not in page.html
    assert len(concerns(site.hall)) == 1


def test_words_too_long_stay_to_be_shortened(site: Website, person: Invited) -> None:
    who = answers(site, person)
    tell(site)
    who.get(f"/r/{person.token}")
    page = reply(who, "better", "long " * 2000)
    assert (page.status, page.title.startswith("Problem: ")) == (422, True)
    assert "Please make it shorter" in page.text
    assert page.form.fields["more"][0].startswith("long long")
    assert count(site.hall, Response) == 1


@pytest.mark.parametrize(
    "data", [{}, {"way": "words", "key": "x", "changed": "better"}, {"way": "link", "key": "x"}]
)
def test_a_reply_that_is_no_page_of_ours_is_refused(
    site: Website, parent: Respondent, data: dict[str, str]
) -> None:
    sent = {"csrf_token": parent.page.form.fields["csrf_token"][0], **data}
    assert parent.post("/r/changed", sent).status == 400


def test_a_reply_from_another_browser_finds_nothing(site: Website, person: Invited) -> None:
    who = answers(site, person)
    tell(site)
    form = who.get(f"/r/{person.token}").form.fields
    stranger = Respondent(site)
    own = stranger.get("/").form.fields
    sent = {**form, "csrf_token": own["csrf_token"], "seat": own["seat"], "changed": ["better"]}
    assert stranger.post("/r/changed", sent).status == 404
    assert count(site.hall, Response) == 1


def test_everybody_may_read_what_changed_in_two_wordings(site: Website) -> None:
    told(site.hall, *crowd(site.hall, 5))
    visitor = Respondent(site)
    page = visitor.get("/what-changed")
    assert (page.status, DID in page.text, PLAIN in page.text) == (200, True, False)
    plain = visitor.get("/what-changed?for=children")
    assert (DID in plain.text, PLAIN in plain.text) == (False, True)
    assert "Childline" in page.text


def test_where_there_is_nothing_to_tell_the_page_says_so(site: Website) -> None:
    told(site.hall, *crowd(site.hall, 4))
    assert "There is nothing to tell here yet." in Respondent(site).get("/what-changed").text


def test_every_way_in_and_out_leads_to_what_changed(site: Website, person: Invited) -> None:
    who = Respondent(site)
    paths = ("/", f"/r/{person.token}", "/r/no-such-link", "/r/ended/completed")
    assert all('href="/what-changed"' in who.get(path).html for path in paths)


def test_a_browser_that_answered_is_known_as_long_as_a_link_may_live(
    site: Website, parent: Respondent
) -> None:
    parent.press("stop")
    parent.press("confirm")
    (line,) = [
        line for line in parent.page.headers.get_list("Set-Cookie") if line.startswith("browser=")
    ]
    assert f"Max-Age={42 * 24 * 3600}" in line


def test_staffs_words_are_shown_as_they_are_and_never_run(site: Website, person: Invited) -> None:
    who = answers(site, person)
    with site.hall.sessions.reading() as session:
        response = session.query(Response).one().id
    evil = "<script>alert(1)</script>"
    told(site.hall, response, words=Finished("x", evil, evil, evil))
    page = who.get(f"/r/{person.token}")
    assert "<script>alert" not in page.html
    assert evil in page.text


def test_the_pages_of_news_are_valid(site: Website, person: Invited, tmp_path: Path) -> None:
    who = answers(site, person)
    who.get("/what-changed")
    who.get(f"/r/{person.token}")
    tell(site)
    told(site.hall, *crowd(site.hall, 5))
    who.get(f"/r/{person.token}")
    reply(who, "better", "long " * 2000)
    reply(who, "same", DISCLOSED)
    who.get("/what-changed")
    assert validate(tmp_path, who.seen) == ""


def test_whoever_comes_back_can_say_something_else(site: Website, person: Invited) -> None:
    who = answers(site, person)
    page = who.get(f"/r/{person.token}")
    assert "Is there something else you want to say?" in page.text

    page = who.post("/r/again", {**page.form.fields})

    assert "What is it about?" in page.text
    assert count(site.hall, Response) == 1
    assert Respondent(site).post("/r/again", {"way": ["link"], "key": [person.token]}).status != 200
