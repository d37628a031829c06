"""A look at a page as people have it before them: on a phone and at a desk, by day and by night."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page

from tests.browser.walk import barriers

PHONE = {"width": 375, "height": 740}
DESK = {"width": 1280, "height": 900}
_LAID_OUT_WHEN_LOADED = "[data-folds], [data-open-where-wide], [data-fold-on-phone], .fold"
_HAS = "parts => document.querySelector(parts) !== null"
_SETTLED = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
_SIDEWAYS = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


def in_the_way(page: Page, shown: Callable[[str], object] = lambda name: None) -> list[str]:
    """Return what stands in anybody's way on a phone and at a desk, a line for each thing.

    It begins at the width that the window has and leaves it at the other, so a walk loads each
    page once: one on a phone, the next at a desk. What the staff pages' script lays out by the
    width that it finds when it starts is loaded at both.

    Args:
        page: the page that is open, as wide as a phone or as a desk.
        shown: told the name of each width once the page has it.
    """
    faults = _at_this_width(page, shown)
    resize(page, DESK if _width(page) == PHONE["width"] else PHONE)
    if page.evaluate(_HAS, _LAID_OUT_WHEN_LOADED):
        page.goto(page.url)
    return faults + _at_this_width(page, shown)


def resize(page: Page, size: dict[str, int]) -> None:
    """Make a window as large as this, and wait until the page has taken it up."""
    page.set_viewport_size(size)
    page.evaluate(_SETTLED)


def sideways(page: Page) -> list[str]:
    """Return the page's address where it can be scrolled sideways."""
    return [f"{page.url} scrolls sideways at {_width(page)}"] if page.evaluate(_SIDEWAYS) else []


def _at_this_width(page: Page, shown: Callable[[str], object]) -> list[str]:
    shown("phone" if _width(page) == PHONE["width"] else "desk")
    return barriers(page) + sideways(page)


def _width(page: Page) -> int:
    size = page.viewport_size
    assert size is not None
    return size["width"]
