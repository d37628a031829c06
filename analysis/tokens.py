"""Words of a comment with their places; punctuation that ends a thought is kept as a stop."""

from __future__ import annotations

import re

Token = tuple[str, int, int]
"""The folded word, where it starts and where it ends in the text."""

STOP = "."

_STOPS = ".!?;:\n\u2026"
_TOKEN = re.compile(
    "[^\\W_]+(?:['’‘`][^\\W_]+)*"  # a word
    f"|[{_STOPS}]+"
    "|[\u2600-\u27bf\U0001f300-\U0001faff]"  # a sign
)
_APOSTROPHES = str.maketrans("", "", "'’‘`")


def tokens(text: str) -> list[Token]:
    """Return words (lower case, apostrophes dropped), emoji, and ``STOP`` where a thought ends.

    A comma does not end a thought: young writers use it, or nothing, for everything.
    """
    # Folding all at once is quicker, but some letters grow when folded and would move the places.
    folded = text.lower() if text.isascii() else text
    found: list[Token] = []
    for match in _TOKEN.finditer(folded):
        word = match[0]
        if folded is text:
            word = word.lower()
        if not word.isalnum():
            word = STOP if word[0] in _STOPS else word.translate(_APOSTROPHES)
        found.append((word, match.start(), match.end()))
    return found


def fold(word: str) -> str:
    """Return the word as phrases spell it: "Didn't" is "didnt"."""
    return word.translate(_APOSTROPHES).lower()
