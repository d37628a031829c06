"""The faces of one conversation: the same turn as a page for each question, or as a chat."""

from __future__ import annotations

from collections.abc import Callable

from flask import Response

from services.respond.turns import Turn
from surveys.kinds import Status
from web.respond.chat import Chat
from web.respond.rendering import NOTHING_SENT, Sent, Shown, page
from web.respond.visit import Face, Visit
from web.wording import Wording

NEWEST = {Face.FORM: None, Face.CHAT: "newest"}
"""The place on the page to come back to after a POST; a chat grows downwards."""


def turn_page(visit: Visit, turn: Turn, sent: Sent = NOTHING_SENT) -> Response:
    """Render the page for where a conversation stands, by the face that the visitor chose.

    Args:
        visit: whose page it is.
        turn: what to show.
        sent: what is to stand in the fields again; a refusal makes the reply a 422.
    """
    shown = Shown(turn, Wording(turn.language, turn.role), sent)
    return _FACES[visit.face](visit, shown)


def _form(visit: Visit, shown: Shown) -> Response:
    return _page(_PAGES[shown.turn.status], visit, shown)


def _chat(visit: Visit, shown: Shown) -> Response:
    return _page("chat", visit, shown, chat=Chat(shown))


def _page(template: str, visit: Visit, shown: Shown, **more: Chat) -> Response:
    status = 422 if shown.sent.refused else 200
    here = {"turn": shown.turn, "shown": shown, "face": visit.face}
    return page(template, visit, shown.words, status, **here, **more)


_FACES: dict[Face, Callable[[Visit, Shown], Response]] = {Face.FORM: _form, Face.CHAT: _chat}

_PAGES = {
    Status.ASKING: "question",
    Status.REVIEWING: "review",
    Status.PAUSED: "paused",
    Status.STOPPING: "stopping",
}
