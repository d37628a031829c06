"""How passwords are kept."""

from __future__ import annotations

from argon2 import PasswordHasher


def test_passwords_are_hashed_by_argon2id_at_full_strength(real_hasher: PasswordHasher) -> None:
    """OWASP's password storage cheat sheet asks for 19 MiB and two passes at least."""
    assert real_hasher.hash("a password").startswith("$argon2id$")
    assert (real_hasher.memory_cost >= 19 * 1024, real_hasher.time_cost >= 2) == (True, True)
