"""Questions that several questionnaires ask alike, so that those who were asked can be compared."""

from __future__ import annotations

from collections.abc import Iterable

from surveys import library
from surveys.kinds import Kind
from surveys.questionnaire import Placement, Question, Questionnaire

COMPARED = frozenset({Kind.SCALE, Kind.YES_NO, Kind.SINGLE, Kind.FACES})
"""Kinds with one answer each; ticks and words are not set side by side."""

_RATING = frozenset({"red", "amber", "green"})


def shared(forms: Iterable[Questionnaire] = ()) -> tuple[str, ...]:
    """Return the ids that at least two questionnaires know, in the order they ask them.

    Args:
        forms: versions that were asked, beside those the library offers now.
    """
    askers: dict[str, set[str]] = {}
    for form in (*library.all_released(), *forms):
        for question in form.questions:
            if question.kind in COMPARED and question.place is Placement.PATH:
                askers.setdefault(question.id, set()).add(form.id)
    return tuple(id_ for id_, names in askers.items() if len(names) > 1)


def is_rating(question: Question) -> bool:
    """Return whether a question asks for red, amber or green, as the chair's form does."""
    return {choice.code for choice in question.choices} >= _RATING
