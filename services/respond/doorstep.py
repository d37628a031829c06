"""A chat before its age is known: nothing is bound, and only what must be heard is kept."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from enum import StrEnum
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.orm import Session

from analysis.cleaning import clean_text
from services.hall import Hall
from services.respond import inbox
from services.respond.entrance import Found, chat_mark, find
from services.respond.keys import Chat
from services.respond.linking import concern_link, whose
from services.respond.previewing import describe
from services.respond.screening import Heard, Origin, raise_concern, screen_words
from services.respond.turns import Closed
from services.upkeep import outbox
from storage.kinds import Channel, InvitationState
from storage.models import Doorstep
from surveys.kinds import Kind

_LONGEST_WAIT = timedelta(days=1)
"""A chat that has not said its age by then is forgotten."""

_QUESTION = "doorstep"


class Outcome(StrEnum):
    """What became of words typed where no form is open."""

    WAITING = "waiting"
    STRANGER = "stranger"
    KEPT = "kept"
    NOBODY = "nobody"


class Knock(StrEnum):
    """What a link pressed in a chat leads to."""

    CLOSED = "closed"
    BROWSER = "browser"
    AGE = "age"
    HERE = "here"


def knock(hall: Hall, chat: Chat) -> Knock:
    """Say what a link leads to in this chat; unknown, used, expired and foreign look alike."""
    with hall.sessions.reading() as session:
        found = find(session, hall, chat)
        if isinstance(found, Closed):
            return Knock.CLOSED
        if found.draft is not None:
            return Knock.HERE if _is_ours(hall, found, chat) else Knock.CLOSED
        return Knock.AGE if describe(session, found).telegram else Knock.BROWSER


def wait(hall: Hall, update_id: int, chat: Chat, reply: str) -> None:
    """Remember which invitation a chat came with, until it says its age."""
    now = hall.clock()
    with hall.sessions.writing() as session:
        session.execute(delete(Doorstep).where(Doorstep.at < now - _LONGEST_WAIT))
        found = find(session, hall, chat)
        invitation = None if isinstance(found, Closed) else found.invitation
        if invitation is not None:
            mark = inbox.chat_mark(hall.keys, chat.chat_id)
            session.merge(Doorstep(chat_hmac=mark, invitation_id=invitation.id, at=now))
        inbox.settle_with(session, update_id, reply, now)


def leave(hall: Hall, update_id: int, chat_id: int, reply: str) -> None:
    """Forget a chat at the door and send it on its way; nothing of it is kept."""
    with hall.sessions.writing() as session:
        _forget(session, hall, chat_id)
        inbox.settle_with(session, update_id, reply, hall.clock())


def turn_away(hall: Hall, update_id: int, chat: Chat, reply: str) -> None:
    """Send somebody under 16 to the browser; nothing said here is kept.

    Whoever first said 16 or over and now says otherwise loses what was begun in this chat, so
    that the link opens in a browser again. A concern stays.
    """
    with hall.sessions.writing() as session:
        _forget(session, hall, chat.chat_id)
        found = find(session, hall, chat)
        if not isinstance(found, Closed) and _is_ours(hall, found, chat):
            _begin_anew(session, found)
        inbox.settle_with(session, update_id, reply, hall.clock())


def admit(hall: Hall, update_id: int, chat_id: int, welcome: str) -> None:
    """Let a chat of 16 and over in: forget it at the door and have it welcomed.

    The update stays; opening the conversation settles it. Done twice it is done once.
    """
    with hall.sessions.writing() as session:
        _forget(session, hall, chat_id)
        key = f"telegram:{update_id}:welcome"
        # The first question is put there next, perhaps in the same moment, and must follow.
        before = hall.clock() - timedelta(seconds=1)
        outbox.put(session, key, Channel.TELEGRAM, welcome, before)


def hear(
    hall: Hall, update_id: int, chat_id: int, text: str, reply: Callable[[Outcome], str]
) -> Outcome:
    """Screen words typed where no conversation is open, and settle their update.

    A signal from a chat that waits at the door becomes a concern, linked through the invitation
    it came with and without any Telegram id; from any other chat there is nobody to link it to.

    Args:
        hall: the deployment.
        update_id: of the update, settled in the same transaction.
        chat_id: where they were typed.
        text: the words.
        reply: gives the reply, as the outbox keeps it, for the outcome.
    """
    heard = screen_words(hall.hearing, _QUESTION, Kind.LONG_TEXT, clean_text(text))
    with hall.sessions.writing() as session:
        step = session.get(Doorstep, inbox.chat_mark(hall.keys, chat_id))
        outcome = _OUTCOMES[step is not None, heard is not None]
        if step is not None and heard is not None:
            _keep(session, hall, heard, step.invitation_id)
        inbox.settle_with(session, update_id, reply(outcome), hall.clock())
    return outcome


_OUTCOMES = {
    (True, True): Outcome.KEPT,
    (True, False): Outcome.WAITING,
    (False, True): Outcome.NOBODY,
    (False, False): Outcome.STRANGER,
}
"""By whether the chat waits at the door, and whether there is a signal."""


def _keep(session: Session, hall: Hall, heard: Heard, invitation_id: UUID) -> None:
    whom = whose(session, invitation_id)
    case_id, link = concern_link(whom, None)
    # The concern must not hold the invitation's id openly: what is said is confidential so far.
    origin = UUID(bytes=hall.keys.digest(_QUESTION, str(invitation_id))[:16])
    raise_concern(session, hall, heard, Origin(origin, team=whom.team, case_id=case_id, link=link))


def _begin_anew(session: Session, found: Found) -> None:
    session.delete(found.draft)
    if found.invitation is not None:
        found.invitation.state = InvitationState.READY


def _is_ours(hall: Hall, found: Found, chat: Chat) -> bool:
    return found.draft is not None and found.draft.chat_hmac == chat_mark(hall, chat)


def _forget(session: Session, hall: Hall, chat_id: int) -> None:
    mark = inbox.chat_mark(hall.keys, chat_id)
    session.execute(delete(Doorstep).where(Doorstep.chat_hmac == mark))
