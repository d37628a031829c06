"""How passwords are kept."""

from __future__ import annotations

from argon2 import PasswordHasher

from services.staff import passwords

NOBODY = passwords._NOBODY
"""Taken before the tests get a quick one."""


def test_passwords_are_hashed_by_argon2id_at_full_strength(real_hasher: PasswordHasher) -> None:
    """OWASP's password storage cheat sheet asks for 19 MiB and two passes at least."""
    assert real_hasher.hash("a password").startswith("$argon2id$")
    assert (real_hasher.memory_cost >= 19 * 1024, real_hasher.time_cost >= 2) == (True, True)


def test_who_is_nobody_is_kept_waiting_by_a_hash_of_the_same_strength(
    real_hasher: PasswordHasher,
) -> None:
    """Else whoever tries an address could tell by the clock whether it has an account."""
    assert not real_hasher.check_needs_rehash(NOBODY)
    assert not passwords.fits(None, "any password")
