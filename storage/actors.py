"""Who is looking, as far as the archive must know to decide what they may see."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from storage.kinds import StaffRole


class ScopeLevel(StrEnum):
    """The parts of an authority, largest first."""

    AUTHORITY = "authority"
    AREA = "area"
    TEAM = "team"


@dataclass(frozen=True, slots=True)
class Scope:
    """A part of the authority; ``name`` is empty for the whole of it."""

    level: ScopeLevel
    name: str = ""


WHOLE_AUTHORITY = Scope(ScopeLevel.AUTHORITY)


@dataclass(frozen=True, slots=True)
class Actor:
    """Who does a staff use case.

    Args:
        id: the member of staff, None for the operator at the command line.
        role: what they may do; None for the operator.
        scope: parts of the authority they work for; none means that they see no case.
        name: as colleagues know them; chairs are matched to their meetings by it.
    """

    id: UUID | None
    role: StaffRole | None
    scope: tuple[Scope, ...] = ()
    name: str = ""


OPERATOR = Actor(id=None, role=None, scope=(WHOLE_AUTHORITY,))
"""The person at the command line, whose rights are those of the machine's account."""
