"""Responses: the list to choose from, and one response to be read."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import abort, request
from flask.typing import ResponseReturnValue

from services.insight import coding_by_people, reading_room
from services.insight.reading_room import SEES_CONCERNS, NotYours
from storage.kinds import StaffRole
from web.roles import roles
from web.staff.door import actor, door, pages
from web.staff.evidence import quoted, segments
from web.staff.formats import in_words
from web.staff.paging import SIZE, Paging, asked_page
from web.staff.rendering import Faults, done, page
from web.staff.response_filters import kept, months, wanted

READERS = (StaffRole.OFFICER, StaffRole.SAFEGUARDING, StaffRole.MANAGER)
"""Roles that read words; which of them is decided response by response."""

CODERS = (StaffRole.OFFICER, StaffRole.SAFEGUARDING)
"""Roles that read for the council: they mark as read, code, and let quotes be used."""


@pages.get("/responses")
@roles(*READERS)
def responses() -> ResponseReturnValue:
    """List responses, without anybody's words."""
    asked = request.args.to_dict()
    found = reading_room.shelf(door().hall, actor(), wanted(asked), (asked_page() - 1) * SIZE, SIZE)
    paging = Paging(asked_page(), found.total)
    return page(
        "responses/list",
        shelf=found,
        paging=Paging(min(paging.number, paging.pages), found.total),
        asked=kept(asked),
        roles=[(role.value, in_words(role)) for role in found.roles],
        teams=[(team, team) for team in found.teams],
        months=[(code, f"{first:%B %Y}") for code, first in months(found.days)],
        themes=[(theme.id, theme.label) for theme in door().hall.models.codebook.theme],
        sees_concerns=actor().role in SEES_CONCERNS,
    )


@pages.get("/responses/<uuid:response_id>")
@roles(*READERS)
def response(response_id: UUID) -> ResponseReturnValue:
    """Show one response with every word; that it was opened is recorded."""
    return show(response_id)


@pages.post("/responses/<uuid:response_id>/read")
@roles(*CODERS)
def response_read(response_id: UUID) -> ResponseReturnValue:
    """Mark its comments as read."""
    try:
        coding_by_people.mark_read(door().hall, actor(), response_id)
    except NotYours:
        abort(404)
    return done("Marked as read.", "staff.response", response_id=response_id)


def show(response_id: UUID, faults: Faults | None = None) -> ResponseReturnValue:
    """Render one response, with what was not taken."""
    try:
        opened = reading_room.open_response(door().hall, actor(), response_id)
    except NotYours:
        abort(404)
    return page(
        "responses/response",
        faults,
        opened=opened,
        codes=actor().role in CODERS,
        works_on_concerns=actor().role is StaffRole.SAFEGUARDING,
        **comment_context(),
    )


def comment_context() -> dict[str, Any]:
    """Return what templates need to show a comment and its evidence."""
    codebook = door().hall.models.codebook
    return {
        "segments": segments,
        "quoted": quoted,
        "theme_label": codebook.label,
        "compares": door().hall.hearing.is_set(),
    }
