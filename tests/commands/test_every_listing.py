"""Every command that offers JSON prints JSON and nothing else, empty or full."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import click
import pytest

import cli
from services.build import opened
from settings import Settings
from storage.keys import Keys
from tests.builders.attendances import child, row, sheet
from tests.builders.operator import Operator
from tests.builders.prepared import prepared_file
from tests.builders.worries import worry

LAST_WEEK = (datetime.now(UTC) - timedelta(days=7)).date().isoformat()
ARGUMENTS = {
    "meetings import": ("meetings.csv",),
    "invite": ("--rules",),
    "concerns show": ("{concern}",),
    "evaluate disclosure": ("--test", "labelled.csv"),
    "evaluate sentiment": ("--test", "labelled.csv"),
    "evaluate themes": ("--test", "labelled.csv"),
}
"""What a command needs besides ``--json``."""


def commands(group: click.Group, before: str = "") -> Iterator[tuple[str, click.Command]]:
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        if isinstance(command, click.Group):
            yield from commands(command, f"{before}{name} ")
        else:
            yield f"{before}{name}", command


def takes(command: click.Command, option: str) -> bool:
    return any(option in parameter.opts for parameter in command.params)


ALL = dict(commands(cli.main))
ELSEWHERE = {"evaluate alike"}
"""Needs a sentence model; ``test_evaluate_alike.py`` looks at its JSON."""

WITH_JSON = sorted({name for name, one in ALL.items() if takes(one, "--json")} - ELSEWHERE)


@pytest.fixture
def busy(operator: Operator, keys: Keys) -> Operator:
    """A deployment with an account, meetings to ask about, a stop and a concern."""
    rows = (row(held_on=LAST_WEEK), child(held_on=LAST_WEEK, meeting_ref="M-2", contact="y@b.org"))
    (operator.folder / "meetings.csv").write_bytes(sheet(*rows))
    (operator.folder / "labelled.csv").write_text("text,gold,themes\nkind,1,Respect\n")
    file = operator.settings["DATABASE_URL"].removeprefix("sqlite:///")
    prepared_file(file, keys, operator, go_to_work)
    return operator


def go_to_work(operator: Operator) -> None:
    operator.is_told("staff", "add", "a@example.org", "--name", "Zoë", "--role", "qa")
    operator.is_told("meetings", "import", "meetings.csv")
    operator.is_told("stop-list", "add", "person", "Y-1", "--reason", "missing")
    with opened(Settings.read(operator.settings)) as hall:
        worry(hall)


def test_the_listings_are_those_that_a_program_would_ask_for() -> None:
    assert {"concerns list", "doctor", "invite", "staff list", "survey list"} <= set(WITH_JSON)


@pytest.mark.parametrize("name", WITH_JSON)
def test_json_is_all_that_is_printed(busy: Operator, name: str) -> None:
    needed = ARGUMENTS.get(name, ())
    if "{concern}" in needed:
        (concern,) = json.loads(busy.is_told("concerns", "list", "--json"))
        needed = (concern["id"],)
    result = busy.runs(*name.split(), *needed, "--json")
    assert result.exit_code == 0, result.output
    assert json.loads(result.stdout)
    assert result.stderr == ""


@pytest.mark.parametrize("name", sorted(name for name in WITH_JSON if name.endswith("list")))
def test_an_empty_list_is_still_json(operator: Operator, name: str) -> None:
    assert isinstance(json.loads(operator.is_told(*name.split(), "--json")), list)


def test_every_command_explains_itself_and_every_option(newcomer: Operator) -> None:
    for name, command in ALL.items():
        told = newcomer.is_told(*name.split(), "--help")
        assert told.startswith(f"Usage: sayso {name}")
        options = [found for found in command.params if isinstance(found, click.Option)]
        assert [found.name for found in options if not found.help] == [], name
        assert [found.name for found in options if found.opts[-1] not in told] == [], name


def test_an_unknown_option_is_wrong_usage_and_leads_to_the_help(newcomer: Operator) -> None:
    for name in ALL:
        result = newcomer.runs(*name.split(), "--no-such-thing")
        assert result.exit_code == 2, name
        assert "No such option" in result.stderr, name
        assert f"Try 'sayso {name} --help' for help" in result.stderr
