"""A test in a browser waits for what it looks for, however slow the machine."""

from __future__ import annotations

from pathlib import Path

from tests.guards.waiting import impatient_looks

TESTS = Path(__file__).parent


def test_no_test_asks_a_page_that_may_not_have_loaded() -> None:
    faults = [
        f"{file.relative_to(TESTS)}:{line}: use expect(...), which waits"
        for file in sorted(TESTS.rglob("*.py"))
        for line in impatient_looks(file.read_text("utf-8"))
    ]
    assert not faults, "\n".join(faults)


def test_an_impatient_look_is_found() -> None:
    source = "from playwright.sync_api import Page\n\nassert not page.locator('p').is_visible()\n"
    assert list(impatient_looks(source)) == [3]


def test_a_patient_look_is_let_through() -> None:
    source = "from playwright.sync_api import expect\n\nexpect(page.locator('p')).to_be_visible()\n"
    assert list(impatient_looks(source)) == []
