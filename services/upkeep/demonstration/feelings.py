"""How words of the demonstration feel to a person, where they leave no doubt."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from analysis import Sentiment
from services.upkeep.demonstration.sayings import sayings

_ROLES = ("child", "young_person", "parent", "carer", "partner", "chair", "staff")
_FEELS = {
    "good": frozenset({Sentiment.POSITIVE}),
    "worry": frozenset({Sentiment.NEGATIVE}),
    "heard": frozenset({Sentiment.NEGATIVE}),
    "wish": frozenset({Sentiment.NEUTRAL}),
    "higher": frozenset({Sentiment.NEUTRAL}),
    "mixed": frozenset({Sentiment.POSITIVE, Sentiment.NEGATIVE}),
}


def felt(text: str) -> Sentiment | None:
    """Return how words feel, None where a person could doubt.

    Some people say two things in one breath; these leave no doubt if both feel alike.
    """
    feelings = _feelings(text)
    return feelings.pop() if len(feelings) == 1 else None


def in_two_minds(text: str) -> bool:
    """Return whether words praise and complain in one breath, so that nobody would take sides."""
    return len(_feelings(text)) > 1


def _feelings(text: str) -> set[Sentiment]:
    """Return every feeling in words that the demonstration knows, none in others."""
    known = _known()
    if text in known:
        return set(known[text])
    for said, feelings in known.items():
        if text.startswith(f"{said} ") and text[len(said) + 1 :] in known:
            return set(feelings | known[text[len(said) + 1 :]])
    return set()


@cache
def _known() -> Mapping[str, frozenset[Sentiment]]:
    return {
        one.text: _FEELS[one.to] for role in _ROLES for one in sayings(role) if one.to in _FEELS
    }
