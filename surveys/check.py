"""Checks a whole questionnaire file and reports every fault at once."""

from __future__ import annotations

from collections.abc import Sequence

from surveys.faults import Fault, QuestionnaireFaults
from surveys.questionnaire import Header, Question, Questionnaire
from surveys.rules import RULES
from surveys.sheet import Sheet
from surveys.structure import Table, question_place, read_toml, split, validate


def check(text: str, source: str) -> Questionnaire:
    """Read a questionnaire from TOML.

    Questions are read one by one, so that a fault in one does not hide those of the others.

    Args:
        text: the file's text.
        source: its name, for messages.

    Raises:
        QuestionnaireFaults: every fault that was found, each with place and remedy.
    """
    return check_table(read_toml(text, source), source)


def check_table(whole: Table, source: str) -> Questionnaire:
    """Read a questionnaire from what TOML has; raises QuestionnaireFaults like ``check``."""
    sheet, faults = read_sheet(whole)
    faults += [fault for rule in RULES for fault in rule(sheet)]
    if faults or sheet.header is None:
        raise QuestionnaireFaults(source, faults)
    return Questionnaire(**dict(sheet.header), questions=sheet.questions)


def read_sheet(whole: Table) -> tuple[Sheet, list[Fault]]:
    """Return what could be read of a questionnaire, and what is wrong with its shape."""
    table, written, faults = split(whole)
    header, more = validate(Header, table, "")
    faults += more
    questions, broken = _questions(written, faults)
    languages = tuple(header.languages) if header else ()
    return Sheet(questions, languages, frozenset(broken), header), faults


def _questions(
    written: Sequence[Table], faults: list[Fault]
) -> tuple[tuple[Question, ...], list[str]]:
    """Return the questions that could be read, and the ids of those that could not."""
    whole: list[Question] = []
    broken: list[str] = []
    for number, table in enumerate(written):
        question, found = validate(Question, table, question_place(number, table))
        faults += found
        if question is None:
            broken.append(str(table.get("id", "")))
        else:
            whole.append(question)
    return tuple(whole), broken
