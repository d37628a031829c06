"""Takes the README's pictures from a demonstration that runs on this machine: ``make pictures``.

Start ``make demo`` in another terminal first. The pictures are of its tour, so that they show what
anybody can see there.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from playwright.sync_api import Browser, Page, sync_playwright

FOLDER = Path(__file__).parent / "pictures"
LARGEST = 150_000
"""Bytes of one picture: the README is to open at once."""

_PHONE, _DESK = (390, 660), (1024, 620)
_CHROMIUM = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")


def _begin(page: Page) -> None:
    """Begin the tour; every window that it would open beside becomes this one."""
    page.goto("/tour")
    page.get_by_role("button", name="Start the tour").click()


def _press(page: Page, scene: int, name: str) -> None:
    page.goto(f"/tour/{scene}")
    here = "for (const each of document.querySelectorAll('[target]')) each.target = ''"
    page.evaluate(here)
    page.get_by_role("button", name=name).first.click()
    page.wait_for_load_state("networkidle")


def _tour(page: Page) -> None:
    page.goto("/tour/1")


def _form(page: Page) -> None:
    _press(page, 1, "Open the child’s link")
    page.get_by_role("button", name="Start", exact=True).click()
    page.get_by_label("Yes").check()
    page.get_by_role("button", name="Next").click()


def _chat(page: Page) -> None:
    _form(page)
    page.get_by_role("button", name="Switch to chat").click()
    page.wait_for_load_state("networkidle")


def _home(page: Page) -> None:
    page.goto("/tour")
    page.evaluate("for (const each of document.forms) each.target = ''")
    page.get_by_role("button", name="Officer").click()


def _concerns(page: Page) -> None:
    _press(page, 1, "Open the safeguarding lead’s screen")


def _many_views(page: Page) -> None:
    _press(page, 2, "Open the conference from all sides")
    page.get_by_role("heading", name="From 0 to 10").evaluate("each => each.scrollIntoView()")


def _report(page: Page) -> None:
    _press(page, 3, "Open the quarter’s report")
    page.locator("#said").evaluate("section => section.scrollIntoView()")


def _evidence(page: Page) -> None:
    _report(page)
    page.locator(".strand a").first.click()
    page.get_by_role("heading", level=1).evaluate("each => each.scrollIntoView()")


_PICTURES: Mapping[str, tuple[tuple[int, int], Callable[[Page], None]]] = MappingProxyType(
    {
        "tour": (_DESK, _tour),
        "form": (_PHONE, _form),
        "chat": (_PHONE, _chat),
        "home": (_DESK, _home),
        "concerns": (_DESK, _concerns),
        "many-views": (_DESK, _many_views),
        "report": (_DESK, _report),
        "behind-a-number": (_DESK, _evidence),
    }
)


def _take(browser: Browser, base_url: str, name: str) -> Path:
    (width, height), show = _PICTURES[name]
    window = browser.new_context(base_url=base_url, viewport={"width": width, "height": height})
    page = window.new_page()
    _begin(page)
    show(page)
    page.wait_for_load_state()
    file = FOLDER / f"{name}.png"
    page.screenshot(path=file, animations="disabled")
    window.close()
    return file


def _base_url() -> str:
    file = Path(os.environ.get("SAYSO_VAR", "var")) / "demo.json"
    if not file.is_file():
        sys.exit(f"{file} is not there; run 'make demo' in another terminal, and then this.")
    return str(json.loads(file.read_text("utf-8"))["base_url"])


def main() -> None:
    """Take every picture, and refuse one that is too large."""
    base_url, browser_path = _base_url(), next(filter(None, map(shutil.which, _CHROMIUM)), None)
    FOLDER.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=browser_path, args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        files = [_take(browser, base_url, name) for name in _PICTURES]
        browser.close()
    large = [file.name for file in files if file.stat().st_size > LARGEST]
    if large:
        sys.exit(f"More than {LARGEST} bytes: {', '.join(large)}; show less on them.")


if __name__ == "__main__":
    main()
