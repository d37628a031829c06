"""Chats with an open form: taps and typed words become inputs, or a look at the form."""

from __future__ import annotations

from bot import reading
from bot.desk import Aftermath, Desk
from bot.keyboards import choice_of, question
from bot.replies import Reply, View
from bot.showing import keys_of
from bot.taps import Tap, Verb, mark
from bot.ticks import toggled
from bot.updates import Event
from bot.wording import Words
from services.respond import converse
from services.respond.keys import Seat
from services.respond.turns import Turn
from surveys.inputs import Answer, Input
from surveys.outputs import Ask

_LOOKS = {
    "help": View.HELP,
    "privacy": View.PRIVACY,
    "delete": View.DELETE,
    "language": View.LANGUAGES,
}
"""Commands that show something and change nothing."""


def again(desk: Desk, update_id: int, chat_id: int, turn: Turn) -> None:
    """Show once more where the form stands."""
    desk.answer(update_id, Reply(chat_id, turn))


def command(desk: Desk, update_id: int, chat_id: int, seat: Seat, turn: Turn, word: str) -> bool:
    """Take a command; return whether it was one."""
    view, given = _LOOKS.get(word), reading.commanded(word, turn)
    if view is not None:
        desk.answer(update_id, Reply(chat_id, turn, view))
    elif given is not None:
        converse.receive(desk.hall, seat, str(update_id), given)
    return view is not None or given is not None


def words(desk: Desk, update_id: int, chat_id: int, seat: Seat, turn: Turn, text: str) -> None:
    """Take typed words: a command, which many type without its stroke, or an answer."""
    word = text.strip().casefold()
    if command(desk, update_id, chat_id, seat, turn, word):
        return
    given = reading.typed(text, turn, Words(turn.language, turn.role))
    converse.receive(desk.hall, seat, str(update_id), given)


def tap(desk: Desk, update_id: int, event: Event, seat: Seat, turn: Turn, tapped: Tap) -> Aftermath:
    """Take a button."""
    if tapped.about != mark(turn.draft_id):
        desk.answer(update_id, Reply(event.chat_id, turn, note="late.button"))
    elif tapped.verb in (Verb.TICK, Verb.UNTICK):
        return _tick(desk, update_id, event, turn, tapped)
    elif tapped.verb is Verb.SHOW:
        desk.answer(update_id, Reply(event.chat_id, turn, _view(tapped.code)))
    else:
        _press(desk, update_id, event, seat, turn, tapped)
    return Aftermath(event.callback_id)


def _press(desk: Desk, update_id: int, event: Event, seat: Seat, turn: Turn, tapped: Tap) -> None:
    if tapped.verb is Verb.DONE:
        given: Input | None = _done(desk, event, turn, tapped)
    else:
        given = reading.tapped(tapped, turn)
    if given is None:
        desk.answer(update_id, Reply(event.chat_id, turn))
    else:
        converse.receive(desk.hall, seat, str(update_id), given)


def _tick(desk: Desk, update_id: int, event: Event, turn: Turn, tapped: Tap) -> Aftermath:
    ask = reading.visible(turn, tapped.question)
    if ask is None or event.message_id is None:
        desk.answer(update_id, Reply(event.chat_id, turn, note="late.button"))
        return Aftermath(event.callback_id)
    place = (event.chat_id, event.message_id)
    alone = frozenset(choice.code for choice in ask.choices if choice.alone)
    before = desk.ticks.at(place, _shown(ask, event))
    after = toggled(before, choice_of(ask, tapped.code), alone)
    desk.ticks.keep(place, after)
    desk.settle(update_id)
    return Aftermath(event.callback_id, place, question(keys_of(turn), ask, after))


def _done(desk: Desk, event: Event, turn: Turn, tapped: Tap) -> Input:
    ask = reading.visible(turn, tapped.question)
    shown = frozenset(event.ticked) if ask is None else _shown(ask, event)
    place = (event.chat_id, event.message_id or 0)
    return Answer(tapped.question, tuple(sorted(desk.ticks.at(place, shown))))


def _shown(ask: Ask, event: Event) -> frozenset[str]:
    return frozenset(choice_of(ask, code) for code in event.ticked)


def _view(code: str) -> View:
    return View(code) if code in _SHOWN else View.TURN


_SHOWN = frozenset({View.ANSWERS, View.MODES, View.HELPERS, View.HELP, View.DELETE})
