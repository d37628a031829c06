"""Fresh links for people who were asked about a meeting; the old ones stop working."""

from __future__ import annotations

from collections import Counter
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.hall import Actor, Hall
from services.refusal import Refused
from services.staff.audit import Deed, note
from services.upkeep.invitations import Invited
from services.upkeep.letters.allowed import off_limits
from services.upkeep.link_ends import link_end_of
from services.upkeep.links import issue
from services.upkeep.presses import once
from storage.kinds import InvitationState
from storage.models import Invitation, Meeting, Recipient
from storage.visible import visible_meetings

_NOT_ASKED = (InvitationState.NOT_ASKED, InvitationState.CANCELLED)


def fresh_links(
    hall: Hall, actor: Actor, meeting_id: UUID, person: UUID | None, press: str
) -> Invited:
    """Draw fresh links for everybody who was asked about a meeting, or for one of them.

    Those who have answered get one too, which opens nothing: leaving them out would say who
    they are. People on the stop list get none.

    Args:
        hall, actor: where, and who asks.
        meeting_id: one that the actor may see.
        person: the recipient, None for everybody.
        press: made by the form that was sent, so that sending it twice is noticed.

    Raises:
        Refused: nobody fits, or the form was sent before.
    """
    with hall.sessions.writing() as session:
        once(session, press, hall.clock())
        kept = who_was_asked(session, hall, actor, meeting_id, person)
        if not kept:
            raise Refused(
                "Nobody here can have a fresh link: choose somebody who was asked and whom we "
                "may still write to."
            )
        links = []
        for invitation in kept:
            invitation.expires_at = link_end_of(session, hall, invitation)
            links.append(issue(session, hall, invitation))
        note(session, actor, Deed.INVITED, hall.clock(), "meeting", meeting_id)
        return Invited(tuple(links), Counter())


def who_was_asked(
    session: Session, hall: Hall, actor: Actor, meeting_id: UUID, person: UUID | None
) -> list[Invitation]:
    """Return what people were asked about a meeting, of those who may still be written to.

    What was asked before it is left out once it was held: a fresh link would open nothing.

    Args:
        session: to read in.
        hall: whose clock counts.
        actor: who asks; nobody is found around a meeting that they may not see.
        meeting_id: the meeting.
        person: the recipient, None for everybody.
    """
    mine = visible_meetings(actor).with_only_columns(Meeting.id)
    query = (
        select(Invitation)
        .join(Recipient, Recipient.id == Invitation.recipient_id)
        .where(
            Invitation.meeting_id == meeting_id,
            Invitation.meeting_id.in_(mine),
            Invitation.state.not_in(_NOT_ASKED),
            ~off_limits(),
        )
        .order_by(Recipient.reference)
    )
    if person is not None:
        query = query.where(Recipient.id == person)
    found = session.scalars(query).all()
    return [one for one in found if link_end_of(session, hall, one) > hall.clock()]
