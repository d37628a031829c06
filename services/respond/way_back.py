"""The way back: from a link or code, in the browser that answered, to what became of the words."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.hall import Hall
from services.respond import entrance
from services.respond.keys import Code, Link
from storage.keys import Keys
from storage.kinds import InvitationState
from storage.models import Invitation, Response, WayBack
from surveys.kinds import Mode

_SENT = frozenset({InvitationState.ANSWERED, InvitationState.PARTIAL})


@dataclass(frozen=True, slots=True)
class Spoke:
    """Somebody who answered and came back.

    Args:
        response: what they sent, linked or confidential.
        invitation: what they held in their hand.
    """

    response: Response
    invitation: Invitation


def leave(
    session: Session, keys: Keys, response: Response, invitation_id: UUID, browser: str
) -> None:
    """Leave a mark by which this browser finds its response again; an anonymous one gets none.

    Args:
        session: the transaction that stores the response.
        keys: hash the mark.
        response: a response just stored.
        invitation_id: whose link or code was used.
        browser: the secret that this browser keeps, and nobody else.
    """
    if response.mode is not Mode.ANONYMOUS:
        session.add(WayBack(id=response.id, mark=_mark(keys, invitation_id, browser)))


def find(session: Session, hall: Hall, key: Link | Code) -> Spoke | None:
    """Return who came back with a key that they used before, None for everybody else.

    That is also for another device, an expired link, and somebody who chose to be anonymous.
    """
    found = entrance.behind(session, hall, key)
    if found is None or not _told_of(found.invitation, hall):
        return None
    mark = _mark(hall.keys, found.invitation.id, key.browser)
    query = select(Response).join(WayBack, WayBack.id == Response.id).where(WayBack.mark == mark)
    response = session.scalars(query).one_or_none()
    return None if response is None else Spoke(response, found.invitation)


def _told_of(invitation: Invitation, hall: Hall) -> bool:
    return invitation.state in _SENT and invitation.expires_at > hall.clock()


def _mark(keys: Keys, invitation_id: UUID, browser: str) -> bytes:
    return keys.digest("way back", f"{invitation_id}\0{browser}")
