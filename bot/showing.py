"""A turn of the conversation as a page: what each output of the engine looks like in a chat."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.asking import question_parts
from bot.keyboards import Keys, Rows, question, show
from bot.languages import draft_label, others
from bot.pages import Page
from bot.reviewing import review_page
from bot.taps import Verb, mark
from bot.wording import Words, bold, safe, small
from services.respond.turns import Turn
from surveys.kinds import RespondentRole
from surveys.notices import Help, Refuse, Stale
from surveys.outputs import Ask, Completed, Review, Say, Withdrawn
from surveys.wording import refusal


def keys_of(turn: Turn) -> Keys:
    """Return the maker of buttons for a conversation."""
    return Keys(Words(turn.language, turn.role), mark(turn.draft_id))


def turn_page(turn: Turn) -> Page:
    """Return a turn as one page, in the order of its outputs; the last buttons count.

    The first question offers the other languages, and that and the end of the form say of a
    translation that it is a draft.
    """
    keys = keys_of(turn)
    pages = [_PAGES[type(output)](keys, output) for output in turn.outputs]
    parts = tuple(part for page in pages for part in page.parts)
    keyboard = next((page.keyboard for page in reversed(pages) if page.keyboard), ())
    if _begins(turn):
        return Page(parts, keyboard + others(turn)).after(draft_label(turn))
    return Page(parts, keyboard).after(draft_label(turn) if _ends(turn) else "")


def _begins(turn: Turn) -> bool:
    return any(isinstance(one, Ask) and one.position == 1 for one in turn.outputs)


def _ends(turn: Turn) -> bool:
    return any(isinstance(one, Review) for one in turn.outputs)


def for_adults(words: Words) -> str:
    """Return the help lines for grown-ups, nothing for a child."""
    return "" if words.role is RespondentRole.CHILD else words.line("help.adults")


def _ask(keys: Keys, ask: Ask) -> Page:
    return Page(question_parts(keys.words, ask), question(keys, ask))


def _help(keys: Keys, offer: Help) -> Page:
    words = keys.words
    said = words.line(f"help.{offer.level}")
    parts = (bold(words("help.heading")), said, for_adults(words), words.line("help.go_on"))
    return Page(tuple(part for part in parts if part))


def _refuse(keys: Keys, refuse: Refuse) -> Page:
    return Page((safe(refusal(keys.words.language, refuse)),))


def _stale(keys: Keys, stale: Stale) -> Page:
    return Page((keys.words.line("stale" if stale.question else "words.not_used"),))


def _say(keys: Keys, say: Say) -> Page:
    rows = _AFTER_SAYING.get(say.message, _no_buttons)
    return Page((keys.words.line(f"say.{say.message}"),), rows(keys))


def _completed(keys: Keys, completed: Completed) -> Page:
    words = keys.words
    end = "end.partial" if completed.partial else "end.completed"
    return Page((bold(words(end)), words.line("end.next"), small(words("end.chat"))))


def _withdrawn(keys: Keys, withdrawn: Withdrawn) -> Page:
    return Page((keys.words.line("end.withdrawn"), small(keys.words("end.chat"))))


def _no_buttons(keys: Keys) -> Rows:
    return ()


def _paused(keys: Keys) -> Rows:
    go_on = keys.button("button.resume", Verb.RESUME)
    return ((go_on,), (show(keys, "button.help_short", "help"),))


def _stopping(keys: Keys) -> Rows:
    return (
        (keys.button("button.send_partial", Verb.CONFIRM),),
        (keys.button("button.delete", Verb.WITHDRAW),),
        (keys.button("button.resume", Verb.RESUME), show(keys, "button.help_short", "help")),
    )


_AFTER_SAYING: dict[str, Callable[[Keys], Rows]] = {
    "paused": _paused,
    "stop_choice": _stopping,
}

_PAGES: dict[type, Callable[[Keys, Any], Page]] = {
    Ask: _ask,
    Review: review_page,
    Help: _help,
    Refuse: _refuse,
    Stale: _stale,
    Say: _say,
    Completed: _completed,
    Withdrawn: _withdrawn,
}
