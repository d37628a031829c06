"""Link, short code and four words; a closed door tells nobody why."""

from __future__ import annotations

import re

import pytest

from services.hall import Hall
from storage.kinds import InvitationState
from storage.models import Draft, Invitation
from tests.builders.clock import Clock
from tests.builders.invited import Invited, invited
from tests.builders.pages import Page, Respondent
from tests.builders.stored import count
from tests.builders.website import Website, serving


def test_a_link_says_what_is_asked_who_reads_it_and_what_cannot_stay_secret(
    site: Website, person: Invited
) -> None:
    page = Respondent(site).get(f"/r/{person.token}")

    assert page.status == 200
    assert "Your child protection conference" in page.text
    assert "It takes about 6 minutes." in page.text
    assert "Who reads this, and when" in page.text
    assert "What we cannot keep secret" in page.text
    assert "You do not have to take part." in page.text


def test_a_child_reads_it_in_words_for_a_child(site: Website) -> None:
    child = invited(site.hall, "child_after_review", "child")

    page = Respondent(site).get(f"/r/{child.token}")

    assert "No one will be cross." in page.text
    assert "A court can" not in page.text


def test_starting_leads_to_the_first_question(site: Website, person: Invited) -> None:
    page = Respondent(site).start(person.token)

    assert page.path == "/r/now"
    assert page.asked == ["report_in_time"]
    assert person.token not in page.html


@pytest.mark.parametrize("typed", ["{}", " {} ", "{lower}"])
def test_a_code_leads_to_the_same_first_page(site: Website, person: Invited, typed: str) -> None:
    respondent = Respondent(site)
    respondent.get("/")

    first = respondent.press(key=typed.format(person.code, lower=person.code.lower()))

    assert "It takes about 6 minutes." in first.text
    assert respondent.press().asked == ["report_in_time"]


def test_a_code_never_stands_in_an_address(site: Website, person: Invited) -> None:
    respondent = Respondent(site)
    respondent.get("/")
    respondent.press(key=person.code)
    respondent.press()

    assert not [page for page in respondent.seen if person.code in page.path]


def without_chance(page: Page) -> str:
    """Return a page without what differs at each showing: tokens, fields and ids."""
    return re.sub(r'value="[^"]*"', "", page.html)


def closed_links(site: Website, clock: Clock) -> dict[str, str]:
    """Make a link for each reason why there may be no way in."""
    used, gone, late = (invited(site.hall) for _ in range(3))
    with site.hall.sessions.writing() as session:
        session.get_one(Invitation, used.invitation_id).state = InvitationState.ANSWERED
        session.get_one(Invitation, gone.invitation_id).state = InvitationState.WITHDRAWN
        session.get_one(Invitation, late.invitation_id).expires_at = clock()
    return {
        "unknown": "AAAAAAAAAAAAAAAAAAAAAA",
        "used": used.token,
        "withdrawn": gone.token,
        "expired": late.token,
        "not even a token": "%F0%9F%98%80%00",
    }


def test_unknown_used_withdrawn_and_expired_links_get_one_and_the_same_reply(
    site: Website, clock: Clock
) -> None:
    respondent = Respondent(site)
    respondent.get("/")

    pages = [respondent.get(f"/r/{token}") for token in closed_links(site, clock).values()]

    assert {page.status for page in pages} == {404}
    assert len({without_chance(page) for page in pages}) == 1
    assert "This link does not work" in pages[0].text
    assert "999" in pages[0].text


def test_unknown_and_used_codes_get_one_and_the_same_sentence(
    site: Website, person: Invited
) -> None:
    with site.hall.sessions.writing() as session:
        session.get_one(Invitation, person.invitation_id).state = InvitationState.ANSWERED
    respondent = Respondent(site)
    respondent.get("/")

    pages = [respondent.press(key=code) for code in ("ZZZZZZZZ", person.code)]

    assert {page.status for page in pages} == {404}
    assert len({without_chance(page) for page in pages}) == 1
    assert "This code does not work." in pages[0].text


def test_an_empty_code_is_asked_for_again(site: Website) -> None:
    respondent = Respondent(site)
    respondent.get("/")

    assert "Write your code in the box." in respondent.press(key="  ").text


def test_after_ten_wrong_codes_the_eleventh_waits_and_others_still_come_in(
    site: Website, person: Invited
) -> None:
    guesser = Respondent(site)
    guesser.get("/")
    for number in range(10):
        assert guesser.press(key=f"WRNG{number:04}").status == 404

    eleventh = guesser.press(key=person.code)

    assert eleventh.status == 429
    assert "wait" in eleventh.text
    assert Respondent(site).start(person.token).asked == ["report_in_time"]


def test_behind_the_proxy_wrong_codes_count_by_the_address_that_the_proxy_saw(
    sqlite_hall: Hall,
) -> None:
    person = invited(sqlite_hall)
    with serving(sqlite_hall, "https://sayso.example.gov.uk") as site:
        for number in range(10):
            assert _guess(site, f"WRNG{number:04}", f"10.0.0.{number}, 203.0.113.9") == 404

        assert _guess(site, person.code, "203.0.113.9") == 429
        assert _guess(site, person.code, "203.0.113.10") == 200


def _guess(site: Website, code: str, forwarded: str) -> int:
    guesser = Respondent(site, cookies=False)
    guesser.client.headers["X-Forwarded-For"] = forwarded
    guesser.get("/")
    return guesser.press(key=code).status


def test_on_loopback_nobody_can_choose_the_address_they_are_counted_by(
    site: Website, person: Invited
) -> None:
    for number in range(10):
        assert _guess(site, f"WRNG{number:04}", f"203.0.113.{number}") == 404

    assert _guess(site, person.code, "203.0.113.77") == 429


def test_the_same_browser_comes_back_by_its_link(
    site: Website, person: Invited, parent: Respondent
) -> None:
    parent.answer("report_in_time", "no")

    first = parent.get(f"/r/{person.token}")

    assert "You have already begun." in first.text
    assert parent.press().asked == ["was_there"]
    assert count(site.hall, Draft) == 1


def test_another_browser_is_asked_for_the_four_words(
    site: Website, person: Invited, parent: Respondent
) -> None:
    words = parent.press("pause").resume_words
    other = Respondent(site)

    refused = other.start(person.token)
    assert refused.status == 403
    assert "another device" in refused.text
    assert other.press(key=words.upper()).asked == []
    assert other.press("resume").asked == ["report_in_time"]
    assert parent.get(f"/r/{person.token}").status == 200
    assert parent.press().status == 403


def test_wrong_words_are_told_so(site: Website) -> None:
    respondent = Respondent(site)
    respondent.get("/resume")

    page = respondent.press(key="apple apple apple apple")

    assert page.status == 404
    assert "We do not know these four words." in page.text
    assert "Write your four words" in respondent.press(key=" ").text


def test_starting_twice_from_the_same_page_opens_one_conversation(
    site: Website, person: Invited
) -> None:
    respondent = Respondent(site)
    first = respondent.get(f"/r/{person.token}")
    respondent.press(page=first)
    respondent.press(page=first)

    assert count(site.hall, Draft) == 1


@pytest.mark.parametrize("data", [{"way": "window"}, {"way": "link", "input_id": "no id"}])
def test_a_start_that_no_page_of_ours_sends_is_refused(
    site: Website, person: Invited, data: dict[str, str]
) -> None:
    respondent = Respondent(site)
    fields = respondent.get(f"/r/{person.token}").form.fields

    page = respondent.post("/r/open", fields | {name: [value] for name, value in data.items()})

    assert page.status == 400
    assert count(site.hall, Draft) == 0
