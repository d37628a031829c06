"""Questionnaires on shelves: by who is asked, as somebody who looks for one would ask for it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from surveys.kinds import RespondentRole as Role
from surveys.questionnaire import Questionnaire
from surveys.wording import ENGLISH

_SHELVES = (
    ("Children and young people", frozenset({Role.CHILD, Role.YOUNG_PERSON})),
    ("Parents, carers and families", frozenset({Role.PARENT, Role.CARER, Role.FAMILY_MEMBER})),
    ("Partner agencies, staff and chairs", frozenset({Role.PARTNER, Role.STAFF, Role.CHAIR})),
    ("Children and adults alike", frozenset(Role)),
)
"""Each questionnaire stands on the first shelf that holds everybody whom it is for."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """Questionnaires for people of a kind.

    Args:
        label: who they are.
        questionnaires: by title, and of one title those for the youngest first.
    """

    label: str
    questionnaires: tuple[Questionnaire, ...]


def shelves(questionnaires: Iterable[Questionnaire]) -> tuple[Shelf, ...]:
    """Return the shelves that hold something."""
    placed: dict[str, list[Questionnaire]] = {label: [] for label, _ in _SHELVES}
    for each in questionnaires:
        placed[_place(each)].append(each)
    return tuple(
        Shelf(label, tuple(sorted(found, key=_order))) for label, found in placed.items() if found
    )


def title(questionnaire: Questionnaire) -> str:
    """Return what a questionnaire is called on its first page."""
    return questionnaire.title[ENGLISH]


def _place(questionnaire: Questionnaire) -> str:
    asked = set(questionnaire.audience)
    return next(label for label, roles in _SHELVES if asked <= roles)


def _order(questionnaire: Questionnaire) -> tuple[str, int, str]:
    return title(questionnaire), questionnaire.ages.youngest or 0, questionnaire.id
