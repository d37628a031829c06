"""``sayso staff``: accounts of staff, from the first administrator on."""

from __future__ import annotations

from typing import Any

import click

from commands.listing import as_json as json_option
from commands.listing import show
from commands.wiring import hall
from services.hall import OPERATOR
from services.staff import accounts, conflicts, scopes
from services.staff.accounts import Account, Given
from storage.kinds import StaffRole


@click.group()
def staff() -> None:
    """Add, close or reset accounts of staff, list them, or keep a case from one."""


@staff.command()
@click.argument("email")
@click.option("--name", required=True, help="As colleagues know them.")
@click.option(
    "--role",
    required=True,
    type=click.Choice([role.value for role in StaffRole]),
    help="What they do.",
)
@click.option(
    "--scope",
    "parts",
    multiple=True,
    metavar="PART",
    help="authority, area:NAME or team:NAME; may be given several times. Without one: no case.",
)
def add(email: str, name: str, role: str, parts: tuple[str, ...]) -> None:
    """Add a member of staff and print their one-time password, this one time."""
    with hall() as found:
        scope = scopes.parse(parts)
        given = accounts.add(found, OPERATOR, email, name, StaffRole(role), scope)
    _tell("added", given)


@staff.command()
@click.argument("email")
def disable(email: str) -> None:
    """Close an account; whoever is signed in with it is out at the next request."""
    with hall() as found:
        accounts.disable(found, OPERATOR, accounts.find(found, email))
    click.echo("The account is closed.")


@staff.command()
@click.argument("email")
def reset(email: str) -> None:
    """Print a fresh one-time password and forget the authenticator app; opens a closed account."""
    with hall() as found:
        given = accounts.reset(found, OPERATOR, accounts.find(found, email))
    _tell("reset", given)


@staff.command("keep-from")
@click.argument("email")
@click.argument("case")
def keep_from(email: str, case: str) -> None:
    """Keep a CASE from somebody, such as a relative of the child, whatever their role says."""
    with hall() as found:
        conflicts.keep_from(found, OPERATOR, accounts.find(found, email), case)
    click.echo(f"{email} no longer sees {case}, nor anything about it.")


@staff.command("list")
@json_option
def list_them(*, as_json: bool) -> None:
    """List every account, by name."""
    with hall() as found:
        rows = [_row(account) for account in accounts.listed(found, OPERATOR)]
    show(rows, in_json=as_json, nothing="No accounts; add one with 'sayso staff add'.")


def _tell(what: str, given: Given) -> None:
    click.echo(f"The account is {what}. One-time password, not shown again: {given.password}")


def _row(account: Account) -> dict[str, Any]:
    return {
        "id": str(account.id),
        "email": account.email,
        "name": account.name,
        "role": account.role.value,
        "scope": ", ".join(map(scopes.written, account.scope)),
        "state": _state(account),
    }


def _state(account: Account) -> str:
    if account.disabled:
        return "closed"
    return "in use" if account.enrolled else "not signed in yet"
