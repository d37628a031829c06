"""What the bot is to say, as it waits in the outbox: a turn of the conversation, or a notice."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from pydantic import TypeAdapter

from services.respond.turns import Turn


class View(StrEnum):
    """What to show: the conversation, a look at it from another side, or a notice alone."""

    TURN = "turn"
    WELCOME = "welcome"
    ANSWERS = "answers"
    MODES = "modes"
    HELPERS = "helpers"
    DELETE = "delete"
    HELP = "help"
    PRIVACY = "privacy"
    LANGUAGES = "languages"
    AGE = "age"
    BROWSER = "browser"
    NOTE = "note"


@dataclass(frozen=True, slots=True, repr=False)
class Reply:
    """One thing to say in one chat.

    Args:
        chat_id: the chat.
        turn: the conversation as it stands, None when there is none.
        view: what of it to show.
        note: catalogue id of a sentence to put first, or empty.
        link: the browser's address of a form, for ``BROWSER``.
        token: of the link, for the buttons of ``AGE``.
        title, introduction: of the questionnaire, for ``WELCOME``.
    """

    chat_id: int
    turn: Turn | None = None
    view: View = View.TURN
    note: str = ""
    link: str = ""
    token: str = ""
    title: str = ""
    introduction: str = ""

    def to_json(self) -> str:
        """Return the reply as JSON text, for the outbox."""
        return _ADAPTER.dump_json(self).decode()

    @staticmethod
    def from_json(text: str) -> Reply:
        """Read a reply back; raises pydantic.ValidationError when it is not one."""
        return _ADAPTER.validate_json(text)


_ADAPTER: TypeAdapter[Reply] = TypeAdapter(Reply)
