"""Polish words: they fit women and men alike, and no number to ring is lost."""

from __future__ import annotations

import re

import pytest

from surveys import catalogues, library, translations
from surveys.overlays import worded

SHELVES = [("surveys.wording", ""), ("web", "words"), ("bot", "words"), ("surveys.paper", "")]
ASKED = {entry.partition("@")[0] for entry in library.released()}
SEXED = re.compile(r"\b\w+(?:łeś|łaś|łbyś|łabyś|łem|łam|łbym|łabym)\b|\w/[ay]\b|\([ay]\)")
"""Past and conditional of "I" and "you", and the ways of writing both endings."""
PLENTY = {"zespołem", "udziałem", "działem"}
"""Nouns that end like such a verb."""


def pairs() -> list[tuple[str, str, str]]:
    """Return key, English and Polish of all that is said to respondents."""
    found = []
    for package, folder in SHELVES:
        english, polish = (catalogues.catalogue(package, folder, each) for each in ("en", "pl"))
        found += [(key, text, polish[key]) for key, text in english.items()]
    for name in sorted(ASKED):
        table = library.table(name)
        there = translations.of(name, table["version"])
        for each in (one for one in there if one.language == "pl"):
            found += [
                (f"{name}.{key}", text, each.words[key]) for key, text in worded(table).items()
            ]
    return found


PAIRS = [pair for pair in pairs() if not pair[0].startswith("typed.")]


def test_nothing_in_polish_takes_the_reader_for_a_man_or_a_woman() -> None:
    sexed = {key: SEXED.findall(polish) for key, _, polish in PAIRS}
    assert not {key: there for key, there in sexed.items() if set(there) - PLENTY}


def test_every_number_to_ring_is_the_same_in_polish() -> None:
    def numbers(text: str) -> set[str]:
        return set(re.findall(r"\d{3,}", text))

    assert [key for key, english, polish in PAIRS if numbers(english) != numbers(polish)] == []


def test_no_number_stands_before_a_noun_that_would_need_three_forms() -> None:
    counted = re.compile(r"%?\{(?:limit|count|minutes)\} (?!min\.)\w")
    assert [key for key, _, polish in PAIRS if counted.search(polish)] == []


@pytest.mark.parametrize("word", ["adwokat", "Pan/Pani", "Państwo"])
def test_the_glossary_is_kept(word: str) -> None:
    assert [key for key, _, polish in PAIRS if word.lower() in polish.lower()] == []


def test_an_introduction_in_polish_is_as_short_as_in_english() -> None:
    first = [(key, text) for key, _, text in PAIRS if key.endswith(".introduction")]
    assert [key for key, text in first if len(text.split()) > 60] == []
