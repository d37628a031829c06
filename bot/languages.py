"""Choosing the language of a form: a button for each, by the name that it has in itself."""

from __future__ import annotations

from bot.keyboards import Button, Rows
from bot.pages import Page
from bot.taps import Tap, Verb, mark, write
from bot.wording import Words, safe, small
from services.respond.turns import Spoken, Turn
from surveys.wording import ENGLISH, tongue


def others(turn: Turn) -> Rows:
    """Return a row for each language that the form is not shown in now."""
    return tuple((_button(turn, each),) for each in turn.languages if each.code != turn.language)


def draft_label(turn: Turn) -> str:
    """Return that the words shown are a draft, in both languages; empty when they are none."""
    now = next((each for each in turn.languages if each.code == turn.language), None)
    return _label(now) if now is not None and now.draft else ""


def languages_page(turn: Turn) -> Page:
    """Return the question which language to go on in, in every one of them."""
    asked = dict.fromkeys(Words(each.code).line("language.ask") for each in turn.languages)
    drafts = (
        f"{safe(tongue(each.code).own_name)}: {_label(each)}"
        for each in turn.languages
        if each.draft
    )
    buttons = tuple((_button(turn, each),) for each in turn.languages)
    return Page((*asked, *drafts), buttons)


def _label(language: Spoken) -> str:
    said = dict.fromkeys(Words(code)("language.draft") for code in (language.code, ENGLISH))
    return "\n".join(map(small, said))


def _button(turn: Turn, language: Spoken) -> Button:
    tap = Tap(Verb.LANGUAGE, mark(turn.draft_id), code=language.code)
    return Button(tongue(language.code).own_name, write(tap))
