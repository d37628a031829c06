"""A mail server for the letters that the jobs send."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from services.hall import Actor, Hall
from storage.actors import WHOLE_AUTHORITY
from storage.kinds import StaffRole
from tests.builders.clock import Clock
from tests.builders.colleagues import colleague
from tests.builders.invited import Invited, invited
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


@pytest.fixture
def officer(sqlite_hall: Hall) -> Actor:
    """Somebody who may see every meeting."""
    return colleague(sqlite_hall, StaffRole.OFFICER, (WHOLE_AUTHORITY,), "Jo Reader").actor


@pytest.fixture
def person(sqlite_hall: Hall) -> Invited:
    """A parent who was asked about a conference, with a code on their paper."""
    return invited(sqlite_hall)
