"""Asking one person around a meeting a questionnaire that an officer chooses."""

from __future__ import annotations

from uuid import UUID

from flask import abort, request
from flask.typing import ResponseReturnValue

from services.refusal import Refused
from services.upkeep import chosen
from storage.kinds import StaffRole
from surveys.library import NotInLibrary
from web.roles import roles
from web.staff.door import actor, door, pages
from web.staff.invitations import made_page, reference_of
from web.staff.meetings import show
from web.staff.presses import fresh_press, sent_press
from web.staff.rendering import Faults, page

_PATH = "/meetings/<uuid:meeting_id>/people/<uuid:person_id>/questionnaire"


@pages.get(_PATH)
@roles(StaffRole.OFFICER)
def questionnaire_choice(meeting_id: UUID, person_id: UUID) -> ResponseReturnValue:
    """Show what one person can be asked, and ask nothing."""
    return _choice(meeting_id, person_id)


@pages.post(_PATH)
@roles(StaffRole.OFFICER)
def questionnaire_chosen(meeting_id: UUID, person_id: UUID) -> ResponseReturnValue:
    """Ask what was chosen and show the link."""
    meeting, person = reference_of(meeting_id), _person(person_id)
    wanted, press = request.form.get("questionnaire", ""), sent_press()
    if not wanted:
        return _choice(meeting_id, person_id, {"questionnaire": "Choose a questionnaire"})
    try:
        made = chosen.invite_person(door().hall, meeting, person, wanted, actor(), press=press)
    except NotInLibrary:
        abort(400)
    except Refused as refused:
        return _choice(meeting_id, person_id, {"questionnaire": str(refused)})
    return made_page(made, meeting_id)


def _choice(meeting_id: UUID, person_id: UUID, faults: Faults | None = None) -> ResponseReturnValue:
    meeting, person = reference_of(meeting_id), _person(person_id)
    try:
        offer = chosen.on_offer(door().hall, actor(), meeting, person)
    except Refused as refused:
        return show(meeting_id, {"asked": str(refused)})
    return page(
        "invitations/chosen",
        faults,
        meeting_id=meeting_id,
        person_id=person_id,
        meeting=meeting,
        offer=offer,
        press=fresh_press(),
    )


def _person(person_id: UUID) -> str:
    return chosen.reference_of(door().hall, person_id) or abort(404)
