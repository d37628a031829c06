"""The demonstration's staff: accounts, scopes and conflicts, as an administrator enters them."""

from __future__ import annotations

import base64
import random
import tomllib
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from services.hall import Hall
from services.staff import accounts, conflicts, one_time_codes, passwords, scopes, signing_in
from services.staff import sessions as staff_sessions
from services.staff.accounts import Given
from services.staff.sessions import Signed
from storage.actors import OPERATOR, Actor
from storage.kinds import StaffRole

_THIS_MACHINE = "127.0.0.1"


@dataclass(frozen=True, slots=True, repr=False)
class Login:
    """How to sign in as one role; no secret, since everybody's demonstration has the same.

    Args:
        actor: whoever signs in by it, for use cases.
    """

    role: StaffRole
    email: str
    password: str
    totp_secret: str
    actor: Actor

    def to_dict(self) -> dict[str, str]:
        """Return the entry of ``demo.json``."""
        return {
            "role": self.role.value,
            "email": self.email,
            "password": self.password,
            "totp_secret": self.totp_secret,
        }


def settle_in(hall: Hall, chance: random.Random) -> tuple[Login, ...]:
    """Add one of each role, as an administrator and they themselves would; scopes must be there."""
    return tuple(
        _enter(hall, chance, _added(hall, written, written["role"])) for written in _firsts()
    )


def join_them(hall: Hall, chance: random.Random) -> tuple[Login, ...]:
    """Add everybody else, and return the logins of those who sign in; scopes must be there."""
    firsts, logins = _firsts(), []
    for written in _written():
        if written not in firsts:
            given = _added(hall, written, written["name"].lower().replace(" ", "."))
            if written.get("login"):
                logins.append(_enter(hall, chance, given))
    return tuple(logins)


def keep_apart(hall: Hall) -> None:
    """Keep from people the cases of their own families; both must be there."""
    staff = {each.name: each.id for each in accounts.listed(hall, OPERATOR)}
    for written in _written():
        for case in written.get("kept_from", ()):
            conflicts.keep_from(hall, OPERATOR, staff[written["name"]], case)


def _written() -> list[dict[str, Any]]:
    text = (files(__package__) / "colleagues.toml").read_text("utf-8")
    found: list[dict[str, Any]] = tomllib.loads(text)["staff"]
    return found


def _firsts() -> list[dict[str, Any]]:
    """Return the first of each role, in the order of roles."""
    by_role: dict[str, dict[str, Any]] = {}
    for written in _written():
        by_role.setdefault(written["role"], written)
    return [by_role[role] for role in StaffRole]


def _added(hall: Hall, written: dict[str, Any], address: str) -> Given:
    return accounts.add(
        hall,
        OPERATOR,
        f"{address}@millbrook.example",
        written["name"],
        StaffRole(written["role"]),
        scopes.parse(written.get("scope", ())),
    )


def _enter(hall: Hall, chance: random.Random, given: Given) -> Login:
    """Sign in for the first time: set a password and an authenticator, and leave."""
    account = given.account
    login = Login(
        role=account.role,
        email=account.email,
        password=passwords.draw(chance),
        totp_secret=base64.b32encode(chance.randbytes(20)).decode(),
        actor=Actor(account.id, account.role, account.scope, account.name),
    )
    token = signing_in.give_password(hall, login.email, given.password, _THIS_MACHINE)
    signing_in.set_password(hall, _signed(hall, token), login.password)
    now = hall.clock()
    code = one_time_codes.current(login.totp_secret, now)
    proven = signing_in.enrol(hall, _signed(hall, token), login.totp_secret, code, now)
    staff_sessions.end(hall, _signed(hall, proven))
    return login


def _signed(hall: Hall, token: str) -> Signed:
    found = staff_sessions.signed(hall, token)
    if found is None:
        raise LookupError("The session that has just begun is not there.")
    return found
