"""What the forms about an account say, read field by field; anything else sent is ignored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from werkzeug.datastructures import MultiDict

from services.refusal import Refused
from services.staff import scopes
from services.staff.accounts import Account
from services.staff.scopes import Scope
from storage.kinds import StaffRole

_WHICH_ROLE = "Choose what they do"


@dataclass(frozen=True, slots=True)
class AccountForm:
    """An account as a form has it.

    Args:
        email, name: of a new account.
        role: None where nothing usable was chosen.
        scope: the parts that were ticked.
        revision: of the account that the form was made from.
        faults: what cannot be used.
    """

    email: str = ""
    name: str = ""
    role: StaffRole | None = None
    scope: tuple[Scope, ...] = ()
    revision: int = 0
    faults: Mapping[str, str] = field(default_factory=dict)

    @staticmethod
    def of(sent: MultiDict[str, str]) -> AccountForm:
        """Read what was sent."""
        faults: dict[str, str] = {}
        scope: tuple[Scope, ...] = ()
        wanted = sent.get("role", "")
        role = StaffRole(wanted) if wanted in set(StaffRole) else None
        email, name = sent.get("email", "").strip(), sent.get("name", "").strip()
        if "email" in sent and not email:
            faults["email"] = "Give the e-mail address they sign in with."
        if "name" in sent and not name:
            faults["name"] = "Give the name that colleagues know them by."
        if role is None:
            faults["role"] = _WHICH_ROLE
        try:
            scope = scopes.parse(sent.getlist("scope"))
        except Refused as refused:
            faults["scope"] = str(refused)
        revision = sent.get("revision", type=int) or 0
        return AccountForm(email, name, role, scope, revision, faults)

    @staticmethod
    def from_account(account: Account) -> AccountForm:
        """Return the form that an account stands in."""
        return AccountForm(role=account.role, scope=account.scope, revision=account.revision)
