"""Rules for what is sent to people: plain, short and soon at its first question.

They hold for files that are checked before they are used, and not for reading what was asked
already: a draft must open whatever the rules of today are.
"""

from __future__ import annotations

from collections.abc import Iterator

from surveys.faults import Fault
from surveys.kinds import Kind, RespondentRole
from surveys.path import walk
from surveys.plainness import MEASURED, grade, grade_needed, hardest, texts
from surveys.questionnaire import Placement, Question
from surveys.reachability import Tangled, ways
from surveys.sheet import Rule, Sheet

WORDS_BEFORE = 60
"""A reader of eight gives up sooner than that; whatever else there is to say folds out."""


def plain_enough(sheet: Sheet) -> Iterator[Fault]:
    """Everything together is no harder to read than its least practised readers need."""
    if sheet.header is None or not (written := texts(sheet)):
        return
    limit, found = grade_needed(sheet.header.audience), grade(text for _, text in written)
    if found > limit:
        where = ", ".join(hardest(written, 3))
        problem = f"its reading grade is {found:g}, and its readers need {limit} or less"
        remedy = f"use shorter words and sentences; the hardest are {where}"
        yield Fault("too_hard", f"words.{MEASURED}", problem, remedy)


def not_too_long(sheet: Sheet) -> Iterator[Fault]:
    """Nobody is asked more than a child or an adult can bear, nor for longer."""
    if sheet.header is None:
        return
    child = RespondentRole.CHILD in sheet.header.audience
    minutes, questions = (4, 10) if child else (6, 15)
    who = "where children answer" if child else "for people of this age"
    if sheet.header.minutes > minutes:
        problem = f"it takes {sheet.header.minutes} minutes, and {minutes} are the most {who}"
        yield Fault("too_long", "minutes", problem, "ask less")
    asked = _most_asked(sheet)
    if asked > questions:
        problem = f"somebody is asked {asked} questions, and {questions} are the most {who}"
        remedy = "take some out, or ask them on a condition"
        yield Fault("too_many_questions", "questions", problem, remedy)


def _most_asked(sheet: Sheet) -> int:
    try:
        return most_asked(sheet.questions) if not sheet.broken else 0
    except Tangled:
        return 0  # told by a rule about conditions


def most_asked(questions: tuple[Question, ...]) -> int:
    """Return the most that anybody is asked one by one; each of the three houses counts.

    Statements and the review page do not count.
    """
    return max(
        sum(
            asked.kind is not Kind.STATEMENT and asked.question.place is Placement.PATH
            for asked in walk(questions, answers)
        )
        for answers in ways(questions)
    )


def first_question_comes_soon(sheet: Sheet) -> Iterator[Fault]:
    """Few words stand before the first question."""
    if sheet.header is None:
        return
    read = len(sheet.header.introduction.get(MEASURED, "").split())
    for question in sheet.questions:
        if question.kind is not Kind.STATEMENT:
            break
        read += len(question.text.get(MEASURED, "").split())
    if read > WORDS_BEFORE:
        problem = f"{read} words come before the first question, and {WORDS_BEFORE} are the most"
        yield Fault("slow_start", f"introduction.{MEASURED}", problem, "fold out what can wait")


FITNESS: tuple[Rule, ...] = (plain_enough, not_too_long, first_question_comes_soon)
