"""One-time codes of an authenticator app; each is taken once."""

from __future__ import annotations

from datetime import datetime

import pyotp

_STEP = 30
_DRIFT = (0, -1, 1)
"""Steps of clock drift accepted (RFC 6238 section 5.2 allows one either way)."""


def draw_secret() -> str:
    """Return a fresh secret in base 32, as authenticator apps take it."""
    return pyotp.random_base32()


def address(secret: str, email: str, council: str) -> str:
    """Return the otpauth address to be shown as a QR code."""
    return pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name=f"Sayso {council}")


def current(secret: str, now: datetime) -> str:
    """Return the code of this half minute."""
    return pyotp.TOTP(secret).at(now)


def matching_step(secret: str, code: str, now: datetime, last_step: int | None) -> int | None:
    """Return the time step a code belongs to, None when it is wrong or was taken before.

    Args:
        secret: in base 32.
        code: as typed; spaces are ignored.
        now: aware moment.
        last_step: the newest step already taken; it and older ones are replays.
    """
    typed = code.replace(" ", "")
    here = int(now.timestamp()) // _STEP
    for drift in _DRIFT:
        step = here + drift
        fresh = last_step is None or step > last_step
        if fresh and pyotp.utils.strings_equal(typed, pyotp.TOTP(secret).generate_otp(step)):
            return step
    return None
