"""Actions: the register, adding one, changing it, and saying how it ended."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

from flask import abort, request
from flask.typing import ResponseReturnValue

from services.care import action_ends, joining, telling
from services.care import actions as use_cases
from services.care.action_words import Fault
from services.care.actions import Entry, NotYours, Stale, Wanted
from services.care.reading_grades import grades_of
from services.hall import Actor, Hall
from storage.kinds import StaffRole
from web.roles import roles
from web.staff.action_forms import (
    FINISH,
    PLAN,
    Fields,
    fields_of,
    finish_of,
    id_of,
    kept,
    plan_of,
    revision_of,
)
from web.staff.door import actor, door, pages
from web.staff.paging import SIZE, Paging, asked_page
from web.staff.rendering import Faults, done, page

WRITERS = (StaffRole.OFFICER, StaffRole.SAFEGUARDING, StaffRole.MANAGER, StaffRole.QA)
"""Roles that write actions."""

SEERS = (*WRITERS, StaffRole.LEADER)
"""Roles that see them."""

Move = Callable[[Hall, Actor, UUID, int], None]
"""What a button does to an action of the revision that was looked at."""

_NARROWS = ("show", "area", "team", "owner", "response")


@pages.get("/actions")
@roles(*SEERS)
def actions() -> ResponseReturnValue:
    """List actions, those still to be done first; or those that a response could be joined to."""
    asked = {name: request.args[name] for name in _NARROWS if request.args.get(name)}
    owner = id_of(asked.get("owner", ""))
    wanted = Wanted(asked.get("show"), asked.get("team"), asked.get("area"), owner)
    first = (asked_page() - 1) * SIZE
    found = use_cases.listed(door().hall, actor(), wanted, first, SIZE)
    paging = Paging(asked_page(), found.total)
    return page(
        "actions/list",
        register=found,
        paging=Paging(min(paging.number, paging.pages), found.total),
        asked=asked,
        choices=use_cases.choices(door().hall, actor()),
        theme_label=door().hall.models.codebook.label,
        writes=actor().role in WRITERS,
    )


@pages.get("/actions/new")
@roles(*WRITERS)
def action_new() -> ResponseReturnValue:
    """Ask what is to be done; a report, a theme or a response may have led here."""
    led = {name: request.args.get(name, "") for name in ("theme", "team", "source")}
    return _new({**led, "owner": str(actor().id or "")}, request.args.get("response", ""))


@pages.post("/actions/new")
@roles(*WRITERS)
def action_added() -> ResponseReturnValue:
    """Add it once, however often the form is sent."""
    sent = request.form
    response, fresh = sent.get("response", ""), id_of(sent.get("id", "")) or uuid4()
    try:
        plan = plan_of(sent)
        use_cases.add(door().hall, actor(), fresh, plan, id_of(response))
    except NotYours:
        abort(404)
    except Fault as fault:
        return _new(kept(sent, PLAN), response, {fault.field: str(fault)})
    return done("The action was added.", "staff.actions")


@pages.get("/actions/<uuid:action_id>")
@roles(*SEERS)
def action(action_id: UUID) -> ResponseReturnValue:
    """Show one action, with what can be done about it."""
    return show(found(action_id))


@pages.post("/actions/<uuid:action_id>")
@roles(*WRITERS)
def action_changed(action_id: UUID) -> ResponseReturnValue:
    """Write it anew."""
    sent, hall = request.form, door().hall
    return saved(
        action_id,
        PLAN,
        lambda revision: use_cases.change(hall, actor(), action_id, plan_of(sent), revision),
    )


@pages.post("/actions/<uuid:action_id>/done")
@roles(*WRITERS)
def action_done(action_id: UUID) -> ResponseReturnValue:
    """Say how it ended; or show first what those who spoke would read."""
    sent, hall = request.form, door().hall
    if sent.get("do") == "preview":
        entry, words = found(action_id), kept(sent, FINISH)
        return show(entry, words, previewed=True, revision=revision_of(sent))
    return saved(
        action_id,
        FINISH,
        lambda revision: action_ends.finish(hall, actor(), action_id, finish_of(sent), revision),
    )


@pages.post("/actions/<uuid:action_id>/reopen")
@roles(*WRITERS)
def action_reopened(action_id: UUID) -> ResponseReturnValue:
    """Open it again."""
    return moved(action_id, action_ends.reopen, "The action is open again.")


def moved(action_id: UUID, move: Move, message: str) -> ResponseReturnValue:
    """Make a move that takes no words, and say that it was made."""
    hall, who = door().hall, actor()
    return saved(action_id, (), lambda revision: move(hall, who, action_id, revision), message)


def saved(
    action_id: UUID,
    names: tuple[str, ...],
    save: Callable[[int], None],
    message: str = "Saved.",
) -> ResponseReturnValue:
    """Save one form; who is too late sees both what stands and what they wrote.

    Args:
        action_id: which action.
        names: fields to show again where the form is refused.
        save: saves it, given the revision that the form was made for.
        message: what to say once it is saved.
    """
    entry, sent = found(action_id), kept(request.form, names)
    revision = revision_of(request.form)
    if revision is None:
        abort(400)
    try:
        save(revision)
    except NotYours:
        abort(404)
    except Stale as stale:
        first = names[0] if names else "action"
        return show(found(action_id), sent, {first: str(stale)}, stale=True)
    except Fault as fault:
        # The old revision goes along: a second fault must not hide what somebody else saved.
        return show(entry, sent, {fault.field: str(fault)}, revision=revision)
    return done(message, "staff.action", action_id=action_id)


def found(action_id: UUID) -> Entry:
    """Return an action; 404 where there is none for this person."""
    try:
        return use_cases.one(door().hall, actor(), action_id)
    except NotYours:
        abort(404)


def show(
    entry: Entry,
    sent: Fields | None = None,
    faults: Faults | None = None,
    *,
    stale: bool = False,
    previewed: bool = False,
    revision: int | None = None,
) -> ResponseReturnValue:
    """Render the page of one action, with what was just sent where it is shown again."""
    hall, who = door().hall, actor()
    fields = {**fields_of(entry), **(sent or {})}
    context: dict[str, Any] = {
        "entry": entry,
        "fields": fields,
        "revision": revision or entry.revision,
        "stale": stale,
        "previewed": previewed,
        "grades": grades_of(fields),
        "choices": use_cases.choices(hall, who),
        "audience": telling.audience(hall, who, entry.id),
        "alike": joining.alike(hall, who, entry.id) if entry.plan.theme else 0,
        "theme_label": hall.models.codebook.label,
        "writes": who.role in WRITERS,
    }
    return page("actions/action", faults, **context)


def _new(fields: Fields, response: str, faults: Faults | None = None) -> ResponseReturnValue:
    if response:
        led = id_of(response)
        if led is None or not use_cases.may_start_from(door().hall, actor(), led):
            abort(404)
    return page(
        "actions/new",
        faults,
        fields=fields,
        response=response,
        fresh=request.form.get("id") or uuid4(),
        choices=use_cases.choices(door().hall, actor()),
    )
