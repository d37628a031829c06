"""The ways into a conversation, and the seat one is given."""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID

from storage.actors import Actor
from storage.kinds import Channel


@dataclass(frozen=True, slots=True, repr=False)
class Link:
    """The token of an invitation, and the secret that this browser keeps."""

    token: str
    browser: str


@dataclass(frozen=True, slots=True, repr=False)
class Code:
    """The short code of an invitation, this browser's secret, and where the try came from.

    ``source`` is the peer's network address; wrong codes are counted by it.
    """

    code: str
    browser: str
    source: str


@dataclass(frozen=True, slots=True, repr=False)
class Resume:
    """The four words given at a pause; they move the draft to this browser.

    ``source`` is the peer's network address; wrong words are counted by it.
    """

    words: str
    browser: str
    source: str


@dataclass(frozen=True, slots=True, repr=False)
class Chat:
    """The token of an invitation, and the Telegram chat that said it is 16 or over."""

    token: str
    chat_id: int


@dataclass(frozen=True, slots=True, repr=False)
class Paper:
    """A paper form that came back, on the desk of a colleague who types it in.

    Whether they may is settled before; ``browser`` stands for their desk, so that what is half
    typed in is theirs alone. A paper without a name has no invitation.
    """

    invitation_id: UUID | None
    officer: Actor

    @property
    def browser(self) -> str:
        """Return the name of their desk."""
        return desk_of(self.officer)


Key = Link | Code | Resume | Chat | Paper


@dataclass(frozen=True, slots=True)
class Seat:
    """A place in one conversation.

    ``browser`` is the secret of the browser that sits there, None for a chat: once the resume
    words have moved a draft to another device, the seat of the first one leads nowhere. For a
    paper form it is the desk of ``officer``, who types it in.
    """

    draft_id: UUID
    channel: Channel
    browser: str | None = field(default=None, compare=False, repr=False)
    officer: Actor | None = field(default=None, compare=False, repr=False)


def web_seat(draft_id: UUID, browser: str) -> Seat:
    """Return the seat of a browser at a draft that is answered on the web."""
    return Seat(draft_id, Channel.WEB, browser)


def desk_of(officer: Actor) -> str:
    """Return the name by which a colleague's desk is known to drafts."""
    return f"desk {officer.id}"


def desk_seat(draft_id: UUID, officer: Actor) -> Seat:
    """Return the seat of a colleague at a paper form that they type in."""
    return Seat(draft_id, Channel.PAPER, desk_of(officer), officer)
