"""Texts that say nothing, and "nothing" where it is an answer."""

from __future__ import annotations

from analysis.lexicon import Lexicon
from analysis.readings import Lean, Sentiment
from analysis.tokens import STOP, Token

_SHORT = 9
"""Words of a text that may say no more than one of them."""


def is_nonanswer(words: list[Token], lean: Lean, lexicon: Lexicon) -> bool:
    """Return whether the comment says nothing: "n/a", "dunno", "-", or "nothing" to add.

    "Nothing" to a question about worries or about what went well is an answer; see
    ``answer_in_a_word``. Emoji speak; punctuation alone does not.
    """
    said = _said(words, lexicon)
    if not said or said in lexicon.nonanswers:
        return True
    if said in lexicon.everythings or said not in lexicon.nothings:
        return False
    return lean is Lean.OPEN


def answer_in_a_word(words: list[Token], lean: Lean, lexicon: Lexicon) -> Sentiment | None:
    """Return what "nothing" or "everything" means here, or None when it is neither.

    Nothing worries me: good. Nothing went well: bad. Everything: the other way round.
    """
    said = _said(words, lexicon)
    if lean is Lean.OPEN or said not in lexicon.nothings:
        return None
    good = (lean is Lean.GOOD) == (said in lexicon.everythings)
    return Sentiment.POSITIVE if good else Sentiment.NEGATIVE


def _said(words: list[Token], lexicon: Lexicon) -> str:
    """Return what was said, without what is only added to a short answer: "tbh", "thanks"."""
    plain = [word for word, _, _ in words if word != STOP]
    said = " ".join(plain)
    if len(plain) > _SHORT or said in lexicon.nonanswers or said in lexicon.nothings:
        return said
    shorter = f" {said} "
    for filler in lexicon.fillers:
        shorter = shorter.replace(f" {filler} ", " ")
    return shorter.strip() or said
