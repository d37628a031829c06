"""Letters that an officer has sent now, to one person or to all who were asked about a meeting."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.orm import Session

from services.hall import Actor, Hall
from services.refusal import Refused
from services.respond.tokens import draw_token, token_hmac
from services.staff.audit import Deed, note
from services.upkeep.fresh_links import who_was_asked
from services.upkeep.letters.allowed import holds, unanswered
from services.upkeep.letters.queueing import by_email, queue_letter
from services.upkeep.link_ends import link_end_of
from services.upkeep.presses import once
from storage.models import Invitation, Recipient


def send_now(hall: Hall, actor: Actor, meeting_id: UUID, person: UUID | None, press: str) -> int:
    """Have the letter sent, once more where it was sent before; return to how many.

    Those who have answered count too, and are passed over when their turn comes: leaving them
    out here would say who they are. A link that a letter brought goes on working. Of one that was
    handed over only the hash is kept, so a fresh one takes its place; its short code stays.

    Args:
        hall, actor: where, and who asks.
        meeting_id: one that the actor may see.
        person: the recipient, None for everybody who prefers e-mail.
        press: made by the form that was sent, so that sending it twice is noticed.

    Raises:
        Refused: nobody fits, or the form was sent before.
    """
    now = hall.clock()
    with hall.sessions.writing() as session:
        once(session, press, now)
        asked = who_was_asked(session, hall, actor, meeting_id, person)
        reached = [one for one in asked if by_email(session.get_one(Recipient, one.recipient_id))]
        if not reached:
            raise Refused(
                "Nobody here can be sent an e-mail: choose somebody who was asked, who prefers "
                "e-mail, and whom we may still write to."
            )
        for invitation in reached:
            invitation.expires_at = link_end_of(session, hall, invitation)
            session.flush()
            _give_link(session, hall, invitation)
            queue_letter(session, invitation, now)
        note(session, actor, Deed.LETTERS_ASKED_FOR, now, "meeting", meeting_id)
        return len(reached)


def _give_link(session: Session, hall: Hall, invitation: Invitation) -> None:
    """Draw a link where none is kept sealed and one is of use."""
    now = hall.clock()
    if invitation.token_s is None and holds(session, invitation, unanswered(now)):
        token = draw_token(hall.random)
        invitation.token_hmac, invitation.token = token_hmac(hall.keys, token), token
