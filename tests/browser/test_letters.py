"""Letters in a real browser: an officer sends and looks, somebody finds the way out."""

from __future__ import annotations

from dataclasses import replace

from playwright.sync_api import expect

from services.upkeep.letters import quiet
from storage.kinds import Delivery, StaffRole
from storage.models import Invitation
from tests.browser.conftest import Open
from tests.browser.walk import barriers, small_targets
from tests.builders.attendances import row, take_in
from tests.builders.invited import invited
from tests.builders.staff_browser import COOKIE, staff_browser
from tests.builders.website import Website
from tests.web.staff.test_meetings import page_of
from web.staff.door import NAME

PHONE = {"width": 375, "height": 740}


def test_an_officer_sends_looks_and_stops_without_a_barrier(walk: Open, site: Website) -> None:
    site.app.extensions[NAME] = replace(site.app.extensions[NAME], sends_mail=True)
    people = ("P-1", "P-2", "P-3", "P-4")
    take_in(
        site.hall,
        *(row(recipient_ref=one, contact=f"{one.lower()}@example.org") for one in people),
        row(recipient_ref="P-5", channel="sms", contact="07700 900123"),
    )
    walker = walk("letters", viewport=PHONE)
    cookie = staff_browser(site, StaffRole.OFFICER).cookie
    walker.page.context.add_cookies([{"name": COOKIE, "value": cookie, "url": site.url}])
    faults: list[str] = []

    def look(title: str) -> None:
        walker.shown(title)
        faults.extend(barriers(walker.page))

    walker.go("/staff/invitations")
    expect(walker.page.get_by_label("E-mail the link to the 4")).to_be_checked()
    walker.shown("Preview")
    walker.press("Invite them and show the links")
    expect(walker.page.get_by_text("4 more will be e-mailed")).to_be_visible()
    look("Made")
    came_back(site)
    walker.go(page_of(site.hall))
    expect(walker.page.get_by_text("Could not be delivered")).to_be_visible()
    look("Meeting")
    walker.press("Send the e-mail")
    expect(walker.page.get_by_text("4 e-mails will leave")).to_be_visible()
    walker.go("/staff/stop-list")
    walker.page.get_by_label("A case").check()
    walker.page.get_by_label("Reference of the person").fill("C-1001")
    walker.press("Stop writing to them")
    walker.page.get_by_label("Placement breakdown").check()
    look("Why missing")
    walker.page.get_by_label("A case").check()
    walker.press("Stop writing to them")
    expect(walker.page.get_by_role("button", name="Take off")).to_be_visible()
    look("Stopped")

    assert not faults, "\n".join(faults)
    assert not walker.complaints


def came_back(site: Website) -> None:
    """Let letters have left, come back and wait."""
    fates = (Delivery.SENT, Delivery.UNDELIVERABLE, Delivery.WAITING)
    with site.hall.sessions.writing() as session:
        written = session.query(Invitation).filter(Invitation.delivery.is_not(None)).all()
        for one, fate in zip(written, fates, strict=False):
            one.delivery = fate
            one.sent_at = site.hall.clock() if fate is Delivery.SENT else None


def test_somebody_finds_the_way_out_of_a_letter_without_a_barrier(
    walk: Open, site: Website
) -> None:
    person = invited(site.hall)
    walker = walk("way out", viewport=PHONE)
    walker.go(f"/r/quiet/{quiet.mark(site.hall.keys, person.invitation_id)}")
    walker.shown("Quiet")
    faults = [*barriers(walker.page), *small_targets(walker.page)]
    walker.press("Stop the reminders")
    expect(walker.page.get_by_role("heading", name="It is done")).to_be_visible()
    walker.shown("Done")

    assert not faults, "\n".join(faults)
    assert not walker.complaints
