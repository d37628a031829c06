"""Words of a comment with their places; punctuation that ends a thought is kept as a stop."""

from __future__ import annotations

import re

Token = tuple[str, int, int]
"""The folded word, where it starts and where it ends in the text."""

STOP = "."

_TOKEN = re.compile(
    "(?P<word>[^\\W_]+(?:['’‘`][^\\W_]+)*)"
    "|(?P<stop>[.!?;:\\n\u2026]+)"
    "|(?P<sign>[\u2600-\u27bf\U0001f300-\U0001faff])"
)
_APOSTROPHES = str.maketrans("", "", "'’‘`")


def tokens(text: str) -> list[Token]:
    """Return words (lower case, apostrophes dropped), emoji, and ``STOP`` where a thought ends.

    A comma does not end a thought: young writers use it, or nothing, for everything.
    """
    found: list[Token] = []
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup
        word = STOP if kind == "stop" else fold(match[0]) if kind == "word" else match[0]
        found.append((word, match.start(), match.end()))
    return found


def fold(word: str) -> str:
    """Return the word as phrases spell it: "Didn't" is "didnt"."""
    return word.translate(_APOSTROPHES).lower()
