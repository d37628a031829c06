"""Accounts of staff: the list, adding one, and giving or taking rights."""

from __future__ import annotations

from uuid import UUID

from flask import abort, request
from flask.typing import ResponseReturnValue

from services.refusal import Refused
from services.staff import accounts as use_cases
from services.staff import scopes
from services.staff.accounts import Account
from storage.kinds import StaffRole
from web.roles import roles
from web.staff.account_forms import AccountForm
from web.staff.door import actor, door, pages
from web.staff.guard import freshly_proven
from web.staff.rendering import Faults, done, page


@pages.get("/accounts")
@roles(StaffRole.ADMIN)
def accounts() -> ResponseReturnValue:
    """List every account."""
    return page("accounts", accounts=use_cases.listed(door().hall, actor()))


@pages.get("/accounts/new")
@roles(StaffRole.ADMIN)
@freshly_proven
def new_account() -> ResponseReturnValue:
    """Ask whom to add."""
    return _form("account_new", AccountForm())


@pages.post("/accounts/new")
@roles(StaffRole.ADMIN)
@freshly_proven
def new_account_given() -> ResponseReturnValue:
    """Add them and show the one-time password, this one time."""
    form, hall = AccountForm.of(request.form), door().hall
    if form.faults or form.role is None:
        return _form("account_new", form, form.faults)
    try:
        given = use_cases.add(hall, actor(), form.email, form.name, form.role, form.scope)
    except Refused as refused:
        return _form("account_new", form, {"email": str(refused)})
    return page("account_given", given=given, heading="Account added")


@pages.get("/accounts/<uuid:staff_id>")
@roles(StaffRole.ADMIN)
@freshly_proven
def account(staff_id: UUID) -> ResponseReturnValue:
    """Show an account, with what can be done about it."""
    found = _found(staff_id)
    return _form("account", AccountForm.from_account(found), account=found)


@pages.post("/accounts/<uuid:staff_id>")
@roles(StaffRole.ADMIN)
@freshly_proven
def account_changed(staff_id: UUID) -> ResponseReturnValue:
    """Give another role or scope."""
    found, form = _found(staff_id), AccountForm.of(request.form)
    if form.faults or form.role is None:
        return _form("account", form, form.faults, account=found)
    try:
        use_cases.change(door().hall, actor(), staff_id, form.role, form.scope, form.revision)
    except Refused as refused:
        return _form("account", form, {"role": str(refused)}, account=found)
    return done(f"Saved. {found.name} must sign in again.", "staff.accounts")


@pages.post("/accounts/<uuid:staff_id>/disable")
@roles(StaffRole.ADMIN)
@freshly_proven
def account_disabled(staff_id: UUID) -> ResponseReturnValue:
    """Close an account at once."""
    found = _found(staff_id)
    try:
        use_cases.disable(door().hall, actor(), staff_id)
    except Refused as refused:
        return _refused(found, refused)
    return done(f"The account of {found.name} is closed.", "staff.accounts")


@pages.post("/accounts/<uuid:staff_id>/reset")
@roles(StaffRole.ADMIN)
@freshly_proven
def account_reset(staff_id: UUID) -> ResponseReturnValue:
    """Give a fresh one-time password, shown this one time."""
    found = _found(staff_id)
    try:
        given = use_cases.reset(door().hall, actor(), staff_id)
    except Refused as refused:
        return _refused(found, refused)
    return page("account_given", given=given, heading="Account reset")


def _found(staff_id: UUID) -> Account:
    return use_cases.one(door().hall, actor(), staff_id) or abort(404)


def _refused(found: Account, refused: Refused) -> ResponseReturnValue:
    form = AccountForm.from_account(found)
    return _form("account", form, {"role": str(refused)}, account=found)


def _form(
    template: str, form: AccountForm, faults: Faults | None = None, account: Account | None = None
) -> ResponseReturnValue:
    offered = scopes.offered(door().hall, actor())
    items = [
        {"value": scopes.written(part), "text": scopes.label(part), "checked": part in form.scope}
        for part in offered
    ]
    return page(
        template, faults, form=form, scope_items=items, account=account, all_roles=tuple(StaffRole)
    )
