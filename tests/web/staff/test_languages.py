"""The page of languages: how far each is, and what it lacks."""

from __future__ import annotations

import pytest

from services.upkeep import translating
from services.upkeep.translating import Piece, Stand, progress
from surveys import library
from surveys.faults import Fault, QuestionnaireFaults
from tests.builders.staff_browser import StaffBrowser

MISSING = Fault("missing_translation", "questions.listened.text", "it lacks the words", "add them")
TOO_LONG = Fault("too_long_for_a_button", "lists.yes_no.yes", "it is too long", "shorten it")
NAME = "child_after_review"


@pytest.fixture
def unfinished(monkeypatch: pytest.MonkeyPatch) -> None:
    """One translation into Polish that lacks a text and has one that is too long."""
    report = QuestionnaireFaults(f"{NAME}.v2.pl.toml", [MISSING, TOO_LONG])
    reports = library.translation_reports
    monkeypatch.setattr(
        translating.library,
        "translation_reports",
        lambda name: (report,) if name == NAME else reports(name),
    )


def test_the_page_says_how_far_each_language_is(officer: StaffBrowser, unfinished: None) -> None:
    page = officer.get("/staff/languages")

    assert '<span lang="pl" dir="ltr">(Polski)</span>' in page.html
    assert '<span lang="ur" dir="rtl">(اردو)</span>' in page.html
    assert "1 of 59 texts missing" in page.html
    assert "<bdi>questions.listened.text</bdi>: it lacks the words; add them" in page.html
    assert "Not begun:" in page.html
    assert "Imported feedback" not in page.html


def test_administrators_see_it_too(admin: StaffBrowser) -> None:
    assert "What is said around the questions in Polish" in admin.get("/staff/languages").html


def test_each_piece_tells_what_it_lacks(unfinished: None) -> None:
    (polish, urdu) = progress()
    pieces = {piece.name: piece for piece in polish.questionnaires}

    assert (polish.tongue.code, urdu.tongue.code) == ("pl", "ur")
    assert pieces[NAME] == Piece(NAME, Stand.UNFINISHED, 59, (MISSING, TOO_LONG))
    assert pieces[NAME].lacking == 1
    assert pieces["parent_after_conference"].stand is Stand.DRAFT
    assert pieces["chair_quality_form"].lacking == pieces["chair_quality_form"].texts > 20
    assert [piece.stand for piece in polish.catalogues].count(Stand.NOT_BEGUN) == 0
