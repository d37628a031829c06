"""Striking what could name somebody from a quote. It assists; a person decides."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("email", re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")),
    ("web address", re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)),
    ("account", re.compile(r"(?<![\w.@])@\w[\w.]{2,}")),
    (
        "postcode",
        re.compile(r"\b(?:GIR ?0AA|[A-Z]{1,2}\d[A-Z\d]? ?\d[ABD-HJLNP-UW-Z]{2})\b", re.IGNORECASE),
    ),
    ("NHS number", re.compile(r"(?<!\d)\d{3}[ -]?\d{3}[ -]?\d{4}(?!\d)")),
    ("phone number", re.compile(r"(?<![\d\w])(?:\+44|0044|0)(?:[ ()-]{0,2}\d){9,10}(?!\d)")),
    ("date", re.compile(r"(?<!\d)\d{1,2}[/.-]\d{1,2}[/.-](?:19|20)?\d{2}(?!\d)")),
    ("name", re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Sir|Rev)\.? [A-Z][\w'’-]+")),
)
_STRUCK = re.compile(r"\[(?:[a-zA-Z]+ ?){1,2}\]")
_NHS_WEIGHTS = range(10, 1, -1)
_SHORTEST_NAME = 2


@dataclass(frozen=True, slots=True)
class Redacted:
    """The text with brackets in place of what was struck, and what kinds were struck."""

    text: str
    struck: tuple[str, ...]


def redact(text: str, names: Iterable[str]) -> Redacted:
    """Strike contacts, postcodes, NHS and phone numbers, dates, titled names and known names.

    Args:
        text: cleaned words.
        names: names known from the case; each word of a name is struck by itself too. Names of
            one letter are passed over.
    """
    found = sorted(
        (match.start(), -match.end(), kind)
        for kind, pattern in (*_PATTERNS, *_name_patterns(names))
        for match in pattern.finditer(text)
        if kind != "NHS number" or _is_nhs_number(match[0])
    )
    pieces: list[str] = []
    struck: list[str] = []
    place = 0
    for start, minus_end, kind in found:
        if start >= place:
            pieces.extend((text[place:start], f"[{kind}]"))
            struck.append(kind)
            place = -minus_end
    return Redacted("".join((*pieces, text[place:])), tuple(struck))


def words_left(text: str) -> str:
    """Return what a machine may learn from: a stop stands for whatever names or numbers somebody.

    Args:
        text: words from which known names are struck already.
    """
    return _STRUCK.sub(".", redact(text, ()).text)


def _name_patterns(names: Iterable[str]) -> Iterable[tuple[str, re.Pattern[str]]]:
    whole = [name.strip() for name in names]
    known = {part for name in whole for part in (name, *name.split())}
    for name in known:
        if len(name) >= _SHORTEST_NAME:
            yield "name", re.compile(rf"(?<!\w){re.escape(name)}(?:['’]?s)?(?!\w)", re.IGNORECASE)


def _is_nhs_number(text: str) -> bool:
    """Check the tenth digit (NHS Data Dictionary, modulus 11)."""
    digits = [int(sign) for sign in text if sign.isdigit()]
    check = 11 - sum(w * d for w, d in zip(_NHS_WEIGHTS, digits, strict=False)) % 11
    return digits[9] == (0 if check == 11 else check)
