"""Concerns at the command line: listed without words, shown with them, acknowledged."""

from __future__ import annotations

import json

import pytest

from services.build import opened
from settings import Settings
from tests.builders.operator import Operator
from tests.builders.worries import worry


@pytest.fixture
def worried(operator: Operator) -> Operator:
    """An operator of a deployment where somebody asked for a person."""
    with opened(Settings.read(operator.settings)) as hall:
        worry(hall)
    return operator


def only(operator: Operator) -> dict[str, str]:
    (one,) = json.loads(operator.is_told("concerns", "list", "--json"))
    found: dict[str, str] = one
    return found


def test_an_empty_list_says_so(operator: Operator) -> None:
    assert operator.is_told("concerns", "list") == "No open concerns.\n"
    assert operator.is_told("concerns", "list", "--json") == "[]\n"


def test_a_concern_is_listed_without_words(worried: Operator) -> None:
    one = only(worried)
    assert (one["level"], one["state"], one["case"]) == ("now", "raised", None)
    assert "words" not in one
    assert one["id"][:8] in worried.is_told("concerns", "list")


def test_a_concern_is_shown_with_its_words_and_history(worried: Operator) -> None:
    wanted = only(worried)["id"][:8]
    told = worried.is_told("concerns", "show", wanted)
    assert "Words:       (not_safe)" in told
    assert "raised" in told
    assert json.loads(worried.is_told("concerns", "show", wanted, "--json"))["words"]


def test_a_concern_is_acknowledged_once(worried: Operator) -> None:
    wanted = only(worried)["id"][:8]
    assert worried.is_told("concerns", "acknowledge", wanted).startswith(f"Concern {wanted} is")
    assert only(worried)["state"] == "acknowledged"
    assert "already; nothing was changed" in worried.is_refused("concerns", "acknowledge", wanted)


def test_an_unknown_concern_is_refused_with_the_remedy(worried: Operator) -> None:
    told = worried.is_refused("concerns", "show", "00000000")
    assert told == "Error: There is no concern of that id; 'sayso concerns list' shows them.\n"
