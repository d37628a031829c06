"""Fixtures of the web door's tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from services.hall import Hall
from tests.builders.invited import Invited, invited
from tests.builders.pages import Respondent
from tests.builders.website import Website, serving


@pytest.fixture
def site(sqlite_hall: Hall) -> Iterator[Website]:
    """A running website over an empty SQLite database."""
    with serving(sqlite_hall) as website:
        yield website


@pytest.fixture
def person(site: Website) -> Invited:
    """A parent who was asked about a conference."""
    return invited(site.hall)


@pytest.fixture
def parent(site: Website, person: Invited) -> Respondent:
    """That parent, at the first question."""
    respondent = Respondent(site)
    respondent.start(person.token)
    return respondent


@pytest.fixture
def chat(site: Website, person: Invited) -> Respondent:
    """A parent at the first question of the chat."""
    respondent = Respondent(site)
    respondent.start(person.token, "chat")
    return respondent
