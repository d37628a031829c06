"""A respondent in a real browser: one script or none, one width, light or dark."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from services.hall import Hall
from tests.browser.walk import Walker, serve_axe
from tests.builders.website import Website, serving

Open = Callable[..., Walker]

SHOTS = os.environ.get("SAYSO_SHOTS")
"""A folder that gets a picture of every page walked, for people to look at; none by default."""


@pytest.fixture
def site(sqlite_hall: Hall) -> Iterator[Website]:
    """A running website over an empty SQLite database."""
    with serving(sqlite_hall) as website:
        serve_axe(website)
        yield website


@pytest.fixture
def walk(browser: Browser, site: Website) -> Iterator[Open]:
    """Open a new browser window for a respondent; arguments are those of the browser's context."""
    opened = []

    def open_window(name: str = "", **context: object) -> Walker:
        window = browser.new_context(**context)
        opened.append(window)
        shots = Path(SHOTS) if SHOTS else None
        return Walker(site, window.new_page(), name, shots)

    yield open_window
    for window in opened:
        with closing(window):
            pass
