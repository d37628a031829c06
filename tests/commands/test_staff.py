"""Accounts of staff at the command line."""

from __future__ import annotations

import json
import re

import pytest

from tests.builders.operator import Operator

PASSWORD = re.compile(r"not shown again: ((?:[a-z0-9]{5}-){3}[a-z0-9]{5})\n")
AMINA = ("staff", "add", "amina@example.org", "--name", "Amina Okafor", "--role", "admin")


def only(operator: Operator) -> dict[str, str]:
    (one,) = json.loads(operator.is_told("staff", "list", "--json"))
    found: dict[str, str] = one
    return found


def test_the_first_administrator_is_added_and_gets_a_one_time_password(operator: Operator) -> None:
    assert PASSWORD.search(operator.is_told(*AMINA, "--scope", "authority"))
    one = only(operator)
    assert one["email"] == "amina@example.org"
    assert (one["role"], one["scope"], one["state"]) == ("admin", "authority", "not signed in yet")


def test_a_reset_gives_another_password_and_a_closed_account_opens_by_it(
    operator: Operator,
) -> None:
    first = PASSWORD.search(operator.is_told(*AMINA))
    operator.is_told("staff", "disable", "Amina@Example.org")
    assert only(operator)["state"] == "closed"

    second = PASSWORD.search(operator.is_told("staff", "reset", "amina@example.org"))

    assert first is not None
    assert second is not None
    assert first[1] != second[1]
    assert only(operator)["state"] == "not signed in yet"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("staff", "add", "nobody", "--name", "N", "--role", "qa"), "is not an e-mail address"),
        ((*AMINA[:3], "--name", " ", "--role", "qa"), "Give the name"),
        ((*AMINA, "--scope", "team:Nowhere"), "There is no team called 'Nowhere'"),
        (("staff", "keep-from", "nobody@example.org", "C-1"), "There is no account for nobody"),
        ((*AMINA, "--scope", "county:Kent"), "write authority, area:NAME or team:NAME"),
        (("staff", "disable", "no@example.org"), "There is no account for no@example.org"),
        (("staff", "reset", "no@example.org"), "There is no account for no@example.org"),
    ],
)
def test_what_cannot_be_done_is_refused_with_the_remedy(
    operator: Operator, arguments: tuple[str, ...], told: str
) -> None:
    assert told in operator.is_refused(*arguments)
    assert operator.is_told("staff", "list") == "No accounts; add one with 'sayso staff add'.\n"


def test_an_address_has_one_account(operator: Operator) -> None:
    operator.is_told(*AMINA)
    assert "already an account" in operator.is_refused(*AMINA)


def test_a_role_that_is_none_is_wrong_usage(operator: Operator) -> None:
    assert operator.runs(*AMINA[:6], "king").exit_code == 2


def test_a_case_that_is_not_there_cannot_be_kept_from_anybody(operator: Operator) -> None:
    operator.is_told(*AMINA)
    refused = operator.is_refused("staff", "keep-from", "amina@example.org", "C-404")
    assert "There is no case C-404" in refused
