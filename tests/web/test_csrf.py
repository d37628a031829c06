"""Only our own pages can change anything."""

from __future__ import annotations

import httpx
import pytest

from storage.models import Draft, Invitation, ProcessedInput
from tests.builders.invited import Invited
from tests.builders.pages import Respondent
from tests.builders.stored import count
from tests.builders.website import Website
from web.signing import Signer


def first_answer(page_fields: dict[str, list[str]]) -> dict[str, list[str]]:
    """Return what pressing Next with an answer would send."""
    return {**page_fields, "do": ["answer"], "answer.report_in_time": ["yes"]}


@pytest.mark.parametrize("token", [[], ["forged"], [""]])
def test_a_post_without_our_token_is_refused_and_nothing_is_saved(
    site: Website, parent: Respondent, token: list[str]
) -> None:
    data = {**first_answer(parent.page.form.fields), "csrf_token": token}

    page = parent.post("/r/now", data)

    assert page.status == 403
    assert "nothing was changed" in page.text
    assert count(site.hall, ProcessedInput) == 0


def test_the_token_of_another_session_is_refused(
    site: Website, parent: Respondent, person: Invited
) -> None:
    stranger = Respondent(site)
    stranger.get("/")
    data = first_answer(parent.page.form.fields)
    data["csrf_token"] = stranger.page.form.fields["csrf_token"]

    assert parent.post("/r/now", data).status == 403
    assert count(site.hall, ProcessedInput) == 0


@pytest.mark.parametrize("seat", ["", "forged", "eyJicm93c2VyIjoieCJ9.aaaa.bbbb"])
def test_without_cookies_a_form_needs_a_field_that_we_signed(
    site: Website, person: Invited, seat: str
) -> None:
    respondent = Respondent(site, cookies=False)
    respondent.start(person.token)
    data = {**first_answer(respondent.page.form.fields), "seat": [seat]}

    assert respondent.post("/r/now", data).status == 403
    assert count(site.hall, ProcessedInput) == 0


def test_a_field_signed_with_another_key_is_refused(site: Website, person: Invited) -> None:
    respondent = Respondent(site, cookies=False)
    respondent.start(person.token)
    forged = Signer("another secret of the same length").sign({"browser": "x", "draft": None})

    data = {**first_answer(respondent.page.form.fields), "seat": [forged]}

    assert respondent.post("/r/now", data).status == 403


def test_a_post_without_cookies_leaves_no_cookie(site: Website, person: Invited) -> None:
    respondent = Respondent(site, cookies=False)
    respondent.start(person.token)
    respondent.skip_to_review()

    posts = [page for page in respondent.seen if "Question" in page.title]
    assert len(posts) > 5
    assert not [page for page in posts if "Set-Cookie" in page.headers]


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_opening_a_link_a_hundred_times_uses_nothing_up(
    site: Website, person: Invited, method: str
) -> None:
    with httpx.Client(base_url=site.url) as scanner:
        for _ in range(100):
            reply = scanner.request(method, f"/r/{person.token}")
            assert reply.status_code == 200

    assert count(site.hall, Draft) == 0
    assert _state(site) == "ready"
    assert "Question 1" in Respondent(site).start(person.token).title


def _state(site: Website) -> str:
    with site.hall.sessions.reading() as session:
        return session.query(Invitation).one().state


@pytest.mark.parametrize("path", ["/r/now", "/r/open", "/", "/resume"])
def test_head_and_options_change_nothing(site: Website, parent: Respondent, path: str) -> None:
    for method in ("HEAD", "OPTIONS"):
        assert parent.client.request(method, path).status_code < 500

    assert count(site.hall, Draft) == 1
    assert "Question 1" in parent.get("/r/now").title
