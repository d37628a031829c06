"""What may be wrong with a translation: every fault at once, each with its place and remedy."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from surveys.check import check_table
from surveys.faults import Fault, QuestionnaireFaults
from surveys.kinds import Kind
from surveys.overlays import merged, worded
from surveys.structure import Table
from surveys.tongues import known
from surveys.translation import Translation

LONGEST_LABEL = 34
"""Characters that a phone shows on a button of Telegram's before it cuts the label."""

_PLACEHOLDER = re.compile(r"%?\{(\w*)\}")
_BESIDE_EACH_OTHER = frozenset({Kind.YES_NO, Kind.FACES})
"""Kinds whose choices are always buttons; others list what is too long in the message."""


def faults(translation: Translation, table: Table) -> list[Fault]:
    """Return everything that is wrong with a translation.

    Args:
        translation: what was read.
        table: the released questionnaire that it translates, as TOML has it.
    """
    english = worded(table)
    found = [*_of_language(translation.language, table)]
    found += against(english, translation.words)
    if not found:
        found += _long_labels(translation, table)
        found += _together(translation, table)
    return found


def against(english: Mapping[str, str], words: Mapping[str, str]) -> list[Fault]:
    """Return what two sets of words that should match by key do not have in common."""
    missing = [
        Fault("missing_translation", key, f"it lacks the words for {_short(text)}", "add them")
        for key, text in english.items()
        if key not in words
    ]
    unknown = [
        Fault("unknown_key", key, "nothing in English has this key", "correct it or take it out")
        for key in words
        if key not in english
    ]
    empty = [
        Fault("empty", key, "there are no words yet", f"translate {_short(english[key])}")
        for key, text in words.items()
        if key in english and not text.strip()
    ]
    return [*missing, *unknown, *empty, *_placeholders(english, words)]


def _placeholders(english: Mapping[str, str], words: Mapping[str, str]) -> Iterator[Fault]:
    for key in english.keys() & words.keys():
        wanted, there = _names(english[key]), _names(words[key])
        if words[key].strip() and wanted != there:
            problem = f"it has {_listed(there)}, and English has {_listed(wanted)}"
            yield Fault("placeholder", key, problem, "use the same ones, left as they are")


def _names(text: str) -> frozenset[str]:
    return frozenset(match[0] for match in _PLACEHOLDER.finditer(text))


def _listed(names: frozenset[str]) -> str:
    return ", ".join(sorted(names)) or "no {placeholder}"


def _short(text: str) -> str:
    line = " ".join(text.split())
    return f"“{line}”" if len(line) <= 60 else f"“{line[:57]}...”"


def _of_language(language: str, table: Table) -> Iterator[Fault]:
    if not known(language):
        remedy = "use its ISO 639 code, such as pl or ur"
        yield Fault("unknown_language", "language", f"{language!r} is no language", remedy)
    if language in table["languages"]:
        problem = f"the questionnaire itself is written in {language!r}"
        yield Fault("not_needed", "language", problem, "take the file away")


def _long_labels(translation: Translation, table: Table) -> Iterator[Fault]:
    for question in table["questions"]:
        choices = question.get("choices")
        if question["kind"] not in _BESIDE_EACH_OTHER or not choices:
            continue
        named = isinstance(choices, str)
        above = f"lists.{choices}" if named else f"questions.{question['id']}.choices"
        for choice in table["lists"][choices] if named else choices:
            key = f"{above}.{choice['code']}"
            if (length := len(translation.words[key])) > LONGEST_LABEL:
                problem = f"{length} characters do not fit on a button of Telegram's"
                yield Fault("too_long_for_a_button", key, problem, f"use {LONGEST_LABEL} or fewer")


def _together(translation: Translation, table: Table) -> tuple[Fault, ...]:
    """Both languages at once obey the rules of a questionnaire: a label means one choice only."""
    both = merged(table, translation.words, translation.language, translation.status)
    try:
        check_table(both, translation.source)
    except QuestionnaireFaults as caught:
        return caught.faults
    return ()
