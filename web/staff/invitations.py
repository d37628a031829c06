"""Inviting people: who would be asked, and their links and codes, shown this one time."""

from __future__ import annotations

from collections import Counter
from uuid import UUID

from flask import Response, abort, request
from flask.typing import ResponseReturnValue

from services.refusal import Refused
from services.upkeep import invitations as use_cases
from services.upkeep import meeting_list
from services.upkeep.fresh_links import fresh_links
from services.upkeep.invitations import Invited
from services.upkeep.letters.by_hand import send_now
from services.upkeep.letters.standing import undelivered
from storage.kinds import Contact, StaffRole
from web.roles import roles
from web.staff import meeting_files
from web.staff.door import actor, door, pages
from web.staff.meetings import show
from web.staff.papers import printable
from web.staff.presses import fresh_press, sent_press
from web.staff.rendering import Faults, done, page
from web.staff.slips import as_csv, cells, slips


@pages.get("/invitations")
@roles(StaffRole.OFFICER)
def invitations() -> ResponseReturnValue:
    """Say whom the rules would ask, and ask nobody."""
    return _preview()


@pages.post("/invitations")
@roles(StaffRole.OFFICER)
def invitations_made() -> ResponseReturnValue:
    """Invite by the rules and show the links."""
    try:
        made = use_cases.invite_by_rules(
            door().hall, actor(), press=sent_press(), by_letter=_wants_letters()
        )
    except Refused as refused:
        return _preview(faults={"invite": str(refused)})
    return made_page(made)


@pages.get("/meetings/<uuid:meeting_id>/invite")
@roles(StaffRole.OFFICER)
def meeting_invitations(meeting_id: UUID) -> ResponseReturnValue:
    """Say whom the rules would ask about one meeting, and ask nobody."""
    reference = reference_of(meeting_id)
    try:
        return _preview(meeting_id, reference)
    except Refused as refused:
        return show(meeting_id, {"asked": str(refused)})


@pages.post("/meetings/<uuid:meeting_id>/invite")
@roles(StaffRole.OFFICER)
def meeting_invitations_made(meeting_id: UUID) -> ResponseReturnValue:
    """Invite people around one meeting and show the links."""
    reference = reference_of(meeting_id)
    try:
        made = use_cases.invite_to_meeting(
            door().hall, reference, actor(), press=sent_press(), by_letter=_wants_letters()
        )
    except Refused as refused:
        return show(meeting_id, {"asked": str(refused)})
    return made_page(made, meeting_id)


@pages.post("/meetings/<uuid:meeting_id>/links")
@roles(StaffRole.OFFICER)
def links_renewed(meeting_id: UUID) -> ResponseReturnValue:
    """Give fresh links to those who were asked about a meeting; the old ones stop working."""
    reference_of(meeting_id)
    wanted = request.form.get("person", "")
    try:
        person = UUID(wanted) if wanted else None
        made = fresh_links(door().hall, actor(), meeting_id, person, sent_press())
    except ValueError:
        abort(400)
    except Refused as refused:
        return show(meeting_id, {"person": str(refused)})
    return made_page(made, meeting_id)


@pages.post("/meetings/<uuid:meeting_id>/letters")
@roles(StaffRole.OFFICER)
def letters_sent(meeting_id: UUID) -> ResponseReturnValue:
    """Have the e-mail sent now to somebody who was asked about a meeting, or to all of them."""
    reference_of(meeting_id)
    wanted, press = request.form.get("reader", ""), sent_press()
    if not door().sends_mail:
        return show(meeting_id, {"reader": NO_MAIL})
    try:
        person = UUID(wanted) if wanted else None
        number = send_now(door().hall, actor(), meeting_id, person, press)
    except ValueError:
        abort(400)
    except Refused as refused:
        return show(meeting_id, {"reader": str(refused)})
    said = f"{number} e-mail{'' if number == 1 else 's'} will leave between 8am and 9pm."
    return done(said, "staff.meeting", meeting_id=meeting_id)


NO_MAIL = "Sayso cannot send e-mail here yet. Make fresh links and hand them over."


def _wants_letters() -> bool:
    return door().sends_mail and request.form.get("letters") == "yes"


@pages.post("/invitations/links.csv")
@roles(StaffRole.OFFICER)
def links_file() -> ResponseReturnValue:
    """Give the links of the page that sends them as a file for a mail merge."""
    found = meeting_files.brought_back(request.form.get("links", ""))
    if found is None:
        abort(400)
    headers = {"Content-Disposition": 'attachment; filename="links.csv"'}
    return Response(as_csv(found), mimetype="text/csv", headers=headers)


def reference_of(meeting_id: UUID) -> str:
    """Return the reference of a meeting that who is signed in may see; 404 otherwise."""
    opened = meeting_list.one(door().hall, actor(), meeting_id) or abort(404)
    return opened.line.reference


def _preview(
    meeting_id: UUID | None = None, reference: str = "", faults: Faults | None = None
) -> ResponseReturnValue:
    hall, who = door().hall, actor()
    if meeting_id is None:
        would = use_cases.invite_by_rules(hall, who, by_letter=True, dry_run=True)
    else:
        would = use_cases.invite_to_meeting(hall, reference, who, by_letter=True, dry_run=True)
    return page(
        "invitations/preview",
        faults,
        meeting_id=meeting_id,
        reference=reference,
        asked=Counter((link.role, link.questionnaire) for link in would.links).most_common(),
        total=len(would.links),
        by_letter=sum(link.by_letter for link in would.links) if door().sends_mail else 0,
        undelivered=() if meeting_id else undelivered(hall, who),
        meetings=len({link.meeting for link in would.links}),
        not_asked=would.not_asked.most_common(),
        press=fresh_press(),
    )


def made_page(made: Invited, meeting_id: UUID | None = None) -> ResponseReturnValue:
    """Show links this one time, as slips and as a file."""
    base_url, bot = door().base_url, door().hall.council.telegram_bot
    to_hand_over = [link for link in made.links if not link.by_letter]
    return page(
        "invitations/made",
        meeting_id=meeting_id,
        slips=slips(to_hand_over, base_url, bot),
        by_letter=len(made.links) - len(to_hand_over),
        by_text=sum(link.channel is Contact.SMS for link in to_hand_over),
        without_contact=sum(link.contact is None for link in to_hand_over),
        not_asked=made.not_asked.most_common(),
        links=meeting_files.carried(cells(to_hand_over, base_url, bot)),
        papers=meeting_files.carried(printable(to_hand_over, base_url)),
    )
