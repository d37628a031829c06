"""Checks a questionnaire before it is used: everything that is wrong with it, at once."""

from __future__ import annotations

from collections.abc import Iterator

from surveys import library
from surveys.check import read_sheet
from surveys.faults import Fault, QuestionnaireFaults
from surveys.fitness_rules import FITNESS
from surveys.meaning_rules import forms, kept_since, shared_with
from surveys.questionnaire import Questionnaire
from surveys.rules import RULES
from surveys.shared import meanings
from surveys.sheet import Sheet
from surveys.structure import read_toml

NOT_ASKED = "imported_feedback"
"""Holds comments that were given elsewhere; nobody reads it, so it need not be plain."""


def review(text: str, source: str) -> Questionnaire:
    """Read a questionnaire and hold it against every rule, those for sending it too.

    Args:
        text: the file's text.
        source: its name, for messages.

    Raises:
        QuestionnaireFaults: every fault that was found, each with place and remedy.
    """
    sheet, faults = read_sheet(read_toml(text, source))
    faults += [fault for rule in RULES for fault in rule(sheet)]
    faults += [fault for rule in FITNESS for fault in rule(sheet) if not _unasked(sheet)]
    faults += _meanings(sheet, text)
    if faults or sheet.header is None:
        raise QuestionnaireFaults(source, faults)
    return Questionnaire(**dict(sheet.header), questions=sheet.questions)


def _unasked(sheet: Sheet) -> bool:
    return sheet.header is not None and sheet.header.id == NOT_ASKED


def _meanings(sheet: Sheet, text: str) -> Iterator[Fault]:
    if sheet.header is None:
        return
    name, version = sheet.header.id, sheet.header.version
    kept = library.released().get(f"{name}@{version}")
    if kept is not None and kept != library.fingerprint(text):
        problem = f"{name}@{version} was released with other words"
        yield Fault("released", "version", problem, "give this one the next version number")
    before = library.before(name, version)
    if before is not None:
        yield from kept_since(sheet.questions, before)
    others = forms(each for each in library.all_released() if each.id != name)
    yield from shared_with(sheet.questions, others, meanings())
