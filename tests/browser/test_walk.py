"""The walker's eye for barriers: what it passes over and what it never does."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.walk import barriers

SOUND = """<html lang="en"><head><title>Asked</title></head><body><main><h1>Asked</h1>
<form><p><label for="a">Your name</label><input id="a"></p></form>
<p id="said">Said by somebody.</p></main></body></html>"""
PLANTED = {
    "a box without a label": ('for="a"', 'for="b"', "label"),
    "a picture without words": ("Said by", '<img src="data:,"> Said by', "image-alt"),
    "pale words": ('id="said"', 'id="said" style="color: #ddd"', "color-contrast"),
    "a button that says nothing": ("</form>", "<button></button></form>", "button-name"),
    "a skipped heading": ("<p id", "<h3>More</h3><p id", "heading-order"),
}


@pytest.fixture
def page(browser: Browser) -> Page:
    """An empty page of its own."""
    return browser.new_page()


@pytest.mark.parametrize("planted", PLANTED)
def test_what_bars_somebody_is_found_though_a_page_alike_was_sound(
    page: Page, planted: str
) -> None:
    before, after, rule = PLANTED[planted]
    page.set_content(SOUND)
    assert barriers(page) == []
    page.set_content(SOUND.replace(before, after, 1))
    for _ in range(2):
        assert any(f": {rule}: " in found for found in barriers(page))
