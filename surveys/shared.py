"""Question ids that mean the same wherever they are asked, so that roles can be compared."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from surveys.kinds import Kind, RespondentRole
from surveys.questionnaire import Placement, Questionnaire

ROLES = tuple(role for role in RespondentRole if role is not RespondentRole.FAMILY_MEMBER)
"""Those who stand side by side on one meeting, in the order of the table."""


@dataclass(frozen=True, slots=True)
class Shared:
    """One shared id.

    Args:
        id: of the question.
        meaning: what an answer tells, whoever gives it.
        kind: what sort of answer it takes; faces are choices that are drawn.
        roles: who is asked it in any questionnaire.
    """

    id: str
    meaning: str
    kind: Kind
    roles: frozenset[RespondentRole]


@cache
def meanings() -> Mapping[str, str]:
    """Return what each shared id means, in the order in which they are told."""
    text = (files("surveys.library") / "shared_ids.toml").read_text("utf-8")
    return MappingProxyType(tomllib.loads(text))


def table(questionnaires: Iterable[Questionnaire]) -> tuple[Shared, ...]:
    """Return the shared ids that these questionnaires ask on their path, with who is asked."""
    roles: dict[str, set[RespondentRole]] = {}
    kinds: dict[str, Kind] = {}
    for asked in questionnaires:
        for question in asked.questions:
            if question.place is Placement.PATH:
                roles.setdefault(question.id, set()).update(asked.audience)
                kinds.setdefault(question.id, comparable(question.kind))
    return tuple(
        Shared(name, meaning, kinds[name], frozenset(roles[name]))
        for name, meaning in meanings().items()
        if name in kinds
    )


def comparable(kind: Kind) -> Kind:
    """Return the kind by which answers are compared: a face stands for the choice it draws."""
    return Kind.SINGLE if kind is Kind.FACES else kind
