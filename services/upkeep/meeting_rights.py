"""Finds rows of a meetings file about which whoever brings it in has no say."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute, Session

from services.upkeep.meeting_rows import MeetingRow
from services.upkeep.register import batches
from services.upkeep.sheets import RowFault
from storage.actors import Actor, Scope, ScopeLevel
from storage.models import Case, CaseAlias, Meeting, Recipient, RecipientCase, Team
from storage.visible import visible, visible_meetings

_REMEDY = "leave it out, or ask somebody who works with it to bring it in"


def out_of_reach(session: Session, actor: Actor, rows: Sequence[MeetingRow]) -> list[RowFault]:
    """Return a fault for each cell that names something not this person's to change.

    Otherwise a file could move another team's case into one's own, or send another family's
    links to a new address. What is new belongs to the team its row names.

    Args:
        session: of the import.
        actor: who brings the rows in.
        rows: as read.
    """
    teams = _teams(session, actor, rows)
    checks = (
        ("team", teams, "this team is not one of yours"),
        ("meeting_ref", _meetings(session, actor, rows), "this meeting is not one of yours"),
        ("case_id", _cases(session, actor, rows), "this case is not one of yours"),
        ("recipient_ref", _people(session, actor, rows), "this person belongs to no case of yours"),
    )
    return [
        RowFault(row.number, column, problem, _REMEDY)
        for row in rows
        for column, forbidden, problem in checks
        if getattr(row, column) in forbidden
    ]


def _teams(session: Session, actor: Actor, rows: Sequence[MeetingRow]) -> set[str]:
    named = {row.team for row in rows}
    area_of = {row.team: row.area for row in rows if row.area}
    known = select(Team.name, Team.area)
    for batch in batches(named):
        area_of.update(session.execute(known.where(Team.name.in_(batch))).all())
    return {team for team in named if not _works_for(actor.scope, team, area_of.get(team))}


def _works_for(scope: tuple[Scope, ...], team: str, area: str | None) -> bool:
    parts = {ScopeLevel.AUTHORITY: "", ScopeLevel.AREA: area, ScopeLevel.TEAM: team}
    return any(parts[part.level] == part.name for part in scope)


def _meetings(session: Session, actor: Actor, rows: Sequence[MeetingRow]) -> set[str]:
    mine = visible_meetings(actor).with_only_columns(Meeting.id)
    found: set[str] = set()
    for batch in batches({row.meeting_ref for row in rows}):
        query = select(Meeting.reference).where(Meeting.reference.in_(batch))
        found.update(session.scalars(query.where(Meeting.id.not_in(mine))))
    return found


def _cases(session: Session, actor: Actor, rows: Sequence[MeetingRow]) -> set[str]:
    named = {row.case_id for row in rows}
    own = _hidden(session, actor, Case.reference, Case.id, named)
    return own | _hidden(session, actor, CaseAlias.reference, CaseAlias.case_id, named)


def _hidden(
    session: Session,
    actor: Actor,
    reference: InstrumentedAttribute[str],
    case_id: InstrumentedAttribute[UUID],
    named: Iterable[str],
) -> set[str]:
    mine = visible(actor).with_only_columns(Case.id)
    found: set[str] = set()
    for batch in batches(set(named)):
        query = select(reference).where(reference.in_(batch), case_id.not_in(mine))
        found.update(session.scalars(query))
    return found


def _people(session: Session, actor: Actor, rows: Sequence[MeetingRow]) -> set[str]:
    """Return people who belong to cases, but to none that this person may see."""
    tied = select(RecipientCase.recipient_id)
    mine = visible(actor).with_only_columns(Case.id)
    shared = tied.where(RecipientCase.case_id.in_(mine))
    found: set[str] = set()
    for batch in batches({row.recipient_ref for row in rows}):
        query = select(Recipient.reference).where(
            Recipient.reference.in_(batch), Recipient.id.in_(tied), Recipient.id.not_in(shared)
        )
        found.update(session.scalars(query))
    return found
