"""Where a questionnaire's file holds words, by key, and how another language is put beside them.

A released file never changes, so a translation stands in a file of its own and names each text
by the path at which the released file has it: ``title``, ``lists.yes_no.yes``,
``questions.was_there.choices.part``.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from typing import Any

from surveys.structure import Table
from surveys.tongues import ENGLISH

_NAMES = ("id", "code")
"""What tells the entries of a list apart: questions by their id, choices by their code."""
_NO_WORDS = "languages"


def worded(table: Table) -> dict[str, str]:
    """Return every text of a questionnaire's table by its key, in English, in the file's order."""
    return {key: words[ENGLISH] for key, words in _texts(table, "")}


def merged(table: Table, words: Mapping[str, str], language: str, status: str) -> Table:
    """Return a copy of a questionnaire's table that is written in one more language.

    Args:
        table: the questionnaire as TOML has it.
        words: a text for each key of ``worded``.
        language: ISO 639 code.
        status: draft or reviewed.
    """
    both = copy.deepcopy(table)
    for key, texts in _texts(both, ""):
        texts[language] = words[key]
    both["languages"][language] = status
    return both


def _texts(table: Table, path: str) -> Iterator[tuple[str, dict[str, Any]]]:
    for name, value in table.items():
        if path or name != _NO_WORDS:
            yield from _under(value, f"{path}.{name}".lstrip("."))


def _under(value: object, path: str) -> Iterator[tuple[str, dict[str, Any]]]:
    if isinstance(value, dict):
        if isinstance(value.get(ENGLISH), str):
            # A choice has nothing but its label to word, so its code alone is the key.
            yield path.removesuffix(".label"), value
        else:
            yield from _texts(value, path)
    elif isinstance(value, list):
        for entry in value:
            if isinstance(entry, dict):
                name = next((str(entry[key]) for key in _NAMES if key in entry), "")
                yield from _texts(entry, f"{path}.{name}")
