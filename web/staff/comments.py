"""One comment: confirm or correct what the machine suggests, and let it be quoted."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import abort, request
from flask.typing import ResponseReturnValue

from services.insight import coding_by_people, reading_room
from services.insight.comments import Comment
from services.insight.reading_room import NotYours
from services.refusal import Refused
from web.roles import roles
from web.staff.coding_form import (
    NOT_SURE,
    NOTHING_CHOSEN,
    groups,
    missing,
    sent_again,
    sent_codes,
)
from web.staff.door import actor, door, pages
from web.staff.rendering import Faults, done, page
from web.staff.responses import CODERS, comment_context, show


@pages.get("/responses/<uuid:response_id>/comments/<uuid:comment_id>")
@roles(*CODERS)
def comment(response_id: UUID, comment_id: UUID) -> ResponseReturnValue:
    """Show one comment with the codebook; that its response was opened is recorded."""
    return _show(response_id, comment_id)


@pages.post("/responses/<uuid:response_id>/comments/<uuid:comment_id>")
@roles(*CODERS)
def comment_coded(response_id: UUID, comment_id: UUID) -> ResponseReturnValue:
    """Keep what a person found in it."""
    faults = missing("not sure", weight=True)
    if faults:
        return _show(response_id, comment_id, faults)
    codes = sent_codes()

    def keep() -> None:
        hall, seen = door().hall, request.form.get("seen", "")
        coding_by_people.correct(hall, actor(), response_id, comment_id, codes, seen)

    return _done(
        keep,
        "Your coding is saved.",
        response_id,
        comment_id,
        lambda what: _show(response_id, comment_id, {"coding": what}),
    )


@pages.post("/responses/<uuid:response_id>/comments/<uuid:comment_id>/confirm")
@roles(*CODERS)
def comment_confirmed(response_id: UUID, comment_id: UUID) -> ResponseReturnValue:
    """Take over what the machine suggests."""

    def keep() -> None:
        seen = request.form.get("seen", "")
        coding_by_people.confirm(door().hall, actor(), response_id, comment_id, seen)

    return _done(keep, "The suggestion is confirmed.", response_id, comment_id)


@pages.post("/responses/<uuid:response_id>/comments/<uuid:comment_id>/quote")
@roles(*CODERS)
def comment_quoted(response_id: UUID, comment_id: UUID) -> ResponseReturnValue:
    """Mark it as a quote that may be used, or take that back."""
    usable = request.form.get("usable") == "yes"

    def keep() -> None:
        hall = door().hall
        coding_by_people.let_quote(hall, actor(), response_id, comment_id, usable=usable)

    said = "The quote may be used." if usable else "The quote is taken back."
    return _done(keep, said, response_id, comment_id)


def _done(
    keep: Callable[[], None],
    said: str,
    response_id: UUID,
    comment_id: UUID,
    otherwise: Callable[[str], ResponseReturnValue] | None = None,
) -> ResponseReturnValue:
    """Carry out a use case and go back to the comment in its response, or say what is wrong."""
    try:
        keep()
    except NotYours:
        abort(404)
    except Refused as refused:
        if otherwise is not None:
            return otherwise(str(refused))
        return show(response_id, {f"comment-{comment_id}": str(refused)})
    place = f"comment-{comment_id}"
    return done(said, "staff.response", response_id=response_id, _anchor=place)


def _show(response_id: UUID, comment_id: UUID, faults: Faults | None = None) -> ResponseReturnValue:
    try:
        opened = reading_room.open_response(door().hall, actor(), response_id)
    except NotYours:
        abort(404)
    found = opened.comments.get(comment_id) or abort(404)
    asked = next(item.asked for item in opened.items if item.comment == comment_id)
    return page(
        "responses/comment",
        faults,
        opened=opened,
        comment=found,
        asked=asked,
        chosen=_chosen(found) if faults is None else sent_again(),
        groups=groups(),
        **comment_context(),
    )


def _chosen(found: Comment) -> dict[str, Any]:
    """Return what the form begins with: the coding that holds."""
    held = found.passes.holding
    if held is None:
        return NOTHING_CHOSEN
    return {
        "sentiment": held.sentiment or NOT_SURE,
        "severity": NOT_SURE if held.severity is None else str(held.severity),
        "themes": [hit.theme for hit in held.themes],
        "nonanswer": held.nonanswer,
    }
