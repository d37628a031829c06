"""Whether words are in English: the word lists and rules read nothing else, and people must."""

from __future__ import annotations

import re
from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

ENGLISH = "en"
UNKNOWN = "und"
"""ISO 639 for words whose language cannot be told; they do not look English."""

_CODES = """
en cy ga pl ur pa gu bn ar pt es ro tr so fa ps ta zh lt hu it fr ru uk ku sq am cs sk bg lv hi
de nl el yo sn vi th tl ha sw
"""
_SPOKEN = _CODES.split()
"""Languages that families in Britain write; among fewer, short words are told apart better."""

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_ELSEWHERE_TOO = "a am an as at co con de do he i in me no on or per so to"
"""English words that other languages have too: "i" is Polish for "and"."""
_SURE = 0.6
_FEWEST, _FEWEST_UNKNOWN = 3, 4
"""Words below which Latin letters tell nothing, and below which nothing can be unknown."""
_ENGLISH_SHARE = 0.15
"""From this share of words such as "the" and "they" on, nothing else is asked."""


def written_in(text: str, chosen: str = ENGLISH) -> str:
    """Return the language that somebody wrote in, as ISO 639 code.

    It favours English where it can: to send an English comment to a reader of Polish costs as
    much as the reverse. One who chose another language is believed.

    Args:
        text: their words, cleaned.
        chosen: the language in which they were asked.
    """
    if chosen != ENGLISH:
        return chosen
    words = _WORD.findall(text)
    foreign = sum(not _latin(word) for word in words) > len(words) / 2
    if not foreign and (len(words) < _FEWEST or _sounds_english(words)):
        return ENGLISH
    found, sure = _identifier().classify(text)
    if foreign or (found != ENGLISH and sure >= _SURE):
        return str(found) if found != ENGLISH else UNKNOWN
    strange = found != ENGLISH and len(words) >= _FEWEST_UNKNOWN
    return UNKNOWN if strange and not _any_english(words) else ENGLISH


def _latin(word: str) -> bool:
    return word[0] < "\u0370"


def _sounds_english(words: list[str]) -> bool:
    telling = _telling()
    return sum(word.lower() in telling for word in words) >= _ENGLISH_SHARE * len(words)


def _any_english(words: list[str]) -> bool:
    return any(word.lower() in _common() for word in words)


@cache
def _telling() -> frozenset[str]:
    return _common().difference(_ELSEWHERE_TOO.split())


@cache
def _common() -> frozenset[str]:
    # Late: loading it takes a second, and only what reads comments needs it.
    from sklearn.feature_extraction.text import (  # noqa: PLC0415 - see the line above
        ENGLISH_STOP_WORDS,
    )

    return frozenset(ENGLISH_STOP_WORDS)


@cache
def _identifier() -> LanguageIdentifier:
    """Read the model when first asked: it takes seconds, and most comments never ask."""
    found = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    found.set_languages(_SPOKEN)
    return found
