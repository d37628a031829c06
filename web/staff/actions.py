"""Actions: the register, adding one, changing it, and saying what was done."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID, uuid4

from flask import abort, request
from flask.typing import ResponseReturnValue

from services.care import actions as use_cases
from services.care.action_words import Fault
from services.care.actions import Entry, NotYours, Stale, Wanted
from services.staff.scopes import own_teams
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


@pages.get("/actions")
@roles(*SEERS)
def actions() -> ResponseReturnValue:
    """List actions, those still to be done first."""
    asked = {name: request.args[name] for name in ("show", "team") if request.args.get(name)}
    wanted = Wanted(asked.get("show"), asked.get("team"))
    first = (asked_page() - 1) * SIZE
    found = use_cases.listed(door().hall, actor(), wanted, first, SIZE)
    paging = Paging(asked_page(), found.total)
    return page(
        "actions/list",
        register=found,
        paging=Paging(min(paging.number, paging.pages), found.total),
        asked=asked,
        teams=own_teams(door().hall, actor()),
        theme_label=door().hall.models.codebook.label,
        writes=actor().role in WRITERS,
    )


@pages.get("/actions/new")
@roles(*WRITERS)
def action_new() -> ResponseReturnValue:
    """Ask what is to be done; a theme or a response may have led here."""
    start = {"theme": request.args.get("theme", ""), "owner": str(actor().id or "")}
    return _new(start, request.args.get("response", ""))


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
    return _show(_found(action_id))


@pages.post("/actions/<uuid:action_id>")
@roles(*WRITERS)
def action_changed(action_id: UUID) -> ResponseReturnValue:
    """Write it anew."""
    sent, hall = request.form, door().hall
    return _saved(
        action_id,
        PLAN,
        lambda revision: use_cases.change(hall, actor(), action_id, plan_of(sent), revision),
    )


@pages.post("/actions/<uuid:action_id>/done")
@roles(*WRITERS)
def action_done(action_id: UUID) -> ResponseReturnValue:
    """Mark it as done, in words."""
    words, hall = finish_of(request.form), door().hall
    return _saved(
        action_id,
        FINISH,
        lambda revision: use_cases.finish(hall, actor(), action_id, words, revision),
    )


def _saved(
    action_id: UUID, names: tuple[str, ...], save: Callable[[int], None]
) -> ResponseReturnValue:
    """Save one form; who is too late sees both what stands and what they wrote."""
    entry, sent = _found(action_id), kept(request.form, names)
    revision = revision_of(request.form)
    if revision is None:
        abort(400)
    try:
        save(revision)
    except NotYours:
        abort(404)
    except Stale as stale:
        return _show(_found(action_id), sent, {names[0]: str(stale)}, stale=True)
    except Fault as fault:
        # The old revision goes along: a second fault must not hide what somebody else saved.
        return _show(entry, sent, {fault.field: str(fault)}, revision=revision)
    return done("Saved.", "staff.action", action_id=action_id)


def _found(action_id: UUID) -> Entry:
    try:
        return use_cases.one(door().hall, actor(), action_id)
    except NotYours:
        abort(404)


def _new(fields: Fields, response: str, faults: Faults | None = None) -> ResponseReturnValue:
    if response:
        found = id_of(response)
        if found is None or not use_cases.may_start_from(door().hall, actor(), found):
            abort(404)
    return page(
        "actions/new",
        faults,
        fields=fields,
        response=response,
        fresh=request.form.get("id") or uuid4(),
        choices=use_cases.choices(door().hall, actor()),
    )


def _show(
    entry: Entry,
    sent: Fields | None = None,
    faults: Faults | None = None,
    *,
    stale: bool = False,
    revision: int | None = None,
) -> ResponseReturnValue:
    return page(
        "actions/action",
        faults,
        entry=entry,
        fields={**fields_of(entry), **(sent or {})},
        revision=revision or entry.revision,
        stale=stale,
        choices=use_cases.choices(door().hall, actor()),
        theme_label=door().hall.models.codebook.label,
        writes=actor().role in WRITERS,
    )
