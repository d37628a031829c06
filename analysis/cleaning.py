"""The one cleaner of typed words: every door's text passes it once, before anything is kept."""

from __future__ import annotations

import re
import unicodedata

_NEWLINES = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_SPACES = re.compile("[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_SURROGATES = re.compile("[\ud800-\udfff]")

# NUL and other controls, non-characters and stray surrogates break PostgreSQL and the writers
# of DOCX and XLSX. Bidi embeddings, overrides and isolates can make a line read as its
# opposite. Zero-width spaces and soft hyphens hide a word from the eye of a screen.
# Kept: joiners (emoji, Urdu), directional marks, variation selectors, tags (the Welsh flag).
_HARMFUL = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u180e\u200b\u202a-\u202e\u2060-\u206f\ufdd0-\ufdef"
    "\ufeff\ufff9-\ufffb"
    + "".join(
        f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000)
    )
    + "]"
)
# Between Latin letters a joiner or mark joins nothing: it only splits a word.
_SPLITTERS = re.compile("(?<=[A-Za-z])[\u200c-\u200f]+(?=[A-Za-z])")
_EDGE_OF_LINE = re.compile(" +(?=\n)")
_BLANK_LINES = re.compile("\n{3,}")
_MARK_RUN = 8
_MAY_HOLD_RUN = re.compile(f"[\u0300-\U0010ffff]{{{_MARK_RUN + 1}}}")


def clean_text(text: str) -> str:
    """Return the text as it is stored, screened, analysed and printed.

    The result can be written as UTF-8 and as XML 1.0, is in Unicode normal form C with plain
    newlines and spaces, has no spaces at line ends nor around the whole, and keeps every
    letter, accent and emoji. Cleaning twice changes nothing.

    Args:
        text: what a door, a file or an API handed over; any Python string.
    """
    if text.isascii() and text.isprintable():
        return text.strip()
    if _SURROGATES.search(text):
        text = _with_pairs_joined(text)
    text = _NEWLINES.sub("\n", text)
    text = _SPLITTERS.sub("", _HARMFUL.sub("", text))
    text = _SPACES.sub(" ", text)
    # Twice: normalising unfolds a few marks into two.
    text = _with_marks_thinned(unicodedata.normalize("NFC", _with_marks_thinned(text)))
    return _BLANK_LINES.sub("\n\n", _EDGE_OF_LINE.sub("", text)).strip()


def _with_pairs_joined(text: str) -> str:
    """Join surrogate pairs, which some clients send for emoji; a lone one becomes U+FFFD."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _with_marks_thinned(text: str) -> str:
    """Keep at most ``_MARK_RUN`` combining marks on a letter.

    No language needs more, and normalising 100,000 in a row takes eight seconds.
    """
    if not _MAY_HOLD_RUN.search(text):
        return text
    kept: list[str] = []
    run = 0
    for letter in text:
        run = run + 1 if unicodedata.combining(letter) else 0
        if run <= _MARK_RUN:
            kept.append(letter)
    return "".join(kept)
