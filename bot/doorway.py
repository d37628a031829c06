"""Chats without an open form: links, the age question, and words that must be heard."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial

from bot.desk import Desk
from bot.replies import Reply, View
from bot.taps import Tap
from services.respond import converse, doorstep
from services.respond.doorstep import Knock, Outcome
from services.respond.keys import Chat
from services.respond.turns import Closed, Preview

_TOKEN = re.compile(r"[A-Za-z0-9_-]{22}")


def start(desk: Desk, update_id: int, chat_id: int, token: str) -> None:
    """Take ``/start`` with or without the token of a link."""
    if not token:
        desk.note(update_id, chat_id, "door.no_link")
    else:
        _LEADS[_knock(desk, Chat(token, chat_id))](desk, update_id, Chat(token, chat_id))


def old_enough(desk: Desk, update_id: int, chat_id: int, tap: Tap) -> None:
    """Bind the chat, now that it said 16 or over, and ask the first question."""
    chat = Chat(tap.about, chat_id)
    found = _knock(desk, chat)
    if found is not Knock.AGE:
        _LEADS[found](desk, update_id, chat)
        return
    preview = converse.preview(desk.hall, chat)
    if isinstance(preview, Preview):
        doorstep.admit(desk.hall, update_id, chat_id, _welcome(chat_id, preview).to_json())
    if isinstance(converse.open(desk.hall, chat, str(update_id)), Closed):
        _closed(desk, update_id, chat)


def too_young(desk: Desk, update_id: int, chat_id: int, tap: Tap) -> None:
    """Show somebody under 16 the browser, and keep nothing."""
    chat = Chat(tap.about, chat_id)
    if _knock(desk, chat) is Knock.CLOSED:
        _closed(desk, update_id, chat)
        return
    reply = _browser(desk, chat, "browser.young")
    doorstep.turn_away(desk.hall, update_id, chat, reply.to_json())


def command(desk: Desk, update_id: int, chat_id: int, word: str) -> None:
    """Take a command while no form is open."""
    view = _VIEWS.get(word)
    if view is not None:
        desk.answer(update_id, Reply(chat_id, view=view))
    elif word == "stop":
        reply = Reply(chat_id, view=View.NOTE, note="browser.nothing_kept")
        doorstep.leave(desk.hall, update_id, chat_id, reply.to_json())
    else:
        note = "door.nothing_to_delete" if word == "delete" else "door.no_link"
        desk.note(update_id, chat_id, note)


def words(desk: Desk, update_id: int, chat_id: int, text: str) -> None:
    """Take words that belong to no form: nothing of them is kept unless somebody must know."""
    doorstep.hear(desk.hall, update_id, chat_id, text, partial(_heard, chat_id))


def _heard(chat_id: int, outcome: Outcome) -> str:
    view, note = _HEARD[outcome]
    return Reply(chat_id, view=view, note=note).to_json()


def _knock(desk: Desk, chat: Chat) -> Knock:
    return doorstep.knock(desk.hall, chat) if _TOKEN.fullmatch(chat.token) else Knock.CLOSED


def _welcome(chat_id: int, preview: Preview) -> Reply:
    return Reply(
        chat_id,
        view=View.WELCOME,
        title=preview.title,
        introduction=preview.introduction,
    )


def _browser(desk: Desk, chat: Chat, note: str) -> Reply:
    return Reply(chat.chat_id, view=View.BROWSER, note=note, link=desk.link(chat.token))


def _closed(desk: Desk, update_id: int, chat: Chat) -> None:
    desk.note(update_id, chat.chat_id, "door.closed")


def _browser_only(desk: Desk, update_id: int, chat: Chat) -> None:
    desk.answer(update_id, _browser(desk, chat, "browser.only"))


def _ask_age(desk: Desk, update_id: int, chat: Chat) -> None:
    reply = Reply(chat.chat_id, view=View.AGE, token=chat.token)
    doorstep.wait(desk.hall, update_id, chat, reply.to_json())


def _here_already(desk: Desk, update_id: int, chat: Chat) -> None:
    seat = converse.seat_of_chat(desk.hall, chat.chat_id)
    if seat is None:
        _closed(desk, update_id, chat)
    else:
        desk.answer(update_id, Reply(chat.chat_id, converse.show(desk.hall, seat)))


_LEADS: dict[Knock, Callable[[Desk, int, Chat], None]] = {
    Knock.CLOSED: _closed,
    Knock.BROWSER: _browser_only,
    Knock.AGE: _ask_age,
    Knock.HERE: _here_already,
}

_VIEWS = {"help": View.HELP, "privacy": View.PRIVACY}

_HEARD = {
    Outcome.WAITING: (View.NOTE, "age.again"),
    Outcome.STRANGER: (View.NOTE, "door.nothing_open"),
    Outcome.KEPT: (View.HELP, "heard.kept"),
    Outcome.NOBODY: (View.HELP, "heard.nobody"),
}
