"""``sayso erase`` shows what goes, asks once more, and says what it cannot reach."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from services.build import opened
from settings import Settings
from storage.models import Response
from tests.builders.families import Family, family
from tests.builders.operator import Operator


@pytest.fixture
def mine(operator: Operator) -> Family:
    operator.is_told("staff", "add", "a@example.org", "--name", "Zoë", "--role", "officer")
    with opened(Settings.read(operator.settings)) as hall:
        return family(hall, "alphafam")


def responses(operator: Operator) -> int:
    with opened(Settings.read(operator.settings)) as hall, hall.sessions.reading() as session:
        return session.scalar(select(func.count()).select_from(Response)) or 0


def test_a_dry_run_shows_what_goes_and_stays_and_erases_nothing(
    operator: Operator, mine: Family
) -> None:
    told = operator.is_told("erase", "--person", mine.person, "--dry-run")
    assert "  1 response\n" in told
    assert "  3 invitations' links and codes; that somebody was asked stays\n" in told
    assert "Confidential responses and concerns of this person, if there are any" in told
    assert "Anonymous responses cannot be found by a person, so they stay." in told
    assert "  1 open concern keeps its words and notes until somebody closes it" in told
    assert "let the safeguarding lead take the reference down" in told
    assert "  1 action that came from it stays as staff wrote it" in told
    assert told.endswith("Nothing was changed.\n")
    assert "canary" not in told
    assert responses(operator) == 2


def test_the_reference_is_typed_again_and_another_one_erases_nothing(
    operator: Operator, mine: Family
) -> None:
    asked = operator.runs("erase", "--case", mine.case, typed="C-other\n")
    assert asked.exit_code == 1
    assert "That is not the same reference; nothing was changed." in asked.stderr
    assert operator.runs("erase", "--case", mine.case).exit_code == 1, "nothing was typed"
    assert responses(operator) == 2
    done = operator.runs("erase", "--case", mine.case, typed=f"{mine.case}\n")
    assert done.exit_code == 0, done.output
    assert "Type the case's reference once more to erase for good" in done.stdout
    assert responses(operator) == 0


def test_at_the_end_it_says_what_it_cannot_reach(operator: Operator, mine: Family) -> None:
    told = operator.is_told("erase", "--response", str(mine.confidential), "--yes")
    assert "Erased." in told
    assert "'sayso jobs' lets it learn anew within minutes" in told
    for each in ("backups made before now", "reports, exports", "chats", "next meetings file"):
        assert each in told
    assert "Confidential responses" not in told, "this one was named"
    assert responses(operator) == 1


def test_twice_is_harmless_and_says_that_nothing_is_left(operator: Operator, mine: Family) -> None:
    operator.is_told("erase", "--person", mine.person, "--yes")
    assert operator.is_refused("erase", "--person", mine.person, "--yes") == (
        f"Error: Nothing is kept under the person {mine.person}: it was erased before, or never "
        "was here. Check the reference; nothing was changed.\n"
    )


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("--person", "P-1", "--case", "C-1"),
        ("--person", "P-1", "--person", "P-2"),
        ("--person", " "),
        ("--case", "", "--yes"),
    ],
)
def test_exactly_one_thing_is_named(operator: Operator, arguments: tuple[str, ...]) -> None:
    wrong = operator.runs("erase", *arguments)
    assert wrong.exit_code == 2
    assert "Name exactly one of --person, --case and --response." in wrong.stderr


@pytest.mark.parametrize("named", [("--person", "P-9"), ("--case", "C-9"), ("--response", "9")])
def test_what_nobody_knows_is_refused_in_one_sentence(
    operator: Operator, named: tuple[str, str]
) -> None:
    refused = operator.is_refused("erase", *named, "--dry-run")
    assert refused.startswith(f"Error: Nothing is kept under the {named[0][2:]} {named[1]}:")
    assert refused.count("\n") == 1
