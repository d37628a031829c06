"""Rules about words: every language says everything, and typed words mean one choice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations

from surveys.faults import Fault
from surveys.questionnaire import Question
from surveys.reading import names
from surveys.sheet import Sheet, place

Written = tuple[str, Mapping[str, str]]
"""Where words stand, and the words by language."""


def every_language_is_complete(sheet: Sheet) -> Iterator[Fault]:
    """Whatever is written in one language is written in all, and in no unknown one."""
    for where, words in _all_words(sheet) if sheet.languages else ():
        for language in sheet.languages:
            if words and language not in words:
                problem = f"the words in {language!r} are missing"
                yield Fault("missing_translation", f"{where}.{language}", problem, "add them")
        for language in sorted(words.keys() - set(sheet.languages)):
            remedy = f"add it under languages, or take the words out; there are: {_listed(sheet)}"
            problem = f"{language!r} is not one of the languages"
            yield Fault("unknown_language", f"{where}.{language}", problem, remedy)


def _listed(sheet: Sheet) -> str:
    return ", ".join(sheet.languages)


def _all_words(sheet: Sheet) -> Iterator[Written]:
    if sheet.header is not None:
        yield "title", sheet.header.title
        yield "purpose", sheet.header.purpose
        yield "introduction", sheet.header.introduction
    for question in sheet.questions:
        yield from words_of(question)


def words_of(question: Question) -> Iterator[Written]:
    """Yield all words of a question with the place where they stand."""
    for field in ("text", "hint", "more", "low", "high"):
        yield place(question, field), getattr(question, field)
    for choice in question.choices:
        yield place(question, f"choices.{choice.code}.label"), choice.label
    for house, asked in question.houses.items():
        yield place(question, f"houses.{house}.text"), asked.text
        yield place(question, f"houses.{house}.hint"), asked.hint


def labels_mean_one_choice(sheet: Sheet) -> Iterator[Fault]:
    """People type labels in a chat, so a label may mean no other choice by label or code."""
    for question in sheet.questions:
        for first, second in combinations(question.choices, 2):
            for name in sorted(names(first) & names(second) if first.code != second.code else ()):
                where = place(question, f"choices.{second.code}.label")
                problem = f"{name!r} also means the choice {first.code!r}"
                yield Fault("ambiguous_label", where, problem, "word it in another way")


def houses_are_all_there(sheet: Sheet) -> Iterator[Fault]:
    """Worries, good things and wishes belong together."""
    for question in (each for each in sheet.questions if each.houses):
        for house in ("worries", "good", "wishes"):
            if house not in question.houses:
                where = place(question, f"houses.{house}")
                yield Fault("missing", where, "one of the three houses is missing", "add it")
