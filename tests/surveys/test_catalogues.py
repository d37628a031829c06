"""Catalogues of phrases: found by id, filled in their language, and compared with English."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from surveys import catalogues
from surveys.catalogues import Found, Shelf, catalogue, filled, found, languages, report, reviewed

PACKAGE = "phrases_for_a_test"
HERE = Shelf(PACKAGE, "words")
ENGLISH = {
    "hello": "Hello {name}.",
    "hello.child": "Hi {name}!",
    "bye": "Goodbye.",
    "button.go": "Go",
}


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A package with a folder of catalogues, English in it."""
    folder = tmp_path / PACKAGE / "words"
    folder.mkdir(parents=True)
    (tmp_path / PACKAGE / "__init__.py").write_text('"""For a test."""')
    monkeypatch.syspath_prepend(tmp_path)
    put(folder, "en", ENGLISH)
    yield folder
    sys.modules.pop(PACKAGE, None)
    for each in (catalogues._written, catalogues._status):
        each.cache_clear()


def put(folder: Path, language: str, phrases: Mapping[str, str]) -> None:
    """Write a catalogue."""
    lines = (f'"{key}" = "{text}"' for key, text in phrases.items())
    (folder / f"{language}.toml").write_text("\n".join(lines), "utf-8")


def faults(language: str) -> set[tuple[str, str]]:
    """Return code and place of each fault of a catalogue."""
    found = report(*HERE, language)
    return set() if found is None else {(one.code, one.place) for one in found.faults}


@pytest.mark.parametrize(
    ("there", "keys", "text", "language"),
    [
        ({"hello": "Cześć {name}."}, ("hello",), "Cześć {name}.", "pl"),
        ({"hello": "Cześć {name}."}, ("hello.child", "hello"), "Cześć {name}.", "pl"),
        ({"bye": "Pa."}, ("hello.child", "hello"), "Hi {name}!", "en"),
    ],
)
def test_a_phrase_is_in_its_language_before_it_is_for_its_reader(
    shelf: Path, there: dict[str, str], keys: tuple[str, ...], text: str, language: str
) -> None:
    put(shelf, "pl", there)

    assert found((HERE,), "pl", keys) == Found(text, language)


def test_the_first_shelf_counts_before_the_next_and_both_before_english(shelf: Path) -> None:
    put(shelf, "pl", {"bye": "Pa."})
    shared = Shelf("surveys.wording", "")

    assert found((HERE, shared), "pl", ("bye",)) == Found("Pa.", "pl")
    assert found((HERE, shared), "en", ("button.next",)) == Found("Next", "en")
    assert found((HERE,), "pl", ("nowhere",)) is None


@pytest.mark.parametrize(
    ("language", "value", "shown"),
    [
        ("en", 5000.0, "5000"),
        ("en", 2.5, "2.5"),
        ("pl", 2.5, "2,5"),
        ("ur", 5000, "5000"),
        ("xqz", 2.5, "2.5"),
        ("pl", "Jo", "Jo"),
    ],
)
def test_numbers_are_written_as_the_language_writes_them(
    language: str, value: str | float, shown: str
) -> None:
    assert filled("{it}!", language, {"it": value}) == f"{shown}!"


def test_a_phrase_without_values_keeps_its_braces() -> None:
    assert filled("%{count} left", "en", {}) == "%{count} left"


def test_every_fault_of_a_catalogue_is_told(shelf: Path) -> None:
    put(shelf, "pl", {"hello": "Cześć.", "bye": " ", "tak": "Tak", "button.go": "X" * 35})

    assert faults("pl") == {
        ("placeholder", "hello"),
        ("missing_translation", "hello.child"),
        ("empty", "bye"),
        ("unknown_key", "tak"),
        ("too_long_for_a_button", "button.go"),
    }


def test_a_whole_catalogue_has_no_faults_and_is_a_draft_until_it_says_otherwise(
    shelf: Path,
) -> None:
    whole = {
        "hello": "Cześć {name}.",
        "hello.child": "Hej {name}!",
        "bye": "Pa.",
        "button.go": "Ok",
    }
    put(shelf, "pl", whole)
    put(shelf, "ur", {**whole, "status": "reviewed"})

    assert faults("pl") == faults("ur") == set()
    assert (reviewed(*HERE, "pl"), reviewed(*HERE, "ur")) == (False, True)
    assert reviewed(*HERE, "en")
    assert "status" not in catalogue(*HERE, "ur")


def test_a_catalogue_that_is_no_toml_is_told_so_and_leaves_pages_in_english(shelf: Path) -> None:
    (shelf / "pl.toml").write_text('"hello" = Cześć')

    assert ("not_toml", "file") in faults("pl")
    assert found((HERE,), "pl", ("bye",)) == Found("Goodbye.", "en")


def test_a_catalogue_named_for_no_language_is_told_so(shelf: Path) -> None:
    put(shelf, "xqz", ENGLISH)

    assert faults("xqz") == {("unknown_language", "file")}
    assert languages(*HERE) == ("en", "xqz")
