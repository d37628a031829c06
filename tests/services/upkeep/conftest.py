"""A mail server for the letters that the jobs send."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from services.hall import Hall
from tests.builders.clock import Clock
from tests.builders.letters import Post
from tests.builders.mailbox import Mailbox, mailbox
from tests.builders.worries import told


@pytest.fixture(scope="module")
def server() -> Iterator[Mailbox]:
    """One server for a module, since starting one takes as long as ten letters."""
    with mailbox() as found:
        yield found


@pytest.fixture
def emptied(server: Mailbox) -> Mailbox:
    """That server, as if it had just been started."""
    server.letters.clear()
    server.replies.clear()
    server.refused.clear()
    return server


@pytest.fixture
def post(hall: Hall, clock: Clock, emptied: Mailbox) -> Post:
    """The jobs that write, once on each engine."""
    return Post(told(hall), clock, emptied)


@pytest.fixture
def local(sqlite_hall: Hall, clock: Clock, emptied: Mailbox) -> Post:
    """The jobs that write, for what has nothing to do with the engine."""
    return Post(told(sqlite_hall), clock, emptied)
