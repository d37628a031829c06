"""The stop list and letters at the command line."""

from __future__ import annotations

import json

import pytest

from services.build import opened
from settings import Settings
from tests.builders.attendances import row, take_in
from tests.builders.letters import queue
from tests.builders.operator import Operator


@pytest.fixture
def asking(operator: Operator) -> Operator:
    """An operator with a parent to ask who prefers e-mail, and one who prefers post."""
    with opened(Settings.read(operator.settings)) as hall:
        take_in(
            hall,
            row(held_on="2026-11-01"),
            row(held_on="2026-11-01", recipient_ref="P-2", channel="post", contact="1 High Street"),
        )
    return operator


def test_somebody_is_put_on_the_list_listed_and_taken_off(asking: Operator) -> None:
    assert asking.is_told("stop-list", "list") == "Nobody is on the stop list.\n"
    asking.is_told("stop-list", "add", "person", "P-1", "--reason", "death")
    asking.is_told("stop-list", "add", "case", "C-1001", "--reason", "adoption")
    case, person = json.loads(asking.is_told("stop-list", "list", "--json"))
    assert (case["subject"], case["reference"], case["reason"]) == ("case", "C-1001", "adoption")
    assert (person["reference"], person["reason"]) == ("P-1", "death")
    asking.is_told("stop-list", "lift", "case", "C-1001")
    assert "is not on the list" in asking.is_refused("stop-list", "lift", "case", "C-1001")
    assert "There is no case C-9" in asking.is_refused(
        "stop-list", "add", "case", "C-9", "--reason", "death"
    )
    assert asking.runs("stop-list", "add", "case", "C-1001").exit_code == 2


def test_links_of_those_who_are_emailed_are_not_printed(asking: Operator) -> None:
    refused = asking.is_refused("invite", "--meeting", "M-1", "--email")
    assert "No mail server is set" in refused
    asking.settings["SMTP_URL"] = "smtp://127.0.0.1:9"
    told = json.loads(asking.is_told("invite", "--meeting", "M-1", "--email", "--json"))
    assert [one["recipient_ref"] for one in told["invited"]] == ["P-2"]
    assert told["by_email"] == 1
    with opened(Settings.read(asking.settings)) as hall:
        assert len(queue(hall)) == 1
    again = asking.runs("invite", "--meeting", "M-1", "--email", "--reissue")
    assert again.exit_code == 2
