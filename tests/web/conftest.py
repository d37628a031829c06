"""Fixtures of the web door's tests."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.builders.website import Website, serving


@pytest.fixture
def site(sqlite_hall: Any) -> Iterator[Website]:
    """A running website over an empty SQLite database."""
    with serving(sqlite_hall) as website:
        yield website
