"""Signed-in browsers: kept in a table, ended by idleness, age, sign-out or an administrator."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.hall import Hall
from services.staff.accounts import actor_of
from services.staff.audit import Deed, note
from storage.actors import Actor
from storage.models import Staff, StaffSession

IDLE = timedelta(minutes=15)
ABSOLUTE = timedelta(hours=12)
_TOUCH = timedelta(minutes=1)
"""How stale ``seen_at`` may be: a write at every request would only wear the disk."""


class Step(StrEnum):
    """What a signed-in browser must do next."""

    SET_PASSWORD = "set_password"  # noqa: S105 - the name of a step
    ENROL = "enrol"
    GIVE_CODE = "give_code"
    DONE = "done"


@dataclass(frozen=True, slots=True, repr=False)
class Signed:
    """A signed-in browser.

    Args:
        session_id: its row.
        actor: who it is; may use nothing but the next step until that is DONE.
        step: what comes next.
        email: shown in the page's head.
        proven_at: when the last one-time code was given, None before the first.
    """

    session_id: UUID
    actor: Actor
    step: Step
    email: str
    proven_at: datetime | None


def begin(session: Session, hall: Hall, staff: Staff) -> str:
    """Start a session after the right password; return the cookie's secret."""
    token = secrets.token_urlsafe(32)
    now = hall.clock()
    mark = hall.keys.digest("staff session", token)
    session.add(StaffSession(staff_id=staff.id, token_hmac=mark, started_at=now, seen_at=now))
    return token


def signed(hall: Hall, token: str, *, touch: bool = True) -> Signed | None:
    """Return who holds a cookie's secret, None when the session is over or never was.

    Args:
        token: the secret.
        touch: whether this shows that somebody is there, and so puts off the end by idleness.
    """
    now = hall.clock()
    with hall.sessions.reading() as session:
        held = _held(session, hall, token)
        staff = session.get(Staff, held.staff_id) if held is not None else None
        if held is None or staff is None or not _alive(held, staff, now):
            return None
        who, step = actor_of(session, staff), _step(held, staff)
        found = Signed(held.id, who, step, staff.email, held.proven_at)
    if touch and now - held.seen_at >= _TOUCH:
        _touch(hall, held.id, now)
    return found


def renew(session: Session, hall: Hall, held: StaffSession) -> str:
    """Give a session that has just been proven a new secret, so that the old one is dead."""
    token = secrets.token_urlsafe(32)
    held.token_hmac = hall.keys.digest("staff session", token)
    held.proven_at = hall.clock()
    return token


def end(hall: Hall, signed_in: Signed) -> None:
    """Sign out."""
    with hall.sessions.writing() as session:
        held = session.get(StaffSession, signed_in.session_id)
        if held is not None and held.ended_at is None:
            held.ended_at = hall.clock()
            note(session, signed_in.actor, Deed.SIGNED_OUT, hall.clock(), "staff", held.staff_id)


def _held(session: Session, hall: Hall, token: str) -> StaffSession | None:
    mark = hall.keys.digest("staff session", token)
    return session.scalars(select(StaffSession).where(StaffSession.token_hmac == mark)).first()


def _alive(held: StaffSession, staff: Staff, now: datetime) -> bool:
    fresh = now - held.seen_at < IDLE and now - held.started_at < ABSOLUTE
    return held.ended_at is None and staff.disabled_at is None and fresh


def _step(held: StaffSession, staff: Staff) -> Step:
    if staff.totp_s is not None and held.proven_at is None:
        return Step.GIVE_CODE
    if staff.password_set_at is None:
        return Step.SET_PASSWORD
    return Step.DONE if held.proven_at is not None else Step.ENROL


def _touch(hall: Hall, session_id: UUID, now: datetime) -> None:
    with hall.sessions.writing() as session:
        held = session.get(StaffSession, session_id)
        if held is not None:
            held.seen_at = now
