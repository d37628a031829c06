"""Actions that have ended, with what those who spoke are told of them."""

from __future__ import annotations

from uuid import UUID, uuid4

from sqlalchemy import select

from services.care import action_ends, actions, joining, telling
from services.care.actions import Finished, Planned
from services.hall import OPERATOR, Hall
from storage.kinds import Contact
from storage.models import Case, Recipient, Response
from surveys.inputs import ChooseIdentity, Confirm
from surveys.kinds import Mode
from tests.builders.feedback import put_response
from tests.builders.invited import Invited
from tests.builders.talk import sit_down

SAID = "Reports came too late to read."
DID = "Every report now goes out a week before the meeting."
PLAIN = "You get your report a week before."
WORDS = Finished("New template.", SAID, DID, PLAIN)


def ended(
    hall: Hall, *responses: UUID, words: Finished = WORDS, theme: str = "timing", **plan: object
) -> UUID:
    """Add an action that comes from responses, and end it; return its id."""
    id_ = uuid4()
    actions.add(hall, OPERATOR, id_, Planned("Send reports earlier", theme=theme, **plan))
    for response in responses:
        joining.join(hall, OPERATOR, id_, response)
    action_ends.finish(hall, OPERATOR, id_, words, revision(hall, id_))
    return id_


def told(hall: Hall, *responses: UUID, **values: object) -> UUID:
    """End an action and tell those who spoke; return its id."""
    id_ = ended(hall, *responses, **values)
    telling.publish(hall, OPERATOR, id_, revision(hall, id_))
    return id_


def revision(hall: Hall, action_id: UUID) -> int:
    """Return the revision of an action as it stands."""
    return actions.one(hall, OPERATOR, action_id).revision


def crowd(hall: Hall, how_many: int = 5, **values: object) -> list[UUID]:
    """Store responses that lead to nobody; return their ids."""
    with hall.sessions.writing() as session:
        return [put_response(session, **values) for _ in range(how_many)]


def sent(
    hall: Hall, person: Invited, mode: Mode = Mode.LINKED, *, wish: str = "yes", browser: str = ""
) -> UUID:
    """Let a person skip everything, say whether they want to hear back, and send."""
    talk = sit_down(hall, person, browser) if browser else sit_down(hall, person)
    before = _responses(hall)
    talk.skip_to_review()
    if wish:
        talk.answer("hear_back", wish)
    talk.say(ChooseIdentity(mode))
    talk.say(Confirm())
    (fresh,) = _responses(hall) - before
    return fresh


def reached_by(
    hall: Hall, person: Invited, channel: Contact | None, contact: str | None = None
) -> None:
    """Let the council know how to reach a person."""
    with hall.sessions.writing() as session:
        recipient = session.get_one(Recipient, person.recipient_id)
        recipient.channel, recipient.contact = channel, contact


def stop(hall: Hall, person: Invited, reason: object) -> None:
    """Put the person's case on the stop list."""
    with hall.sessions.writing() as session:
        session.get_one(Case, person.case_id).stop_reason = reason


def _responses(hall: Hall) -> set[UUID]:
    with hall.sessions.reading() as session:
        return set(session.scalars(select(Response.id)))
