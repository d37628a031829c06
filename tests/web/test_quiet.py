"""The way out of an e-mail opens a page, acts by a form alone, and says nothing about anybody."""

from __future__ import annotations

import pytest

from services.upkeep.letters import quiet
from storage.models import Invitation, Recipient
from tests.builders.invited import Invited
from tests.builders.pages import Page, Respondent
from tests.builders.website import Website


def path(site: Website, person: Invited) -> str:
    return f"/r/quiet/{quiet.mark(site.hall.keys, person.invitation_id)}"


def stopped(site: Website, person: Invited) -> tuple[bool, bool]:
    """Return whether reminders, and whether all letters, are stopped."""
    with site.hall.sessions.reading() as session:
        asked = session.get_one(Invitation, person.invitation_id)
        recipient = session.get_one(Recipient, person.recipient_id)
        return asked.quiet_at is not None, recipient.stopped_at is not None


def press(reader: Respondent, stop: str) -> Page:
    form = reader.page.form
    return reader.post(form.action, {**form.fields, "stop": [stop]})


@pytest.mark.parametrize("cookies", [True, False])
def test_opening_the_page_changes_nothing_and_the_button_does(
    site: Website, person: Invited, cookies: bool
) -> None:
    reader = Respondent(site, cookies=cookies)
    page = reader.get(path(site, person))
    assert "What should we stop?" in page.text
    assert stopped(site, person) == (False, False)
    Respondent(site).client.head(path(site, person))
    assert stopped(site, person) == (False, False)

    assert "You will get no more reminders about this one." in press(reader, "reminders").text
    assert stopped(site, person) == (True, False)


def test_all_letters_can_be_stopped_at_once(site: Website, person: Invited) -> None:
    reader = Respondent(site)
    reader.get(path(site, person))
    assert "You will get no more e-mails from us." in press(reader, "letters").text
    assert stopped(site, person) == (True, True)


def test_the_page_names_nobody_and_nothing_and_offers_help_and_a_quick_way_out(
    site: Website, person: Invited
) -> None:
    page = Respondent(site).get(path(site, person))
    for hidden in (person.case_reference, "conference", "protection", person.token):
        assert hidden not in page.html
    for offered in ("999", "0800 1111", "Who reads this", "Leave this page"):
        assert offered in page.text


@pytest.mark.parametrize("mark", ["x", "A" * 43, "%00"])
def test_an_address_that_we_did_not_make_is_told_with_the_remedy(
    site: Website, person: Invited, mark: str
) -> None:
    page = Respondent(site).get(f"/r/quiet/{mark}")
    assert page.status == 404
    assert "This address is not complete" in page.text


def test_a_form_of_anybody_elses_stops_nothing(site: Website, person: Invited) -> None:
    stranger = Respondent(site, cookies=False)
    assert stranger.post(path(site, person), {"stop": "letters"}).status == 403
    reader = Respondent(site)
    reader.get(path(site, person))
    assert press(reader, "everything").status == 400
    assert stopped(site, person) == (False, False)
