"""Turns a reply into the messages that Telegram is to show."""

from __future__ import annotations

from collections.abc import Callable

from bot.keyboards import Button, Keys, distress, helpers, show
from bot.languages import languages_page
from bot.pages import Message, Page
from bot.reading import SURE, review_of
from bot.replies import Reply, View
from bot.reviewing import answers_page, modes_page
from bot.showing import for_adults, keys_of, turn_page
from bot.taps import Tap, Verb, write
from bot.wording import Words, bold, safe, small
from services.council import Council
from services.respond.turns import Turn
from surveys.outputs import Review


def messages(reply: Reply, council: Council) -> tuple[Message, ...]:
    """Return the messages for a reply; the council gives its help numbers."""
    words = Words() if reply.turn is None else Words(reply.turn.language, reply.turn.role)
    page = _VIEWS[reply.view](reply, words, council)
    return page.after(words.line(reply.note) if reply.note else "").messages()


def _conversation(reply: Reply, words: Words, council: Council) -> Page:
    return Page(()) if reply.turn is None else turn_page(reply.turn)


def _age(reply: Reply, words: Words, council: Council) -> Page:
    yes = Button(words("age.yes"), write(Tap(Verb.OLD_ENOUGH, reply.token)))
    no = Button(words("age.no"), write(Tap(Verb.TOO_YOUNG, reply.token)))
    return Page((bold(words("age.ask")), words.line("age.why")), ((yes,), (no,)))


def _browser(reply: Reply, words: Words, council: Council) -> Page:
    return Page((safe(reply.link), words.line("browser.nothing_kept")))


def _welcome(reply: Reply, words: Words, council: Council) -> Page:
    return Page(
        (
            bold(reply.title),
            safe(reply.introduction),
            words.line("start.until_sent"),
            words.line("welcome.how"),
            small(words("welcome.telegram")),
        )
    )


def _help(reply: Reply, words: Words, council: Council) -> Page:
    lines = "\n".join(
        words.line("help.line", name=line.name, number=line.number, hours=line.hours)
        for line in council.help_lines
    )
    parts = (bold(words("help.heading")), lines, for_adults(words))
    page = Page(tuple(part for part in parts if part))
    turn = reply.turn
    if turn is None or turn.status.ended:
        return page
    return Page(
        (*page.parts, words.line("help.tell"), small(words("help.commands"))),
        (*distress(keys_of(turn)), _back_to_form(turn)),
    )


def _privacy(reply: Reply, words: Words, council: Council) -> Page:
    told = (
        "start.who_reads",
        "start.limit",
        "start.until_sent",
        "start.voluntary",
        "privacy.telegram",
        "privacy.delete",
    )
    return Page(tuple(words.line(entry) for entry in told))


def _delete(reply: Reply, words: Words, council: Council) -> Page:
    if reply.turn is None:
        return Page(())
    sure = keys_of(reply.turn).button("button.delete_sure", Verb.WITHDRAW, code=SURE)
    return Page((bold(words("delete.ask")),), ((sure,), _back_to_form(reply.turn)))


def _helpers(reply: Reply, words: Words, council: Council) -> Page:
    if reply.turn is None:
        return Page(())
    rows = (*helpers(keys_of(reply.turn)), _back_to_form(reply.turn))
    return Page((bold(words("helper.question")),), rows)


def _of_review(reply: Reply, page: Callable[[Keys, Review], Page]) -> Page:
    """Return a page about the end of the form, or the conversation where it is not there yet."""
    turn = reply.turn
    review = None if turn is None else review_of(turn)
    if turn is None or review is None:
        return Page(()) if turn is None else turn_page(turn)
    return page(keys_of(turn), review)


def _answers(reply: Reply, words: Words, council: Council) -> Page:
    return _of_review(reply, answers_page)


def _modes(reply: Reply, words: Words, council: Council) -> Page:
    return _of_review(reply, modes_page)


def _languages(reply: Reply, words: Words, council: Council) -> Page:
    turn = reply.turn
    if turn is None or len(turn.languages) > 1:
        return Page(()) if turn is None else languages_page(turn)
    return Page((words.line("language.one"),), (_back_to_form(turn),))


def _back_to_form(turn: Turn) -> tuple[Button, ...]:
    return (show(keys_of(turn), "button.go_back_to_form", View.TURN),)


_VIEWS: dict[View, Callable[[Reply, Words, Council], Page]] = {
    View.TURN: _conversation,
    View.NOTE: lambda *_: Page(()),
    View.WELCOME: _welcome,
    View.ANSWERS: _answers,
    View.MODES: _modes,
    View.HELPERS: _helpers,
    View.DELETE: _delete,
    View.HELP: _help,
    View.PRIVACY: _privacy,
    View.LANGUAGES: _languages,
    View.AGE: _age,
    View.BROWSER: _browser,
}
