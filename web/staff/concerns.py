"""Concerns: the list with its running clock, and one concern with its words, history and moves."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue

from services.care import desk, moving, opening
from services.care.desk import Tray
from services.care.moving import Move
from services.insight.reading_room import NotYours
from services.refusal import Refused
from storage.kinds import StaffRole
from web.roles import roles
from web.staff.door import actor, door, pages, quiet
from web.staff.durations import in_words
from web.staff.paging import SIZE, Paging, asked_page
from web.staff.rendering import Faults, done, page


@pages.get("/concerns")
@roles(StaffRole.SAFEGUARDING)
def concerns() -> ResponseReturnValue:
    """List concerns, without anybody's words."""
    return page("concerns/list", **_listed())


@pages.get("/concerns/list")
@roles(StaffRole.SAFEGUARDING)
@quiet
def concerns_live() -> ResponseReturnValue:
    """Give the list alone, for a page that keeps itself up to date."""
    return render_template("staff/concerns/rows.html", **_listed())


@pages.get("/concerns/<uuid:concern_id>")
@roles(StaffRole.SAFEGUARDING)
def concern(concern_id: UUID) -> ResponseReturnValue:
    """Show one concern with its words; that they were opened is recorded."""
    return _show(concern_id)


@pages.post("/concerns/<uuid:concern_id>")
@roles(StaffRole.SAFEGUARDING)
def concern_moved(concern_id: UUID) -> ResponseReturnValue:
    """Make a move, unless somebody was faster."""
    sent, note = request.form, request.form.get("note", "")
    wanted, revision = sent.get("move", ""), sent.get("revision", "")
    if wanted not in list(Move) or not (revision.isascii() and revision.isdecimal()):
        abort(400)
    try:
        state = moving.move(door().hall, actor(), concern_id, Move(wanted), note, int(revision[:9]))
    except NotYours:
        abort(404)
    except Refused as refused:
        return _show(concern_id, {"note": str(refused)}, note)
    said = f"Saved. This concern is now: {state.replace('_', ' ')}."
    return done(said, "staff.concern", concern_id=concern_id)


def _show(concern_id: UUID, faults: Faults | None = None, written: str = "") -> ResponseReturnValue:
    try:
        opened = opening.open_concern(door().hall, actor(), concern_id)
    except NotYours:
        abort(404)
    return page(
        "concerns/concern",
        faults,
        opened=opened,
        moves=moving.possible(opened.waiting.state),
        needs_note=moving.NEEDS_NOTE,
        longest=moving.LONGEST,
        written=written,
        in_time=in_words,
    )


def _listed() -> dict[str, Any]:
    closed = request.args.get("closed") == "yes"
    found: Tray = desk.tray(door().hall, actor(), (asked_page() - 1) * SIZE, SIZE, closed=closed)
    paging = Paging(asked_page(), found.total)
    return {
        "tray": found,
        "closed": closed,
        "paging": Paging(min(paging.number, paging.pages), found.total),
        "in_time": in_words,
    }
