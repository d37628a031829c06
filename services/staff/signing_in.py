"""Signing in: a password, then a one-time code, with a lock-out counted in a table."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.hall import Hall
from services.refusal import Refused
from services.respond import tries
from services.staff import one_time_codes, passwords, sessions
from services.staff.accounts import email_mark
from services.staff.audit import Deed, note
from services.staff.sessions import Signed
from storage.actors import Actor
from storage.models import Staff, StaffSession

_WRONG = "The e-mail address or password is not right. Check both and try again."
_WRONG_CODE = "That code is not right, or was used before. Wait for the next one and type it."
_LOCKED = "Too many wrong tries. Wait an hour, or ask an administrator to reset the account."
_NOBODY = Actor(id=None, role=None)
_DOOR, _CODES = "password", "totp"


def give_password(hall: Hall, email: str, password: str, source: str) -> str:
    """Check a password and begin a session; return the cookie's secret.

    Wrong tries are counted by account and by network address; unknown, disabled and wrong are
    told alike and take alike.

    Raises:
        Refused: not let in.
    """
    with hall.sessions.reading() as session:
        if _locked(session, hall, _DOOR, email.casefold(), source):
            raise Refused(_LOCKED)
        staff = _find(session, hall, email)
        right = passwords.fits(staff.password if staff else None, password)
    if not right or staff is None:
        _count_wrong(hall, _DOOR, email.casefold(), source)
        raise Refused(_WRONG)
    with hall.sessions.writing() as session:
        return sessions.begin(session, hall, staff)


def set_password(hall: Hall, signed: Signed, password: str) -> None:
    """Replace the one-time password; raises Refused when the new one is weak or the same."""
    with hall.sessions.writing() as session:
        staff = session.get_one(Staff, signed.actor.id)
        passwords.check_strength(password, staff.email, staff.name, "sayso")
        if passwords.fits(staff.password, password):
            raise Refused("That is the password you were given; choose one of your own.")
        staff.password, staff.password_set_at = passwords.hashed(password), hall.clock()
        note(session, signed.actor, Deed.PASSWORD_SET, hall.clock(), "staff", staff.id)


def enrolment(hall: Hall, signed: Signed) -> tuple[str, str]:
    """Return the secret and the address to scan, drawing the secret on the first call.

    It is kept sealed with the session's member of staff only once a code has proven it, so the
    caller carries it in the signed form until then.
    """
    secret = one_time_codes.draw_secret()
    return secret, one_time_codes.address(secret, signed.email, hall.council.name)


def enrol(hall: Hall, signed: Signed, secret: str, code: str, wall: datetime) -> str:
    """Keep an authenticator's secret once a code proves it; return the new cookie's secret.

    ``wall`` is the time outside, which authenticator apps follow; a demonstration sets the
    hall's own clock back.
    """
    step = one_time_codes.matching_step(secret, code, wall, None)
    if step is None:
        raise Refused(_WRONG_CODE)
    with hall.sessions.writing() as session:
        staff = session.get_one(Staff, signed.actor.id)
        if staff.totp_s is not None:
            raise Refused("This account has an authenticator already; sign in with its code.")
        staff.totp, staff.totp_last_step = secret, step
        note(session, signed.actor, Deed.TOTP_ENROLLED, hall.clock(), "staff", staff.id)
        return _prove(session, hall, signed)


def give_code(hall: Hall, signed: Signed, code: str, source: str, wall: datetime) -> str:
    """Check a one-time code; return the new cookie's secret, or raise Refused.

    ``wall`` is the time outside, as for ``enrol``.
    """
    who = str(signed.actor.id)
    with hall.sessions.writing() as session:
        if _locked(session, hall, _CODES, who, source):
            raise Refused(_LOCKED)
        staff = session.get_one(Staff, signed.actor.id, with_for_update=True)
        step = one_time_codes.matching_step(staff.totp or "", code, wall, staff.totp_last_step)
        if step is not None:
            staff.totp_last_step = step
            return _prove(session, hall, signed)
    _count_wrong(hall, _CODES, who, source)
    raise Refused(_WRONG_CODE)


def _prove(session: Session, hall: Hall, signed: Signed) -> str:
    held = session.get_one(StaffSession, signed.session_id)
    deed = Deed.SIGNED_IN if held.proven_at is None else Deed.PROVEN_AGAIN
    note(session, signed.actor, deed, hall.clock(), "staff", held.staff_id)
    return sessions.renew(session, hall, held)


def _find(session: Session, hall: Hall, email: str) -> Staff | None:
    mark = email_mark(hall.keys, email)
    staff = session.scalars(select(Staff).where(Staff.email_hmac == mark)).first()
    return staff if staff is not None and staff.disabled_at is None else None


def _locked(session: Session, hall: Hall, door: str, who: str, source: str) -> bool:
    now = hall.clock()
    return any(
        tries.too_many(session, hall.keys, place, counted, now)
        for place, counted in ((door, who), (f"{door} from", source))
    )


def _count_wrong(hall: Hall, door: str, who: str, source: str) -> None:
    with hall.sessions.writing() as session:
        for place, counted in ((door, who), (f"{door} from", source)):
            tries.count_wrong(session, hall.keys, place, counted, hall.clock())
        note(session, _NOBODY, Deed.SIGN_IN_FAILED, hall.clock())
