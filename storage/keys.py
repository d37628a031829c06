"""The keys outside the database: sealing words, sealing links, and hashing tokens."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM


class KeyFault(Exception):
    """The key file is missing, broken, or not the one that sealed this database."""


class Ring(StrEnum):
    """Which keys: ``data`` for words, ``link`` for who said them (opened by break-glass)."""

    DATA = "data"
    LINK = "link"


_NONCE = 12


@dataclass(frozen=True, slots=True, repr=False)
class Keys:
    """All keys of one deployment.

    Args:
        rings: per ring, key id (0 to 255) to a 32-byte AES key; the highest id seals.
        hashing: 32-byte key under which tokens, codes and references are hashed.
        file: where they were read, None for keys that are in no file.
    """

    rings: Mapping[Ring, Mapping[int, bytes]]
    hashing: bytes
    file: Path | None = field(default=None, compare=False)

    def seal(self, ring: Ring, text: str, place: bytes) -> bytes:
        """Encrypt text for one place; the result is key id, nonce and AES-GCM box."""
        number = max(self.rings[ring])
        nonce = os.urandom(_NONCE)
        box = AESGCM(self.rings[ring][number]).encrypt(nonce, text.encode(), place)
        return bytes([number]) + nonce + box

    def open(self, ring: Ring, sealed: bytes, place: bytes) -> str:
        """Decrypt what ``seal`` made for the same place; raises KeyFault otherwise."""
        key = self._key(ring, sealed[0]) if len(sealed) > _NONCE else None
        if key is None:
            raise KeyFault(WRONG_KEYS)
        try:
            box = AESGCM(key).decrypt(sealed[1 : 1 + _NONCE], sealed[1 + _NONCE :], place)
        except InvalidTag:
            raise KeyFault(WRONG_KEYS) from None
        return box.decode()

    def _key(self, ring: Ring, number: int) -> bytes | None:
        """Return a key; one added since by a rotation is looked up in the file.

        So a process that runs on can read what was sealed afresh, until it is restarted.
        """
        held = self.rings[ring].get(number)
        if held is not None or self.file is None:
            return held
        try:
            return read_keys(self.file).rings[ring].get(number)
        except KeyFault:
            return None

    def digest(self, purpose: str, value: str) -> bytes:
        """Hash a token, code or reference; the purpose keeps equal values apart."""
        return hmac.new(self.hashing, f"{purpose}\0{value}".encode(), hashlib.sha256).digest()

    def rotated(self) -> Keys:
        """Return these keys with a fresh sealing key on each ring; the old ones still open."""
        rings = {
            ring: {**keys, max(keys) + 1: secrets.token_bytes(32)}
            for ring, keys in self.rings.items()
        }
        if any(max(keys) > 255 for keys in rings.values()):
            raise KeyFault("The key file holds all 256 keys it can; retire the oldest first.")
        return Keys(rings, self.hashing, self.file)


WRONG_KEYS = (
    "The key file does not open this database; point SAYSO_KEY_FILE at the file "
    "that was in use when the data was stored."
)


def make_keys() -> Keys:
    """Draw a fresh set of keys."""
    return Keys({ring: {1: secrets.token_bytes(32)} for ring in Ring}, secrets.token_bytes(32))


def write_keys(path: Path, keys: Keys) -> None:
    """Write the key file for its owner's eyes only, replacing it in one move."""
    rings = {
        ring.value: {str(n): base64.b64encode(k).decode() for n, k in held.items()}
        for ring, held in keys.rings.items()
    }
    text = json.dumps({**rings, "hashing": base64.b64encode(keys.hashing).decode()}, indent=1)
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.new")
    draft.unlink(missing_ok=True)
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)


def read_keys(path: Path) -> Keys:
    """Read the key file; raises KeyFault with the remedy when it cannot be used."""
    try:
        held = json.loads(path.read_text())
        rings = {
            ring: {int(n): base64.b64decode(k, validate=True) for n, k in held[ring.value].items()}
            for ring in Ring
        }
        keys = Keys(rings, base64.b64decode(held["hashing"], validate=True), path)
    except FileNotFoundError:
        raise KeyFault(
            f"There is no key file at {path}; restore it from its safe copy, "
            "or make one with 'sayso keys make' if this is a new installation."
        ) from None
    except OSError as fault:
        raise KeyFault(f"The key file {path} cannot be read: {fault.strerror}.") from None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, binascii.Error):
        raise KeyFault(f"The file {path} is not a Sayso key file; {_RESTORE}") from None
    _check_lengths(path, keys)
    return keys


_RESTORE = "restore it from its safe copy."


def _check_lengths(path: Path, keys: Keys) -> None:
    lengths = {len(key) for ring in keys.rings.values() for key in ring.values()}
    numbers = {number for ring in keys.rings.values() for number in ring}
    sound = lengths == {32} and len(keys.hashing) == 32 and all(keys.rings.values())
    if not sound or not numbers <= set(range(256)):
        raise KeyFault(f"The key file {path} holds keys of the wrong length; {_RESTORE}")
