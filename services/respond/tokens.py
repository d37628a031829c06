"""Tokens, short codes and resume words: drawing them, forgiving how they are typed, hashing."""

from __future__ import annotations

import base64
import random
import re

from storage.keys import Keys

_TOKEN_BYTES = 16
_CODE_LENGTH = 8
_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's 32: no I, L, O or U, so nothing is mistaken for 1 or 0 and no word is spelt."""

_MISTAKEN = str.maketrans({"O": "0", "I": "1", "L": "1"})
_BETWEEN = re.compile(r"[\s\-–—_.]+")


def draw_token(chance: random.Random) -> str:
    """Return a token for a link: 128 bits in 22 letters that a web address can hold."""
    return base64.urlsafe_b64encode(chance.randbytes(_TOKEN_BYTES)).rstrip(b"=").decode()


def draw_code(chance: random.Random) -> str:
    """Return a short code: 40 bits in eight letters, to be typed from a letter or poster."""
    return "".join(chance.choices(_LETTERS, k=_CODE_LENGTH))


def shown(code: str) -> str:
    """Return a short code as people read it, such as ``ABCD-EFGH``."""
    return f"{code[:4]}-{code[4:]}"


def normal_code(typed: str) -> str:
    """Return a typed code as it was drawn, whatever its case, spaces, hyphens, O, I and L."""
    return _BETWEEN.sub("", typed).upper().translate(_MISTAKEN)


def normal_words(typed: str) -> str:
    """Return typed resume words in small letters with one space between."""
    return " ".join(re.findall(r"[^\W\d_]+", typed.lower()))


def token_hmac(keys: Keys, token: str) -> bytes:
    """Return the hash under which a link's token is kept."""
    return keys.digest("token", token.strip())


def code_hmac(keys: Keys, code: str) -> bytes:
    """Return the hash under which a short code is kept, however it was typed."""
    return keys.digest("code", normal_code(code))
