"""Rules about a question's form: which fields its kind takes, its choices, limits and place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from surveys.faults import Fault
from surveys.kinds import Kind, Mode
from surveys.path import expand
from surveys.questionnaire import Placement, Question
from surveys.reading import LIMITS, SCALE
from surveys.sheet import Sheet, place

CALLBACK_BYTES = 54
"""Most bytes for a question key and a code together; Telegram allows 64 for all that a button
carries, and the bot needs ten: what the button does, which conversation, and bars between."""

_EVERY_KIND = frozenset({"id", "kind", "text", "hint", "more", "picture", "place", "when"})
_NEEDED: dict[Kind, frozenset[str]] = {
    Kind.STATEMENT: frozenset(),
    Kind.SINGLE: frozenset({"choices"}),
    Kind.MULTIPLE: frozenset({"choices"}),
    Kind.FACES: frozenset({"choices"}),
    Kind.SCALE: frozenset({"low", "high"}),
    Kind.YES_NO: frozenset({"choices"}),
    Kind.SHORT_TEXT: frozenset({"lean"}),
    Kind.LONG_TEXT: frozenset({"lean"}),
    Kind.NUMBER: frozenset(),
    Kind.DATE: frozenset(),
    Kind.HOUSES: frozenset({"houses"}),
}
_POSSIBLE: dict[Kind, frozenset[str]] = {
    Kind.SINGLE: frozenset({"signals"}),
    Kind.MULTIPLE: frozenset({"signals", "max_choices"}),
    Kind.FACES: frozenset({"signals"}),
    Kind.SCALE: frozenset({"signals"}),
    Kind.YES_NO: frozenset({"signals"}),
    Kind.SHORT_TEXT: frozenset({"max_length"}),
    Kind.LONG_TEXT: frozenset({"max_length"}),
    Kind.NUMBER: frozenset({"minimum", "maximum"}),
    Kind.DATE: frozenset({"not_future"}),
}
_FACES = ("very_bad", "bad", "ok", "good", "very_good")
_CODES: dict[Kind, tuple[tuple[str, ...], ...]] = {
    Kind.YES_NO: (("yes", "no", "not_sure"),),
    Kind.FACES: (_FACES, _FACES[1:4]),
}
_NOT_CLOSING = frozenset({Kind.STATEMENT, Kind.HOUSES})


def codes(question: Question) -> tuple[str, ...]:
    """Return the codes that can be chosen: those written, or the steps of a scale."""
    if question.kind is Kind.SCALE:
        return tuple(str(step) for step in range(SCALE[0], SCALE[1] + 1))
    return tuple(choice.code for choice in question.choices)


def fields_fit_the_kind(sheet: Sheet) -> Iterator[Fault]:
    """A kind needs some fields and takes some others; a stray one would never be seen."""
    for question in sheet.questions:
        kind, given = question.kind, question.model_fields_set
        for field in sorted(_NEEDED[kind]):
            if not getattr(question, field):
                yield Fault("missing", place(question, field), f"{kind} needs it", "add it")
        possible = _EVERY_KIND | _NEEDED[kind] | _POSSIBLE.get(kind, frozenset())
        for field in sorted(given - possible):
            problem = f"{kind} does not take it"
            yield Fault("stray_field", place(question, field), problem, "take it out")


def ids_are_single(sheet: Sheet) -> Iterator[Fault]:
    """Answers name their question, so two cannot share an id."""
    counted = Counter(question.id for question in sheet.questions)
    for name in (name for name, count in counted.items() if count > 1):
        remedy = "give each its own id"
        yield Fault("duplicate_id", f"questions.{name}", f"{counted[name]} have this id", remedy)


def choices_fit(sheet: Sheet) -> Iterator[Fault]:
    """Choices need codes of their own, enough of them, and for some kinds given ones."""
    for question in (each for each in sheet.questions if each.choices):
        here, where = codes(question), place(question, "choices")
        for code in (code for code, count in Counter(here).items() if count > 1):
            yield Fault("duplicate_code", where, f"code {code!r} is there twice", "change one")
        if len(here) < 2:
            yield Fault("one_choice", where, "there is nothing to choose between", "add another")
        wanted = _CODES.get(question.kind)
        if wanted and here not in wanted:
            listed = " or ".join(", ".join(each) for each in wanted)
            problem = f"{question.kind} cannot have the codes {', '.join(here)}"
            yield Fault("wrong_codes", where, problem, f"use {listed}, in this order")
        if question.max_choices is not None and question.max_choices > len(here):
            remedy = f"set it to {len(here)} or less, or take it out"
            where = place(question, "max_choices")
            yield Fault("limit_too_high", where, "there are fewer choices than this", remedy)


def buttons_fit_telegram(sheet: Sheet) -> Iterator[Fault]:
    """A button of the bot carries the question's key and a code in very few bytes."""
    for question in sheet.questions:
        keys = [asked.key for asked in expand(question)]
        longest = max(keys, key=len) + max(codes(question), key=len, default="")
        if len(longest.encode()) > CALLBACK_BYTES:
            problem = f"id and code take {len(longest.encode())} bytes, and {CALLBACK_BYTES} fit"
            where = place(question, "choices" if question.choices else "id")
            yield Fault("too_long_for_a_button", where, problem, "shorten the id or the code")


def signals_name_choices(sheet: Sheet) -> Iterator[Fault]:
    """A trigger on a code that nobody can choose would never fire."""
    for question in sheet.questions:
        for code in question.signals:
            if code not in codes(question):
                remedy = f"use one of {', '.join(codes(question))}"
                where = place(question, f"signals.{code}")
                yield Fault("unknown_code", where, "no choice has this code", remedy)


def limits_make_sense(sheet: Sheet) -> Iterator[Fault]:
    """Bounds must leave something between them, and texts have a longest length."""
    for question in sheet.questions:
        low, high = question.minimum, question.maximum
        if low is not None and high is not None and low > high:
            remedy = "exchange the two"
            where = place(question, "minimum")
            yield Fault("bounds_crossed", where, "it is above the maximum", remedy)
        longest = LIMITS.get(question.kind)
        if longest and question.max_length and question.max_length > longest:
            remedy = f"set it to {longest} or less"
            problem = f"{question.kind} takes {longest} characters at most"
            yield Fault("limit_too_high", place(question, "max_length"), problem, remedy)


def ages_make_sense(sheet: Sheet) -> Iterator[Fault]:
    """The youngest cannot be older than the oldest."""
    ages = sheet.header.ages if sheet.header else None
    if ages and ages.oldest is not None and (ages.youngest or 0) > ages.oldest:
        problem = "the youngest is older than the oldest"
        yield Fault("bounds_crossed", "ages", problem, "exchange the two")


def someone_can_be_known(sheet: Sheet) -> Iterator[Fault]:
    """Anonymity is on offer only where many were asked, so it cannot be the only way."""
    if sheet.header and set(sheet.header.modes) == {Mode.ANONYMOUS}:
        problem = "anonymous is not always on offer"
        yield Fault("no_mode", "modes", problem, "add linked, confidential or both")


def closing_questions_come_last(sheet: Sheet) -> Iterator[Fault]:
    """The review page shows closing questions together, after everything else."""
    seen_closing = False
    for question in sheet.questions:
        closing = question.place is Placement.REVIEW
        if closing and question.kind in _NOT_CLOSING:
            remedy = "put it on the path, or ask it in another way"
            problem = f"{question.kind} cannot stand on the review page"
            yield Fault("not_closing", place(question, "place"), problem, remedy)
        if seen_closing and not closing:
            remedy = 'move it before the first with place = "review"'
            problem = "it comes after a closing question"
            yield Fault("after_closing", place(question, "place"), problem, remedy)
        seen_closing = seen_closing or closing
    if sheet.questions and all(each.place is Placement.REVIEW for each in sheet.questions):
        remedy = "put at least one question on the path"
        yield Fault("no_path", "questions", "only closing questions are asked", remedy)
