"""Fixtures of the staff door's tests."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest

from storage.kinds import StaffRole
from tests.builders.staff_browser import StaffBrowser, staff_browser
from tests.builders.website import Website, client_of


@pytest.fixture
def admin(site: Website) -> StaffBrowser:
    """An administrator who has just signed in."""
    return staff_browser(site, StaffRole.ADMIN, name="Amina Okafor")


@pytest.fixture
def officer(site: Website) -> StaffBrowser:
    """An officer who has just signed in."""
    return staff_browser(site, StaffRole.OFFICER, name="Jo Reader")


@pytest.fixture
def stranger(site: Website) -> Iterator[httpx.Client]:
    """A browser that nobody has signed in with, and that follows no redirect."""
    with client_of(site) as client:
        yield client
