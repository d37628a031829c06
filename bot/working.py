"""Works on one claimed update: finds out where the chat stands and hands it on."""

from __future__ import annotations

from bot import chatting, doorway
from bot.desk import Aftermath, Desk
from bot.taps import Tap, Verb, read
from bot.updates import Event
from services.respond import converse
from services.respond.inbox import Claimed
from services.respond.keys import Seat
from services.respond.turns import Turn


def work(desk: Desk, claimed: Claimed) -> Aftermath:
    """Carry out one update and settle it; what it returns is a courtesy that may be lost.

    Raises whatever the services raise; the update is then still there.
    """
    event = Event.from_json(claimed.payload)
    if event.data is not None:
        return _tap(desk, claimed.update_id, event, event.data)
    _text(desk, claimed.update_id, event.chat_id, event.text or "")
    return Aftermath()


def _text(desk: Desk, update_id: int, chat_id: int, text: str) -> None:
    word, token = _command(text)
    if word == "start":
        _start(desk, update_id, chat_id, token)
        return
    open_form = _open_form(desk, chat_id)
    if open_form is None:
        if word:
            doorway.command(desk, update_id, chat_id, word)
        else:
            doorway.words(desk, update_id, chat_id, text)
    elif not (word and chatting.command(desk, update_id, chat_id, *open_form, word)):
        chatting.words(desk, update_id, chat_id, *open_form, text)


def _start(desk: Desk, update_id: int, chat_id: int, token: str) -> None:
    open_form = None if token else _open_form(desk, chat_id)
    if open_form is None:
        doorway.start(desk, update_id, chat_id, token)
    else:
        chatting.again(desk, update_id, chat_id, open_form[1])


def _tap(desk: Desk, update_id: int, event: Event, data: str) -> Aftermath:
    tapped = read(data) or Tap(Verb.SHOW)
    at_the_door = _AT_THE_DOOR.get(tapped.verb)
    if at_the_door is not None:
        at_the_door(desk, update_id, event.chat_id, tapped)
        return Aftermath(event.callback_id)
    open_form = _open_form(desk, event.chat_id)
    if open_form is None:
        desk.note(update_id, event.chat_id, "late.closed")
        return Aftermath(event.callback_id)
    return chatting.tap(desk, update_id, event, *open_form, tapped)


def _open_form(desk: Desk, chat_id: int) -> tuple[Seat, Turn] | None:
    """Return the seat of a chat and what it sees, None when no form is open in it."""
    seat = converse.seat_of_chat(desk.hall, chat_id)
    turn = None if seat is None else converse.show(desk.hall, seat)
    if seat is None or turn is None or turn.status.ended:
        return None
    return seat, turn


def _command(text: str) -> tuple[str, str]:
    """Return command and token; only a command by itself counts, so that no words are lost."""
    first, _, rest = text.strip().partition(" ")
    word = first.removeprefix("/").partition("@")[0].casefold()
    if not first.startswith("/") or (rest and word != "start") or "\n" in text.strip():
        return "", ""
    return word, rest.strip()


_AT_THE_DOOR = {Verb.OLD_ENOUGH: doorway.old_enough, Verb.TOO_YOUNG: doorway.too_young}
