"""The walker's eye for barriers: what it passes over and what it never does."""

from __future__ import annotations

import asyncio
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.walk import barriers
from tests.browser.widths import DESK, PHONE, in_the_way, resize

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


def address(planted: str) -> str:
    """Return an address whose page is the sound one with something planted in it."""
    return "data:text/html," + quote(SOUND.replace("</form>", f"</form>{planted}", 1))


PALE = "<style class='{0}'>@media (width {0} 800px) {{#said {{color: #ddd}}}}</style>"


@pytest.mark.parametrize(
    ("begins", "planted", "found"),
    [
        (DESK, '<p style="width: 600px">Wide</p>', "scrolls sideways at 375"),
        (DESK, PALE.format("<"), "color-contrast"),
        (PHONE, PALE.format(">"), "color-contrast"),
    ],
    ids=["too wide for a phone", "pale on a phone", "pale at a desk"],
)
def test_what_is_in_the_way_at_the_other_width_is_found(
    page: Page, begins: dict[str, int], planted: str, found: str
) -> None:
    resize(page, begins)
    page.goto(address(planted))
    (fault,) = in_the_way(page)
    assert found in fault


def test_what_a_script_lays_out_by_the_width_is_loaded_at_both(page: Page) -> None:
    folds = (
        "<details class='fold' open><summary>More</summary><p>Said.</p></details>"
        "<script>document.querySelector('details').open = innerWidth > 640</script>"
    )
    resize(page, PHONE)
    page.goto(address(folds))
    seen: dict[str, object] = {}

    def shown(width: str) -> None:
        seen[width] = page.evaluate("document.querySelector('details').open")

    in_the_way(page, shown)
    assert seen == {"phone": False, "desk": True}


@pytest.mark.usefixtures("chromium_running")
def test_while_no_test_has_the_browser_other_loops_can_run() -> None:
    assert asyncio.run(asyncio.sleep(0, "ran")) == "ran"


def test_the_browser_is_there_again_after_other_loops(page: Page) -> None:
    page.set_content(SOUND)
    expect(page.get_by_text("Said by somebody.")).to_be_visible()
