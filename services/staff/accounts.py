"""Accounts of staff: added with a one-time password, changed, reset and disabled."""

from __future__ import annotations

import re
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from services.hall import Hall
from services.refusal import Refused
from services.staff import passwords
from services.staff.audit import Deed, note
from storage.actors import Actor, Scope, ScopeLevel
from storage.keys import Keys
from storage.kinds import StaffRole
from storage.models import Staff, StaffScope, StaffSession, Team

_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


@dataclass(frozen=True, slots=True)
class Account:
    """A member of staff as administrators see them."""

    id: UUID
    email: str
    name: str
    role: StaffRole
    scope: tuple[Scope, ...]
    disabled: bool
    enrolled: bool
    revision: int


@dataclass(frozen=True, slots=True, repr=False)
class Given:
    """A new or reset account, and the one-time password to hand over; it is shown once."""

    account: Account
    password: str


def email_mark(keys: Keys, email: str) -> bytes:
    """Return the hash by which an account is found."""
    return keys.digest("email", email.strip().casefold())


def add(
    hall: Hall, actor: Actor, email: str, name: str, role: StaffRole, scope: tuple[Scope, ...]
) -> Given:
    """Add a member of staff; raises Refused when the address is taken or the scope unknown."""
    if _EMAIL.fullmatch(email.strip()) is None:
        raise Refused(f"{email!r} is not an e-mail address; write one such as name@council.gov.uk.")
    if not name.strip():
        raise Refused("Give the name that colleagues know them by.")
    password = passwords.draw(hall.random)
    with hall.sessions.writing() as session:
        mark = email_mark(hall.keys, email)
        if session.scalar(select(Staff.id).where(Staff.email_hmac == mark)):
            raise Refused(f"There is already an account for {email}; reset or change that one.")
        staff = Staff(
            email_hmac=mark,
            email=email.strip(),
            name=name.strip(),
            role=role,
            password=passwords.hashed(password),
            created_at=hall.clock(),
        )
        session.add(staff)
        session.flush()
        _set_scope(session, staff.id, scope)
        note(session, actor, Deed.STAFF_ADDED, hall.clock(), "staff", staff.id)
        return Given(_account(session, staff), password)


def change(
    hall: Hall,
    actor: Actor,
    staff_id: UUID,
    role: StaffRole,
    scope: tuple[Scope, ...],
    revision: int,
) -> Account:
    """Give a member of staff another role or scope; they must sign in again.

    Args:
        hall, actor, staff_id: where, who, to whom.
        role, scope: what they get.
        revision: of the account as the actor saw it.

    Raises:
        Refused: it is the actor's own, somebody else changed it meanwhile, or a part is unknown.
    """
    with hall.sessions.writing() as session:
        staff = _existing(session, actor, staff_id)
        if staff.revision != revision:
            raise Refused("Somebody changed this account meanwhile; look at it and try again.")
        staff.role = role
        flag_modified(staff, "role")  # A change of scope alone must count as one of the account.
        _set_scope(session, staff.id, scope)
        _end_sessions(session, hall, staff.id)
        note(session, actor, Deed.STAFF_CHANGED, hall.clock(), "staff", staff.id)
        session.flush()
        return _account(session, staff)


def disable(hall: Hall, actor: Actor, staff_id: UUID) -> Account:
    """Close an account; whoever is signed in with it is out at the next request."""
    with hall.sessions.writing() as session:
        staff = _existing(session, actor, staff_id)
        staff.disabled_at = hall.clock()
        _end_sessions(session, hall, staff.id)
        note(session, actor, Deed.STAFF_DISABLED, hall.clock(), "staff", staff.id)
        session.flush()
        return _account(session, staff)


def reset(hall: Hall, actor: Actor, staff_id: UUID) -> Given:
    """Give a fresh one-time password and forget the authenticator app; opens a closed account."""
    password = passwords.draw(hall.random)
    with hall.sessions.writing() as session:
        staff = _existing(session, actor, staff_id)
        staff.password, staff.password_set_at = passwords.hashed(password), None
        staff.totp, staff.totp_last_step, staff.disabled_at = None, None, None
        _end_sessions(session, hall, staff.id)
        note(session, actor, Deed.STAFF_RESET, hall.clock(), "staff", staff.id)
        session.flush()
        return Given(_account(session, staff), password)


def find(hall: Hall, email: str) -> UUID:
    """Return the account of an address; raises Refused when there is none."""
    with hall.sessions.reading() as session:
        mark = email_mark(hall.keys, email)
        found = session.scalar(select(Staff.id).where(Staff.email_hmac == mark))
    if found is None:
        raise Refused(f"There is no account for {email}; add it first.")
    return found


def one(hall: Hall, actor: Actor, staff_id: UUID) -> Account | None:
    """Return an account, None when there is none."""
    with hall.sessions.reading() as session:
        staff = session.get(Staff, staff_id)
        return None if staff is None else _account(session, staff)


def listed(hall: Hall, actor: Actor) -> tuple[Account, ...]:
    """Return every account, by name."""
    with hall.sessions.reading() as session:
        accounts = (_account(session, staff) for staff in session.scalars(select(Staff)))
        return tuple(sorted(accounts, key=lambda account: account.name.casefold()))


def actor_of(session: Session, staff: Staff) -> Actor:
    """Return a member of staff as the actor of use cases."""
    return Actor(staff.id, staff.role, _scope(session, staff.id), staff.name)


def _existing(session: Session, actor: Actor, staff_id: UUID) -> Staff:
    staff = session.get(Staff, staff_id)
    if staff is None:
        raise Refused("There is no such account; go back to the list of staff.")
    if staff.id == actor.id:
        raise Refused("This is your own account; ask another administrator.")
    return staff


def _set_scope(session: Session, staff_id: UUID, scope: tuple[Scope, ...]) -> None:
    for part in scope:
        if part.level is not ScopeLevel.AUTHORITY and not _known(session, part):
            raise Refused(
                f"There is no {part.level} called {part.name!r}; import its meetings first, "
                "or check the spelling."
            )
    session.execute(delete(StaffScope).where(StaffScope.staff_id == staff_id))
    for part in scope:
        session.add(StaffScope(staff_id=staff_id, level=part.level, name=part.name))


def _known(session: Session, part: Scope) -> bool:
    column = Team.area if part.level is ScopeLevel.AREA else Team.name
    return session.scalar(select(Team.name).where(column == part.name).limit(1)) is not None


def _scope(session: Session, staff_id: UUID) -> tuple[Scope, ...]:
    rows = session.scalars(
        select(StaffScope).where(StaffScope.staff_id == staff_id).order_by(StaffScope.name)
    )
    return tuple(Scope(ScopeLevel(row.level), row.name) for row in rows)


def _end_sessions(session: Session, hall: Hall, staff_id: UUID) -> None:
    session.execute(
        update(StaffSession)
        .where(StaffSession.staff_id == staff_id, StaffSession.ended_at.is_(None))
        .values(ended_at=hall.clock())
    )


def _account(session: Session, staff: Staff) -> Account:
    return Account(
        id=staff.id,
        email=staff.email,
        name=staff.name,
        role=staff.role,
        scope=_scope(session, staff.id),
        disabled=staff.disabled_at is not None,
        enrolled=staff.totp_s is not None,
        revision=staff.revision,
    )
