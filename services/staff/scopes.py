"""Parts of the authority as people write and pick them: ``authority``, ``area:X``, ``team:Y``."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select

from services.hall import Actor, Hall
from services.refusal import Refused
from storage.actors import WHOLE_AUTHORITY, Scope, ScopeLevel
from storage.models import Team

__all__ = ["Scope", "label", "offered", "parse", "written"]

_LABELS = {ScopeLevel.AREA: "Service area", ScopeLevel.TEAM: "Team"}


def parse(texts: Iterable[str]) -> tuple[Scope, ...]:
    """Return the parts that texts name, each once; raises Refused for one that names none."""
    return tuple(dict.fromkeys(_part(text.strip()) for text in texts))


def written(scope: Scope) -> str:
    """Return a part as ``parse`` reads it."""
    return scope.level.value if scope == WHOLE_AUTHORITY else f"{scope.level}:{scope.name}"


def label(scope: Scope) -> str:
    """Return a part as people read it."""
    return "Whole authority" if scope == WHOLE_AUTHORITY else f"{_LABELS[scope.level]} {scope.name}"


def offered(hall: Hall, actor: Actor) -> tuple[Scope, ...]:
    """Return every part there is: the whole, then areas and teams by name."""
    with hall.sessions.reading() as session:
        teams = session.execute(select(Team.name, Team.area).order_by(Team.name)).all()
    areas = sorted({area for _, area in teams})
    return (
        WHOLE_AUTHORITY,
        *(Scope(ScopeLevel.AREA, area) for area in areas),
        *(Scope(ScopeLevel.TEAM, name) for name, _ in teams),
    )


def _part(text: str) -> Scope:
    level, _, name = text.partition(":")
    if text == ScopeLevel.AUTHORITY:
        return WHOLE_AUTHORITY
    if level not in {ScopeLevel.AREA, ScopeLevel.TEAM} or not name.strip():
        raise Refused(
            f"{text!r} is no part of the authority; write authority, area:NAME or team:NAME."
        )
    return Scope(ScopeLevel(level), name.strip())
