"""Where two readers differ: the list, and one comment with both readings, to be settled."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import abort, request
from flask.typing import ResponseReturnValue

from services.insight import settling
from services.insight.readings import themes_of
from services.insight.settling import Codes, Difference, Holds, NotYours
from services.refusal import Refused
from web.roles import roles
from web.staff.coding_form import NOT_SURE, groups, missing, sent_again, sent_codes
from web.staff.door import actor, door, pages
from web.staff.paging import SIZE, Paging, asked_page
from web.staff.rendering import Faults, done, page
from web.staff.second_looks import SECOND_READERS

_ANEW = "anew"
_TAKEN = {"first": Holds.FIRST, "second": Holds.SECOND}
_CHOOSE = "Choose whose reading holds: the first reader's, the second reader's, or neither."


@pages.get("/second-look/differences")
@roles(*SECOND_READERS)
def differences() -> ResponseReturnValue:
    """List the comments on which two readers differ, without anybody's words."""
    return _list()


@pages.get("/second-look/differences/<uuid:comment_id>")
@roles(*SECOND_READERS)
def difference(comment_id: UUID) -> ResponseReturnValue:
    """Show one of them with both readings; that it was shown is recorded."""
    return _show(_at(comment_id))


@pages.post("/second-look/differences/<uuid:comment_id>")
@roles(*SECOND_READERS)
def difference_settled(comment_id: UUID) -> ResponseReturnValue:
    """Keep what holds, and go on to the next that nobody has settled."""
    take = request.form.get("take", "")
    faults = missing("not sure", weight=True) if take == _ANEW else {}
    if take not in {*_TAKEN, _ANEW}:
        faults = {"settling": _CHOOSE}
    if faults:
        return _show(_at(comment_id), faults)
    try:
        decided = _TAKEN.get(take) or sent_codes()
        _settle(comment_id, decided)
    except Refused as refused:
        return _again(comment_id, str(refused))
    rest = settling.next_one(door().hall, actor())
    if rest is None:
        return done("It is settled. No other waits.", "staff.differences")
    return done("It is settled. Here is the next one.", "staff.difference", comment_id=rest)


def _settle(comment_id: UUID, decided: Holds | Codes) -> None:
    seen = request.form.get("seen", "")
    try:
        settling.settle(door().hall, actor(), comment_id, decided, seen)
    except NotYours:
        abort(404)


def _again(comment_id: UUID, what: str) -> ResponseReturnValue:
    """Say what was not taken beside the readings of now, or on the list where none differ now."""
    try:
        found = settling.difference(door().hall, actor(), comment_id)
    except NotYours:
        return _list({"differences": what})
    return _show(found, {"settling": what})


def _at(comment_id: UUID) -> Difference:
    try:
        return settling.difference(door().hall, actor(), comment_id)
    except NotYours:
        abort(404)


def _list(faults: Faults | None = None) -> ResponseReturnValue:
    settled = request.args.get("show") == "settled"
    before = (asked_page() - 1) * SIZE
    found = settling.lines(door().hall, actor(), before, SIZE, settled=settled)
    return page(
        "second_looks/differences",
        faults,
        found=found,
        settled=settled,
        before=before,
        paging=Paging(asked_page(), found.settled if settled else found.unsettled),
    )


def _show(found: Difference, faults: Faults | None = None) -> ResponseReturnValue:
    return page(
        "second_looks/difference",
        faults,
        found=found,
        label=door().hall.models.codebook.label,
        chosen=sent_again() if request.form.get("take") == _ANEW else _shared(found),
        groups=groups(),
    )


def _shared(found: Difference) -> dict[str, Any]:
    """Return what the form begins with: what both readers found."""
    first, second = found.first, found.second
    weight, same = first.severity, first.severity == second.severity
    return {
        "sentiment": (first.sentiment or NOT_SURE) if first.sentiment == second.sentiment else "",
        "severity": (NOT_SURE if weight is None else str(weight)) if same else "",
        "themes": themes_of(first) & themes_of(second),
        "nonanswer": False,
    }
