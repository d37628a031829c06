"""Errors: one friendly sentence, the help numbers, no trace, and nothing private in the log."""

from __future__ import annotations

import pytest

from services.respond import converse
from tests.builders.canary import Canary
from tests.builders.invited import Invited, invited
from tests.builders.pages import Page, Respondent
from tests.builders.website import Website, serving


def assert_friendly(page: Page, sentence: str) -> None:
    """Fail unless the page says the sentence, whom to ring, and nothing of its insides."""
    assert sentence in page.text
    assert 'href="tel:999"' in page.html
    assert 'href="tel:08001111"' in page.html
    assert 'href="/r/leave"' in page.html
    for trace in ("Traceback", "Werkzeug", "Error:", ".py", "sqlalchemy"):
        assert trace not in page.html


@pytest.mark.parametrize(
    ("method", "path", "status", "sentence"),
    [
        ("GET", "/nowhere", 404, "There is no page at this address"),
        ("GET", "/r/open", 404, "This link does not work"),
        ("PUT", "/r/now", 405, "That cannot be done at this address"),
        ("POST", "/", 403, "nothing was changed"),
    ],
)
def test_a_mistaken_request_gets_one_sentence(
    site: Website, method: str, path: str, status: int, sentence: str
) -> None:
    respondent = Respondent(site)

    page = respondent.take(respondent.client.request(method, path))

    assert page.status == status
    assert_friendly(page, sentence)


def test_a_wrong_method_is_told_the_right_ones(site: Website) -> None:
    reply = Respondent(site).client.put("/resume")

    assert set(reply.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS", "POST"}


def test_an_unforeseen_error_shows_no_trace_and_logs_no_word(
    site: Website, canary: Canary, monkeypatch: pytest.MonkeyPatch
) -> None:
    respondent = Respondent(site)
    respondent.start(invited(site.hall).token)
    monkeypatch.setattr(converse, "receive", _failing_with(canary.text))

    page = respondent.answer("report_in_time", "no")

    assert page.status == 500
    assert_friendly(page, "Something went wrong on our side")
    assert canary.text not in page.html
    assert "ValueError in respond.take" in canary.logged.getvalue()
    canary.assert_silent()


def test_a_page_that_failed_to_open_offers_to_try_again(
    site: Website, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(converse, "preview", _failing_with("broken"))

    page = Respondent(site).get("/r/some-link")

    assert page.status == 500
    assert '<a href="/r/some-link">Try again</a>' in page.html


def _failing_with(words: str):
    def fail(*args: object) -> None:
        raise ValueError(words)

    return fail


def test_words_links_and_codes_never_reach_the_log(site: Website, canary: Canary) -> None:
    person = invited(site.hall)
    respondent = Respondent(site)
    respondent.get(f"/r/{canary.link_token}")
    respondent.get("/")
    respondent.press(key=canary.name)
    respondent.start(person.token)
    while respondent.page.asked != ["working_well"]:
        respondent.press("skip")
    respondent.answer("working_well", canary.text)

    canary.assert_silent()
    assert person.token not in canary.logged.getvalue()


def test_the_councils_own_numbers_stand_on_error_pages_too(site: Website, person: Invited) -> None:
    council = site.hall.council
    own = council.model_copy(update={"name": "Westmarch Council"})
    hall = type(site.hall)(
        site.hall.sessions, site.hall.keys, site.hall.clock, site.hall.random,
        site.hall.models, own,
    )  # fmt: skip
    with serving(hall) as other:
        page = Respondent(other).get("/nowhere")

    assert "This page belongs to Westmarch Council." in page.text
