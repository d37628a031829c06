"""An officer has invitations e-mailed, sees what became of each, and never who has answered."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from sqlalchemy import select, update

from services.hall import OPERATOR, Hall
from services.upkeep.letters.sending import send_letters
from services.upkeep.stop_list import Subject, stop
from storage.actors import Scope, ScopeLevel
from storage.kinds import Contact, Delivery, InvitationState, StaffRole, StopReason
from storage.models import AuditEvent, Invitation, Recipient
from tests.builders.attendances import child, row, take_in
from tests.builders.letters import queue
from tests.builders.mailbox import Mailbox, mailbox
from tests.builders.pages import Page
from tests.builders.staff_browser import StaffBrowser, staff_browser
from tests.builders.website import Website
from tests.builders.worries import shift
from tests.web.staff.test_invitations import PATH, press
from tests.web.staff.test_meetings import page_of
from web.staff.door import NAME

BY_POST = {"channel": "post", "contact": "1 High Street"}


@pytest.fixture(autouse=True)
def with_mail(site: Website) -> None:
    """A site with a mail server, a parent who prefers e-mail, and one who prefers post."""
    site.app.extensions[NAME] = replace(site.app.extensions[NAME], sends_mail=True)
    take_in(site.hall, row(), row(recipient_ref="P-2", **BY_POST))


@pytest.fixture(scope="module")
def box() -> Mailbox:
    with mailbox() as found:
        yield found


def invite(browser: StaffBrowser, **sent: str) -> Page:
    browser.get(PATH)
    return browser.post(PATH, {"press": press(browser), **sent})


def send(browser: StaffBrowser, reader: str = "") -> Page:
    meeting = page_of(browser.site.hall)
    browser.get(meeting)
    return browser.post(f"{meeting}/letters", {"press": press(browser), "reader": reader})


def delivery(hall: Hall) -> dict[str, Delivery | None]:
    query = select(Recipient.reference, Invitation.delivery).join(Invitation)
    with hall.sessions.reading() as session:
        return dict(session.execute(query).all())


def test_who_prefers_email_is_emailed_and_everybody_else_gets_a_slip(
    officer: StaffBrowser, box: Mailbox
) -> None:
    assert "E-mail the link to the 1 who prefers e-mail" in officer.get(PATH).text

    page = invite(officer, letters="yes")

    assert "1 more will be e-mailed between 8am and 9pm." in page.text
    assert re.findall(r"For (P-\d)", page.text) == ["P-2"]
    assert delivery(officer.site.hall) == {"P-1": Delivery.WAITING, "P-2": None}
    assert "E-mail waiting to leave" in officer.get(page_of(officer.site.hall)).text
    send_letters(shift(officer.site.hall, box.url))
    told = officer.get(page_of(officer.site.hall)).text
    assert "E-mailed 15 October 2026" in told
    assert "Link handed over 15 October 2026" in told


def test_without_the_tick_or_a_mail_server_every_link_is_handed_over(
    officer: StaffBrowser,
) -> None:
    door = officer.site.app.extensions[NAME]
    officer.site.app.extensions[NAME] = replace(door, sends_mail=False)
    assert "E-mail the link" not in officer.get(PATH).text
    page = invite(officer, letters="yes")
    assert re.findall(r"For (P-\d)", page.text) == ["P-1", "P-2"]
    assert queue(officer.site.hall) == {}
    assert "cannot send e-mail here yet" in send(officer).text


def test_what_could_not_be_delivered_is_shown_and_can_be_sent_again(
    officer: StaffBrowser, box: Mailbox
) -> None:
    hall = officer.site.hall
    invite(officer, letters="yes")
    box.refused["p-1@example.org"] = "550 no such mailbox"
    send_letters(shift(hall, box.url))
    box.refused.clear()

    assert "Could not be delivered Correct the address" in officer.get(PATH).text
    assert "Could not be delivered" in officer.get(page_of(hall)).text
    page = send(officer)

    assert "1 e-mail will leave between 8am and 9pm." in page.text
    send_letters(shift(hall, box.url))
    assert delivery(hall)["P-1"] is Delivery.SENT
    with hall.sessions.reading() as session:
        trace = session.query(AuditEvent).filter_by(what="letters_asked_for").one()
        assert trace.staff_id == officer.person.account.id


@pytest.mark.parametrize("state", [InvitationState.ANSWERED, InvitationState.COUNTED])
def test_sending_now_looks_the_same_for_somebody_who_has_answered(
    officer: StaffBrowser, box: Mailbox, state: InvitationState
) -> None:
    hall = officer.site.hall
    take_in(hall, row(recipient_ref="P-3", contact="p-3@example.org"))
    invite(officer, letters="yes")
    send_letters(shift(hall, box.url))
    with hall.sessions.writing() as session:
        answered = select(Recipient.id).where(Recipient.reference == "P-3").scalar_subquery()
        session.execute(
            update(Invitation).where(Invitation.recipient_id == answered).values(state=state)
        )
    box.letters.clear()

    assert "2 e-mails will leave" in send(officer).text
    assert len(set(re.findall(r"P-[13] Parent Yes (.*?) Link until", officer.page.text))) == 1
    send_letters(shift(hall, box.url))

    assert [letter["To"] for letter in box.letters] == ["p-1@example.org"]
    told = officer.get(page_of(hall)).text
    assert len(set(re.findall(r"P-[13] Parent Yes (.*?) Link until", told))) == 1
    assert set(queue(hall)) == {"letter"}


def test_who_must_not_be_written_to_is_marked_and_not_offered(officer: StaffBrowser) -> None:
    hall = officer.site.hall
    take_in(hall, row(recipient_ref="P-3", contact="p-3@example.org"))
    invite(officer, letters="yes")
    stop(hall, OPERATOR, Subject.PERSON, "P-1", StopReason.NO_CONTACT)

    page = officer.get(page_of(hall))

    assert "P-1 Parent Yes Asked – Must not be written to" in page.text
    assert re.findall(r"<option[^>]*>(P-\d)", page.html) == ["P-3", "P-2", "P-3"]
    assert "1 e-mail will leave" in send(officer).text


@pytest.mark.parametrize("reader", ["0" * 32, "P-2"])
def test_who_cannot_be_emailed_is_refused_or_unreadable(officer: StaffBrowser, reader: str) -> None:
    invite(officer)
    assert send(officer, reader).status == (422 if reader.isdigit() else 400)


def test_sent_twice_the_form_sends_once(officer: StaffBrowser) -> None:
    invite(officer)
    meeting = page_of(officer.site.hall)
    officer.get(meeting)
    sent = {"press": press(officer), "reader": ""}
    officer.post(f"{meeting}/letters", sent)
    assert "This was done already" in officer.post(f"{meeting}/letters", sent).text


def test_another_teams_meeting_is_as_unknown_as_none(site: Website) -> None:
    take_in(site.hall, row(meeting_ref="M-9", team="North", case_id="C-9", recipient_ref="P-9"))
    elsewhere = staff_browser(site, StaffRole.OFFICER, (Scope(ScopeLevel.TEAM, "North"),))
    elsewhere.get(PATH)
    sent = {"press": press(elsewhere), "reader": ""}
    assert elsewhere.post(f"{page_of(site.hall)}/letters", sent).status == 404


def test_who_prefers_telegram_gets_a_slip_that_opens_the_bot_only_at_sixteen(
    officer: StaffBrowser,
) -> None:
    hall = officer.site.hall
    named = hall.council.model_copy(update={"telegram_bot": "brackenshire_sayso_bot"})
    door = officer.site.app.extensions[NAME]
    officer.site.app.extensions[NAME] = replace(door, hall=replace(hall, council=named))
    young = {"role": "young_person", "channel": Contact.TELEGRAM, "contact": ""}
    take_in(
        hall,
        child(meeting_ref="M-2", recipient_ref="Y-16", birth_month="2010-01", **young),
        child(meeting_ref="M-3", recipient_ref="Y-14", birth_month="2012-01", **young),
    )

    text = invite(officer).text

    slips = dict(re.findall(r"For (\S+), slip .*?(Scan .*?), or go to", text))
    assert slips["Y-16"] == "Scan the picture with a phone to answer in Telegram"
    assert slips["Y-14"] == "Scan the picture with a phone"
    assert slips["P-1"] == "Scan the picture with a phone"
