"""What came of an action, as those who spoke see it: previewed, published, taken back, joined."""

from __future__ import annotations

from uuid import UUID

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue

from services.care import joining, telling
from services.care.actions import Entry, NotYours
from services.respond.news import Item
from surveys.kinds import RespondentRole
from web.roles import roles
from web.staff.action_forms import id_of
from web.staff.actions import SEERS, WRITERS, found, moved
from web.staff.door import actor, door, pages
from web.staff.rendering import done
from web.wording import Wording


@pages.get("/actions/<uuid:action_id>/as-told")
@roles(*SEERS)
def action_as_told(action_id: UUID) -> ResponseReturnValue:
    """Show the page as a child sees it, or as an adult does."""
    entry = found(action_id)
    plain = request.args.get("for") != "adults"
    reader = RespondentRole.CHILD if plain else RespondentRole.PARENT
    return render_template(
        "staff/actions/as_told.html",
        words=Wording(reader=reader),
        council=door().hall.council,
        entry=entry,
        plain=plain,
        own=(_item(entry),),
        areas=(),
    )


@pages.post("/actions/<uuid:action_id>/publish")
@roles(*WRITERS)
def action_published(action_id: UUID) -> ResponseReturnValue:
    """Tell those who spoke."""
    return moved(action_id, telling.publish, "Those who spoke can read it now.")


@pages.post("/actions/<uuid:action_id>/take-back")
@roles(*WRITERS)
def action_taken_back(action_id: UUID) -> ResponseReturnValue:
    """Take it back."""
    message = "Nobody can read it any more, and notices that were not sent yet are cancelled."
    return moved(action_id, telling.unpublish, message)


@pages.post("/actions/<uuid:action_id>/join")
@roles(*WRITERS)
def action_joined(action_id: UUID) -> ResponseReturnValue:
    """Join the response that is named, or all that speak of the action's theme."""
    hall, who, named = door().hall, actor(), request.form.get("response", "")
    try:
        if named:
            joining.join(hall, who, action_id, id_of(named) or abort(404))
            count = 1
        else:
            count = joining.join_alike(hall, who, action_id)
    except NotYours:
        abort(404)
    message = "1 response was joined." if count == 1 else f"{count} responses were joined."
    return done(message, "staff.action", action_id=action_id)


@pages.post("/actions/<uuid:action_id>/part")
@roles(*WRITERS)
def action_parted(action_id: UUID) -> ResponseReturnValue:
    """Take a response from the action."""
    named = id_of(request.form.get("response", "")) or abort(404)
    try:
        joining.part(door().hall, actor(), action_id, named)
    except NotYours:
        abort(404)
    return done("The response was taken from the action.", "staff.action", action_id=action_id)


def _item(entry: Entry) -> Item:
    finish = entry.finish
    return Item(
        theme=door().hall.models.codebook.label(entry.plan.theme) if entry.plan.theme else "",
        you_said=finish.you_said,
        we_did=finish.we_did,
        we_did_plain=finish.we_did_plain,
        possible=finish.possible,
        since=entry.told_at or door().hall.clock(),
    )
