"""The end of a form in a chat: the list of answers, then one closing question at a time."""

from __future__ import annotations

from bot.asking import in_words, question_parts
from bot.keyboards import Button, Keys, Rows, leaving, modes, question, show
from bot.pages import Page, quoted
from bot.taps import Verb
from bot.wording import Words, bold, safe, small
from surveys.outputs import Ask, Review, ReviewItem

_NUMBERS_IN_A_ROW = 5


def review_page(keys: Keys, review: Review) -> Page:
    """Return the one step that is next: a closing question, how to be known, or sending.

    Somebody who has just come here first sees the list of answers.
    """
    page = _step(keys, review)
    begun = any(ask.answered or ask.skipped for ask in review.closing)
    if begun or review.chosen is not None:
        return page
    return page.after(bold(keys.words("review.said")), *_lines(keys.words, review))


def _step(keys: Keys, review: Review) -> Page:
    closing = open_closing(review)
    if closing is not None:
        before = _before(review, closing)
        rows = question(keys, closing, before=None if before is None else before.question)
        return Page(question_parts(keys.words, closing), (*rows, _see(keys)))
    return modes_page(keys, review) if review.chosen is None else _ready(keys, review)


def open_closing(review: Review) -> Ask | None:
    """Return the first closing question that was neither answered nor skipped."""
    return next((ask for ask in review.closing if not (ask.answered or ask.skipped)), None)


def _before(review: Review, ask: Ask) -> Ask | None:
    place = review.closing.index(ask)
    return review.closing[place - 1] if place else None


def modes_page(keys: Keys, review: Review) -> Page:
    """Return the ways of being known, each with what it means; none is chosen beforehand."""
    words = keys.words
    meanings = (
        f"{bold(words(f'mode.{mode}.label'))}\n{words.line(f'mode.{mode}.more')}"
        for mode in review.modes
    )
    rows = (*modes(keys, review.modes), leaving(keys), _see(keys))
    return Page((bold(words("review.mode")), *meanings), rows)


def answers_page(keys: Keys, review: Review) -> Page:
    """Return the numbered answers with a button for each, by which it can be changed."""
    words = keys.words
    heading = f"{bold(words('review.heading'))}\n{words.line('review.change')}"
    rows = (*_edits(keys, review), (show(keys, "button.go_back_to_form", "turn"),))
    return Page((heading, *_lines(words, review)), rows)


def _ready(keys: Keys, review: Review) -> Page:
    words = keys.words
    chosen = words("review.chosen", mode=words(f"mode.{review.chosen}.label"))
    rows: Rows = (
        (keys.button("button.send", Verb.CONFIRM),),
        _see(keys),
        (show(keys, "button.mode", "modes"),),
        (show(keys, "button.helper", "helpers"),),
        leaving(keys),
    )
    return Page((bold(words("review.send")), safe(chosen), words.line("review.ready")), rows)


def _see(keys: Keys) -> tuple[Button, ...]:
    return (show(keys, "button.see", "answers"),)


def _entries(review: Review) -> tuple[ReviewItem, ...]:
    """Return what was asked on the way, and what was already said of the closing questions."""
    seen = (ask for ask in review.closing if ask.answered or ask.skipped)
    return review.items + tuple(
        ReviewItem(
            question=ask.question,
            text=ask.text,
            shown=None if ask.value is None else in_words(ask),
            skipped=ask.skipped,
        )
        for ask in seen
    )


def _lines(words: Words, review: Review) -> tuple[str, ...]:
    return tuple(
        f"{number}. {safe(entry.text)}\n{_said(words, entry)}"
        for number, entry in enumerate(_entries(review), 1)
    )


def _said(words: Words, entry: ReviewItem) -> str:
    if entry.shown is not None:
        return bold(quoted(entry.shown))
    return small(words("review.skipped" if entry.skipped else "review.concealed"))


def _edits(keys: Keys, review: Review) -> Rows:
    buttons = [
        keys.labelled(str(number), Verb.EDIT, entry.question)
        for number, entry in enumerate(_entries(review), 1)
    ]
    starts = range(0, len(buttons), _NUMBERS_IN_A_ROW)
    return tuple(tuple(buttons[start : start + _NUMBERS_IN_A_ROW]) for start in starts)
