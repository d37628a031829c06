"""The shelf of translations: whole ones are offered, others never, and each says what it lacks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from surveys import library, translations
from surveys.check import check_table
from surveys.overlays import worded
from surveys.questionnaire import LanguageStatus
from surveys.translation import Translation

NAME, VERSION = "chair_quality_form", 1
ENGLISH = library.table(NAME, VERSION)


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty shelf."""
    monkeypatch.setattr(translations, "_shelf", lambda: tmp_path)
    translations._read.cache_clear()
    yield tmp_path
    translations._read.cache_clear()


def put(shelf: Path, language: str = "pl", status: str = "draft", **changed: str | None) -> None:
    """Write a translation that is whole, but for what is changed; None takes a text out."""
    words = {key: f"X {text}"[:34] for key, text in worded(ENGLISH).items()} | changed
    lines = [f'"{key}" = {text!r}' for key, text in words.items() if text is not None]
    head = f'questionnaire = "{NAME}"\nversion = {VERSION}\nlanguage = "{language}"\n'
    body = head + f'status = "{status}"\n[words]\n' + "\n".join(lines)
    (shelf / f"{NAME}.v{VERSION}.{language}.toml").write_text(body, "utf-8")


def offered() -> dict[str, LanguageStatus]:
    """Return the languages that the questionnaire comes in."""
    return dict(check_table(translations.overlaid(NAME, VERSION, ENGLISH), NAME).languages)


def told() -> dict[str, set[str]]:
    """Return the codes of what is wrong, by file."""
    reports = translations.reports(NAME, VERSION, ENGLISH)
    return {each.source: {fault.code for fault in each.faults} for each in reports}


@pytest.mark.parametrize("status", LanguageStatus)
def test_a_whole_translation_is_offered_with_its_own_status(
    shelf: Path, status: LanguageStatus
) -> None:
    put(shelf, status=status)

    assert offered() == {"en": LanguageStatus.REVIEWED, "pl": status}
    assert told() == {}


def test_a_translation_that_lacks_one_text_is_not_offered_and_others_are(shelf: Path) -> None:
    put(shelf, title=None)
    put(shelf, "ur")

    assert set(offered()) == {"en", "ur"}
    assert told() == {f"{NAME}.v1.pl.toml": {"missing_translation"}}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (b"questionnaire =", "not_toml"),
        (b"\xff\xfe", "not_text"),
        (b'questionnaire = "chair_quality_form"', "missing"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_so_and_breaks_nothing(
    shelf: Path, text: bytes, code: str
) -> None:
    (shelf / f"{NAME}.v1.pl.toml").write_bytes(text)

    assert set(offered()) == {"en"}
    assert code in told()[f"{NAME}.v1.pl.toml"]
    assert translations.of(NAME, VERSION) == ()


def test_a_file_must_be_named_for_what_it_holds(shelf: Path) -> None:
    put(shelf)
    (shelf / f"{NAME}.v1.pl.toml").rename(shelf / f"{NAME}.v1.ur.toml")

    assert told() == {f"{NAME}.v1.ur.toml": {"wrong_version"}}
    assert set(offered()) == {"en"}


def test_without_a_shelf_everything_is_in_english(
    shelf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(translations, "_shelf", lambda: shelf / "nowhere")

    assert (translations.sources(), set(offered())) == ((), {"en"})


def test_what_was_kept_when_it_was_asked_is_translated_only_if_it_is_still_the_same() -> None:
    name = "child_after_review"
    text = library.source(name, 2)

    assert "pl" in library.understood(text, name, 2).languages
    assert set(library.understood(f"{text}\n", name, 2).languages) == {"en"}


def test_every_translation_that_is_shipped_is_whole_and_a_draft_until_somebody_checked_it() -> None:
    for entry in library.released():
        name, _, version = entry.partition("@")
        assert library.translation_reports(name, int(version)) == (), entry
        for each in translations.of(name, int(version)):
            assert isinstance(each, Translation)
            assert each.language in library.load(name, int(version)).languages
