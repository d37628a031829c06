"""Members of staff, signed in or about to be."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from services.hall import OPERATOR, Hall
from services.staff import accounts, one_time_codes, sessions, signing_in
from services.staff.sessions import Signed
from storage.actors import WHOLE_AUTHORITY, Actor, Scope
from storage.kinds import StaffRole

PASSWORD = "orchard kettle violin nineteen"
HERE = "192.0.2.9"
NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


@dataclass
class Colleague:
    """A member of staff with what they know and hold; ``wall`` is the time on their phone."""

    hall: Hall
    account: accounts.Account
    given: str
    password: str = PASSWORD
    secret: str = ""
    wall: datetime = NOON

    def code(self) -> str:
        """Return a code that was not used before: the next half minute's."""
        self.wall += timedelta(seconds=30)
        return one_time_codes.current(self.secret, self.wall)

    def first_time(self) -> str:
        """Use the one-time password, set an own one, enrol; return the session's secret."""
        hall = self.hall
        token = signing_in.give_password(hall, self.account.email, self.given, HERE)
        signing_in.set_password(hall, self.signed(token), self.password)
        self.secret, _ = signing_in.enrolment(hall, self.signed(token))
        return signing_in.enrol(hall, self.signed(token), self.secret, self.code(), self.wall)

    def sign_in(self) -> str:
        """Give password and code; return the session's secret."""
        token = signing_in.give_password(self.hall, self.account.email, self.password, HERE)
        return signing_in.give_code(self.hall, self.signed(token), self.code(), HERE, self.wall)

    def signed(self, token: str) -> Signed:
        """Return the session behind a secret, which must be alive."""
        found = sessions.signed(self.hall, token)
        assert found is not None
        return found

    @property
    def actor(self) -> Actor:
        """This member of staff as the actor of use cases."""
        account = self.account
        return Actor(account.id, account.role, account.scope, account.name)


def colleague(
    hall: Hall,
    role: StaffRole = StaffRole.OFFICER,
    scope: tuple[Scope, ...] = (WHOLE_AUTHORITY,),
    name: str = "",
) -> Colleague:
    """Add a member of staff who has not signed in yet."""
    called = name or f"The {role.label.lower()}"
    email = f"{called.replace(' ', '.').lower()}@example.org"
    made = accounts.add(hall, OPERATOR, email, called, role, scope)
    return Colleague(hall, made.account, made.password)
