"""A question as paragraphs: where we are, what is asked, and how it can be answered."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from bot.keyboards import numbered
from bot.pages import quoted
from bot.wording import Words, bold, safe, small
from surveys.kinds import Kind
from surveys.outputs import Ask


def question_parts(words: Words, ask: Ask) -> tuple[str, ...]:
    """Return the paragraphs of a question."""
    place = "ask.closing" if ask.closing else "ask.progress"
    parts = (
        small(words(place, position=ask.position, total=ask.total)),
        _heading(words, ask),
        safe(ask.hint),
        _folded(ask.more),
        _listed(ask),
        _HOW.get(ask.kind, _nothing)(words, ask),
        _before(words, ask),
    )
    return tuple(part for part in parts if part)


def _heading(words: Words, ask: Ask) -> str:
    picture = words(f"picture.{ask.picture}") if ask.picture else ""
    return f"{picture} {bold(ask.text)}".strip()


def _folded(more: str) -> str:
    return f"<blockquote expandable>{safe(more)}</blockquote>" if more else ""


def _listed(ask: Ask) -> str:
    if not numbered(ask):
        return ""
    return "\n".join(f"{n}. {safe(choice.label)}" for n, choice in enumerate(ask.choices, 1))


def _nothing(words: Words, ask: Ask) -> str:
    return ""


def _typed(words: Words, ask: Ask) -> str:
    return small(words("ask.type_answer"))


def _number(words: Words, ask: Ask) -> str:
    if ask.low and ask.high:
        return small(words("ask.number_between", low=ask.low, high=ask.high))
    return small(words("ask.number"))


def _date(words: Words, ask: Ask) -> str:
    return small(words("ask.date"))


def _one(words: Words, ask: Ask) -> str:
    return small(words("ask.number_for_choice")) if numbered(ask) else ""


def _many(words: Words, ask: Ask) -> str:
    most = ask.max_choices
    limit = "" if most is None else words("ask.max_choices", limit=most)
    return small(f"{words('ask.tick')} {limit}".strip())


def _scale(words: Words, ask: Ask) -> str:
    lowest, highest = ask.choices[0].label, ask.choices[-1].label
    return words.line("ask.ends", lowest=lowest, low=ask.low, highest=highest, high=ask.high)


def _before(words: Words, ask: Ask) -> str:
    """Say what was answered here before, unless it must not be shown again."""
    if ask.skipped:
        return small(words("ask.skipped"))
    if not ask.answered:
        return ""
    if ask.value is None:
        return small(words("ask.concealed"))
    return words.line("ask.had", answer=quoted(in_words(ask)))


def in_words(ask: Ask) -> str:
    """Return the answer so far as a person reads it."""
    labels = {choice.code: choice.label for choice in ask.choices}
    if isinstance(ask.value, tuple):
        return ", ".join(labels.get(code, code) for code in ask.value)
    if ask.kind is Kind.DATE:
        day = date.fromisoformat(str(ask.value))
        return f"{day.day}/{day.month}/{day.year}"
    return labels.get(str(ask.value), f"{ask.value}")


_HOW: dict[Kind, Callable[[Words, Ask], str]] = {
    Kind.SINGLE: _one,
    Kind.YES_NO: _one,
    Kind.FACES: _one,
    Kind.MULTIPLE: _many,
    Kind.SCALE: _scale,
    Kind.SHORT_TEXT: _typed,
    Kind.LONG_TEXT: _typed,
    Kind.NUMBER: _number,
    Kind.DATE: _date,
}
