"""Passwords of staff: hashed with argon2id, refused when they are easy to guess."""

from __future__ import annotations

import random

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from services.refusal import Refused

_SHORTEST, _LONGEST = 12, 128
_STRONG = 3
"""zxcvbn's "safely unguessable" against an offline attack on a slow hash."""

_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
_HASHER = PasswordHasher()
_NOBODY = (
    "$argon2id$v=19$m=65536,t=3,p=4"
    "$PADbPsxD3gOK6EOs7yVh2g$GS1fINrmkqOw+ehFc6eP6Tx3GB7BSWqiYF50fwZ9v9M"
)
"""The hash of drawn characters that nobody kept, so that no process has to make one first."""


def hashed(password: str) -> str:
    """Return the argon2id hash to store."""
    return _HASHER.hash(password)


def fits(stored: str | None, password: str) -> bool:
    """Return whether a password is right; takes as long for nobody as for somebody."""
    try:
        _HASHER.verify(stored or _NOBODY, password[:_LONGEST])
    except (VerificationError, InvalidHashError):
        return False
    return stored is not None


def check_strength(password: str, *known: str) -> None:
    """Refuse a password that is too short, too long or easy to guess.

    Args:
        password: as typed.
        known: what an attacker knows of the person, such as name and address.

    Raises:
        Refused: with the remedy.
    """
    if len(password) < _SHORTEST:
        raise Refused(f"The password is too short; use {_SHORTEST} characters or more.")
    if len(password) > _LONGEST:
        raise Refused(f"The password is too long; use {_LONGEST} characters or fewer.")
    # Late, because its lists of words would be read at each start by all who know staff.
    from zxcvbn import zxcvbn  # noqa: PLC0415 - see the line above

    if zxcvbn(password[:72], user_inputs=list(known))["score"] < _STRONG:
        raise Refused("That password is easy to guess; three or four unrelated words do well.")


def draw(chance: random.Random) -> str:
    """Return a one-time password: 20 letters, 98 bits, to be changed at first use."""
    letters = "".join(chance.choices(_LETTERS, k=20))
    return "-".join(letters[place : place + 5] for place in range(0, 20, 5))
