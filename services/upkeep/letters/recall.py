"""Takes back what would still be sent: queued letters and the sealed links they need."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import Select, bindparam, delete, select, update
from sqlalchemy.orm import Session

from services.upkeep.letters.kinds import KINDS, NEWS, Letter
from storage.kinds import Channel, Delivery, OutboxState
from storage.models import Invitation, Outbox

_ABOUT_PEOPLE = (*KINDS, NEWS, Channel.TELEGRAM)
"""What may wait for a person by their invitation; replies of a chat bear none."""


# Made once: each response ends an invitation.
_FORGOTTEN = (
    update(Invitation)
    .where(Invitation.id == bindparam("held"))
    .values(token_s=None, reminders=0, reminded_at=None)
)
_NO_REMINDER = delete(Outbox).where(
    Outbox.invitation_id == bindparam("held"), Outbox.kind == Letter.REMINDER
)


def end(session: Session, invitation_id: UUID) -> None:
    """Forget what an invitation that was answered or taken back needs no more.

    Reminders go without a trace: who got one had not answered by then, which beside the day of
    a response could name its writer. A letter that waits stays, and is passed over in its turn
    as everybody's is, so that nobody sees from the queue who has answered.
    """
    for statement in (_FORGOTTEN, _NO_REMINDER):
        session.execute(statement, {"held": invitation_id})


def hold_back(session: Session, invitation_ids: Select[Any]) -> None:
    """Cancel every letter that waits and delete the sealed links, in the caller's transaction.

    The links themselves go on working: somebody who is missing may want to say something.

    Args:
        session: of the deed that stops the letters.
        invitation_ids: query of the invitations concerned.
    """
    # Locked before their letters, and in one order, as everybody who changes both does.
    found = session.scalars(invitation_ids.order_by(Invitation.id).with_for_update()).all()
    session.execute(
        update(Outbox)
        .where(
            Outbox.invitation_id.in_(found),
            Outbox.kind.in_(_ABOUT_PEOPLE),
            Outbox.state == OutboxState.WAITING,
        )
        .values(state=OutboxState.CANCELLED, payload_s=None, claimed_by=None, claimed_until=None)
    )
    concerned = Invitation.id.in_(found)
    session.execute(update(Invitation).where(concerned).values(token_s=None))
    session.execute(
        update(Invitation)
        .where(concerned, Invitation.delivery == Delivery.WAITING)
        .values(delivery=None)
    )


def of_person(recipient_id: UUID) -> Select[Any]:
    """Return the query of everything that one person was asked."""
    return select(Invitation.id).where(Invitation.recipient_id == recipient_id)
