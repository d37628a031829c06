"""Something more to say: whoever spoke before tells us anything, and nobody has to invite them."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.hall import Hall
from services.respond import way_back
from services.respond.asked import keep
from services.respond.entrance import Found, browser_mark
from services.respond.keys import Code, Link, Seat
from services.respond.opening import enter
from services.respond.way_back import Spoke
from storage.kinds import Channel, InvitationState
from storage.models import Draft, Invitation
from surveys import library
from surveys.kinds import RespondentRole

QUESTIONNAIRE = "tell_us_anything"


def may_speak(role: RespondentRole) -> bool:
    """Return whether it was written for somebody of this role."""
    return role in library.load(QUESTIONNAIRE).audience


def speak_again(hall: Hall, key: Link | Code) -> Seat | None:
    """Give somebody who spoke before a seat at a form of their own; the same while it is open.

    Args:
        hall: the deployment.
        key: the link or code with which they answered, in the browser in which they did.

    Returns:
        None for everybody else, and where the form was not written for their role.
    """
    with hall.sessions.writing() as session:
        spoke = way_back.find(session, hall, key)
        if spoke is None or not may_speak(spoke.response.role):
            return None
        found = _open(session, hall, key, spoke) or Found(_asked(session, spoke), None)
        seat = enter(session, hall, key, found)
        return seat if isinstance(seat, Seat) else None


def _open(session: Session, hall: Hall, key: Link | Code, spoke: Spoke) -> Found | None:
    query = (
        select(Invitation, Draft)
        .join(Draft, Draft.invitation_id == Invitation.id)
        .where(
            Invitation.recipient_id == spoke.invitation.recipient_id,
            Invitation.questionnaire == QUESTIONNAIRE,
            Invitation.meeting_id.is_(None),
            Draft.channel == Channel.WEB,
            Draft.browser_hmac == browser_mark(hall, key),
            Draft.expires_at > hall.clock(),
        )
    )
    row = session.execute(query.limit(1)).first()
    return None if row is None else Found(*row)


def _asked(session: Session, spoke: Spoke) -> Invitation:
    """Return a row as if this had been asked with the first one.

    The moment at which somebody speaks must not stand beside their name: it would tie a
    confidential response of that day to them.
    """
    kept, before = keep(session, QUESTIONNAIRE), spoke.invitation
    row = Invitation(
        recipient_id=before.recipient_id,
        questionnaire=kept.id,
        version=kept.version,
        state=InvitationState.READY,
        created_at=before.created_at,
        expires_at=before.expires_at,
    )
    session.add(row)
    session.flush()
    return row
