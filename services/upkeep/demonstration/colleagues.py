"""The demonstration's staff: one of each role, with password and authenticator set up."""

from __future__ import annotations

import base64
import random
from dataclasses import dataclass

from services.hall import Hall
from services.staff import accounts, one_time_codes, passwords, sessions, signing_in
from services.staff.sessions import Signed
from storage.actors import OPERATOR, WHOLE_AUTHORITY, Scope, ScopeLevel
from storage.kinds import StaffRole

_NAMES = {StaffRole.CHAIR: "Chair 1"}
_SCOPES = {StaffRole.MANAGER: (Scope(ScopeLevel.TEAM, "Harbour"),), StaffRole.CHAIR: ()}
_THIS_MACHINE = "127.0.0.1"


@dataclass(frozen=True, slots=True, repr=False)
class Login:
    """How to sign in as one role; no secret, since everybody's demonstration has the same."""

    role: StaffRole
    email: str
    password: str
    totp_secret: str

    def to_dict(self) -> dict[str, str]:
        """Return the entry of ``demo.json``."""
        return {
            "role": self.role.value,
            "email": self.email,
            "password": self.password,
            "totp_secret": self.totp_secret,
        }


def settle_in(hall: Hall, chance: random.Random) -> tuple[Login, ...]:
    """Add one of each role, as an administrator and they themselves would."""
    return tuple(_settle_in(hall, chance, role) for role in StaffRole)


def _settle_in(hall: Hall, chance: random.Random, role: StaffRole) -> Login:
    login = Login(
        role=role,
        email=f"{role.value}@millbrook.example",
        password=passwords.draw(chance),
        totp_secret=base64.b32encode(chance.randbytes(20)).decode(),
    )
    name = _NAMES.get(role, f"Demonstration {role.label.lower()}")
    given = accounts.add(
        hall, OPERATOR, login.email, name, role, _SCOPES.get(role, (WHOLE_AUTHORITY,))
    )
    token = signing_in.give_password(hall, login.email, given.password, _THIS_MACHINE)
    signing_in.set_password(hall, _signed(hall, token), login.password)
    now = hall.clock()
    code = one_time_codes.current(login.totp_secret, now)
    proven = signing_in.enrol(hall, _signed(hall, token), login.totp_secret, code, now)
    sessions.end(hall, _signed(hall, proven))
    return login


def _signed(hall: Hall, token: str) -> Signed:
    found = sessions.signed(hall, token)
    if found is None:
        raise LookupError("The session that has just begun is not there.")
    return found
