"""Parts of the authority as people write and pick them: ``authority``, ``area:X``, ``team:Y``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from services.hall import Actor, Hall
from services.refusal import Refused
from storage.actors import WHOLE_AUTHORITY, Scope, ScopeLevel
from storage.queries.scopes import teams

__all__ = ["Scope", "label", "offered", "own", "own_teams", "parse", "written"]

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
        known = teams(session)
    areas = sorted({area for _, area in known})
    return (
        WHOLE_AUTHORITY,
        *(Scope(ScopeLevel.AREA, area) for area in areas),
        *(Scope(ScopeLevel.TEAM, name) for name, _ in known),
    )


def own(hall: Hall, actor: Actor) -> tuple[Scope, ...]:
    """Return the parts of the authority that lie within somebody's scope, the widest first."""
    every = offered(hall, actor)
    if WHOLE_AUTHORITY in actor.scope:
        return every
    with hall.sessions.reading() as session:
        areas = dict(teams(session))
    return tuple(each for each in every if _within(each, actor.scope, areas))


def own_teams(hall: Hall, actor: Actor) -> tuple[str, ...]:
    """Return the teams within somebody's scope by name."""
    return tuple(each.name for each in own(hall, actor) if each.level is ScopeLevel.TEAM)


def _within(part: Scope, scope: Iterable[Scope], areas: Mapping[str, str]) -> bool:
    mine = set(scope)
    area = Scope(ScopeLevel.AREA, areas.get(part.name, ""))
    return part in mine or (part.level is ScopeLevel.TEAM and area in mine)


def _part(text: str) -> Scope:
    level, _, name = text.partition(":")
    if text == ScopeLevel.AUTHORITY:
        return WHOLE_AUTHORITY
    if level not in {ScopeLevel.AREA, ScopeLevel.TEAM} or not name.strip():
        raise Refused(
            f"{text!r} is no part of the authority; write authority, area:NAME or team:NAME."
        )
    return Scope(ScopeLevel(level), name.strip())
