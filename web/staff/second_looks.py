"""The second look: one drawn comment a page, coded by somebody who sees no other coding of it."""

from __future__ import annotations

from uuid import UUID

from flask import abort, request, url_for
from flask.typing import ResponseReturnValue

from services.insight import second_looks
from services.insight.second_looks import Look, NotYours
from services.refusal import Refused
from storage.kinds import StaffRole
from web.roles import roles
from web.staff.coding_form import NOTHING_CHOSEN, groups, missing, sent_again, sent_codes
from web.staff.door import actor, door, pages
from web.staff.rendering import Faults, done, page

SECOND_READERS = (StaffRole.OFFICER, StaffRole.QA)
"""Roles that code; QA never learns whose words they are, and officers need not know here."""

_MOST_PASSED = 50


@pages.get("/second-look")
@roles(*SECOND_READERS)
def second_look() -> ResponseReturnValue:
    """Show the next comment that waits for this person; that it was shown is recorded."""
    return _show(second_looks.next_look(door().hall, actor(), _passed()))


@pages.get("/second-look/<uuid:comment_id>")
@roles(*SECOND_READERS)
def second_look_at(comment_id: UUID) -> ResponseReturnValue:
    """Show one of the comments that wait for this person."""
    return _show(_at(comment_id))


@pages.post("/second-look/<uuid:comment_id>")
@roles(*SECOND_READERS)
def second_look_kept(comment_id: UUID) -> ResponseReturnValue:
    """Keep what they found, and go on to the next."""
    faults = missing("cannot tell", weight=False)
    if faults:
        return _show(_at(comment_id), faults)
    try:
        second_looks.keep(door().hall, actor(), comment_id, sent_codes())
    except NotYours:
        abort(404)
    except Refused as refused:
        next_one = second_looks.next_look(door().hall, actor())
        return _show(next_one, {"second-look": str(refused)}, again=False)
    return done("Your second look is saved. Here is what comes next.", "staff.second_look")


def _at(comment_id: UUID) -> Look:
    try:
        return second_looks.look_at(door().hall, actor(), comment_id)
    except NotYours:
        abort(404)


def _show(
    look: Look | None, faults: Faults | None = None, *, again: bool = True
) -> ResponseReturnValue:
    passed = _passed()
    if look is not None:
        passed = {*passed, look.id}
    return page(
        "second_looks/look",
        faults,
        look=look,
        chosen=sent_again() if faults and again else NOTHING_CHOSEN,
        groups=groups(),
        percent=door().hall.council.thresholds.second_look_percent,
        passed=len(_passed()),
        for_others=0 if look else second_looks.for_others(door().hall, actor()),
        otherwise=url_for("staff.second_look", passed=sorted(map(str, passed))),
    )


def _passed() -> set[UUID]:
    """Return the comments that this person leaves to others, as the address says."""
    found = set()
    for text in request.args.getlist("passed")[-_MOST_PASSED:]:
        try:
            found.add(UUID(text))
        except ValueError:
            abort(404)
    return found
