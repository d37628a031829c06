"""What the tests of the running bot share."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from bot.loopback import FakeBotApi
from services.build import present
from services.hall import Hall


@pytest.fixture
def live_hall(sqlite_hall: Hall) -> Hall:
    """A hall whose clock goes on, for what waits and tries again."""
    return replace(sqlite_hall, clock=present)


@pytest.fixture
def api() -> Iterator[FakeBotApi]:
    """A pretended Telegram."""
    with FakeBotApi() as api:
        yield api
