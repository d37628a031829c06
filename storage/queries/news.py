"""What was done because of what people said, as far as it was published to them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ScalarSelect, Select, func, select
from sqlalchemy.orm import Session

from storage.models import Action, ActionResponse, Team

_NEWEST = 60
"""More than anybody reads; older ones stay in the register."""


@dataclass(frozen=True, slots=True)
class Published:
    """One action as it was published.

    Args:
        theme: id in the codebook, None for none.
        area: the service area of its team, None for the whole authority.
        you_said, we_did, we_did_plain: as staff typed them.
        possible: whether it was done, rather than found not to be possible.
    """

    id: UUID
    theme: str | None
    area: str | None
    you_said: str
    we_did: str
    we_did_plain: str
    possible: bool
    published_at: datetime


def to_everybody(session: Session, least: int) -> tuple[Published, ...]:
    """Return what may be told to everybody, the newest first.

    Args:
        least: responses that must stand behind an action, so that nobody can be made out.
    """
    return _found(session, _published().where(_behind() >= least))


def because_of(session: Session, response_id: UUID) -> tuple[Published, ...]:
    """Return what was done because of one response among others, the newest first."""
    own = select(ActionResponse.action_id).where(ActionResponse.response_id == response_id)
    return _found(session, _published().where(Action.id.in_(own)))


def _behind() -> ScalarSelect[int]:
    return (
        select(func.count())
        .where(ActionResponse.action_id == Action.id)
        .correlate(Action)
        .scalar_subquery()
    )


def _published() -> Select[Any]:
    columns: tuple[Any, ...] = (
        Action.id,
        Action.theme,
        Team.area,
        func.coalesce(Action.you_said, ""),
        func.coalesce(Action.we_did, ""),
        func.coalesce(Action.we_did_plain, ""),
        Action.not_possible_at.is_(None),
        Action.published_at,
    )
    return (
        select(*columns)
        .outerjoin(Team, Team.name == Action.team)
        .where(Action.published_at.is_not(None))
        .order_by(Action.published_at.desc(), Action.id)
        .limit(_NEWEST)
    )


def _found(session: Session, query: Select[Any]) -> tuple[Published, ...]:
    return tuple(Published(*row) for row in session.execute(query))
