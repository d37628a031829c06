"""From a meetings file to the links for a mail merge, at the command line."""

from __future__ import annotations

import csv
import json
import stat
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path

import pytest

from tests.builders.attendances import child, row, sheet
from tests.builders.operator import Operator

LAST_WEEK = (datetime.now(UTC) - timedelta(days=7)).date().isoformat()


def bring(operator: Operator, *rows: dict[str, str]) -> Path:
    file = operator.folder / "meetings.csv"
    file.write_bytes(sheet(*rows))
    return file


@pytest.fixture
def held(operator: Operator) -> Operator:
    """An operator with a conference and a review of last week."""
    rows = (row(held_on=LAST_WEEK), child(held_on=LAST_WEEK, meeting_ref="M-2", contact="y@b.org"))
    operator.is_told("meetings", "import", str(bring(operator, *rows)))
    return operator


def read(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(text.removeprefix("\ufeff"))))


def test_an_import_says_what_it_brought_and_that_twice_is_safe(operator: Operator) -> None:
    file = bring(operator, row())
    assert "meetings     1    0        0" in operator.is_told("meetings", "import", str(file))
    assert "meetings     0    0        1" in operator.is_told("meetings", "import", str(file))


def test_a_change_is_reported_by_reference_and_column(operator: Operator) -> None:
    operator.is_told("meetings", "import", str(bring(operator, row())))
    told = operator.is_told("meetings", "import", str(bring(operator, row(outcome="plan_ended"))))
    assert "Changed: meeting M-1: outcome" in told


def test_the_summary_comes_as_json(operator: Operator) -> None:
    file = bring(operator, row())
    told = json.loads(operator.is_told("meetings", "import", str(file), "--dry-run", "--json"))
    assert (told["rows"], told["meetings"]["new"], told["dry_run"]) == (1, 1, True)
    again = json.loads(operator.is_told("meetings", "import", str(file), "--json"))
    assert again["meetings"]["new"] == 1, "a dry run had changed something"


def test_a_malformed_file_is_refused_with_place_and_remedy(operator: Operator) -> None:
    told = operator.is_refused("meetings", "import", str(bring(operator, row(kind="party"))))
    assert "meetings.csv has 1 fault, so nothing was taken from it." in told
    assert "Row 2, kind: 'party' is not known; use one of cla_review" in told


def test_links_are_printed_once_as_csv(held: Operator) -> None:
    result = held.runs("invite", "--rules")
    links = read(result.stdout)
    assert [link["questionnaire"] for link in links] == [
        "parent_after_conference",
        "child_after_review",
    ]
    assert links[0]["url"].startswith("http://127.0.0.1:8000/r/")
    assert links[0]["contact"] == "p-1@example.org"
    assert result.stderr == "2 invited.\n"
    assert read(held.is_told("invite", "--rules")) == []


def test_links_go_to_a_file_for_its_owner_alone(held: Operator) -> None:
    told = held.runs("invite", "--rules", "-o", "links.csv")
    assert told.exit_code == 0
    assert "Links are in links.csv; they cannot be shown again." in told.stderr
    file = held.folder / "links.csv"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert len(read(file.read_text("utf-8"))) == 2


def test_a_file_of_links_is_never_written_over_and_nobody_is_invited(held: Operator) -> None:
    (held.folder / "links.csv").write_text("kept")
    assert "Nobody was invited" in held.is_refused("invite", "--rules", "-o", "links.csv")
    assert (held.folder / "links.csv").read_text() == "kept"
    assert len(read(held.is_told("invite", "--rules"))) == 2


def test_a_refused_invitation_leaves_no_file(held: Operator) -> None:
    assert "There is no meeting M-9" in held.is_refused("invite", "--meeting", "M-9", "-o", "l.csv")
    assert not (held.folder / "l.csv").exists()


def test_telegram_links_are_only_for_those_who_may_use_them(held: Operator) -> None:
    links = read(held.is_told("invite", "--rules", "--telegram-bot", "our_bot"))
    by_role = {link["role"]: link["telegram_link"] for link in links}
    token = links[0]["url"].rpartition("/")[2]
    assert by_role == {"parent": f"https://t.me/our_bot?start={token}", "child": ""}


def test_fresh_links_are_given_for_one_meeting(held: Operator) -> None:
    held.is_told("invite", "--rules")
    (link,) = json.loads(held.is_told("invite", "--meeting", "M-1", "--reissue", "--json"))[
        "invited"
    ]
    assert (link["meeting_ref"], link["recipient_ref"]) == ("M-1", "P-1")


def test_who_is_not_asked_is_counted_by_reason(operator: Operator) -> None:
    small = child(held_on=LAST_WEEK, birth_month=f"{int(LAST_WEEK[:4]) - 2}-01")
    operator.is_told("meetings", "import", str(bring(operator, small)))
    told = json.loads(operator.is_told("invite", "--rules", "--json"))
    assert told == {"invited": [], "not_asked": {"too_young": 1}}


def test_one_person_is_asked_what_was_chosen(held: Operator) -> None:
    chosen = ("invite", "--meeting", "M-2", "--person", "Y-1", "--questionnaire")
    (link,) = read(held.is_told(*chosen, "wellbeing_child"))
    assert (link["recipient_ref"], link["questionnaire"]) == ("Y-1", "wellbeing_child")
    assert "not made for their role" in held.is_refused(*chosen, "parent_after_review")
    assert "no_such" in held.is_refused(*chosen, "no_such")


@pytest.mark.parametrize(
    "arguments",
    [
        ("--rules", "--person", "P-1", "--questionnaire", "parent_after_conference"),
        ("--meeting", "M-1", "--person", "P-1"),
        ("--rules", "--meeting", "M-1"),
        ("--rules", "--reissue"),
        ("--rules", "--json", "-o", "links.csv"),
    ],
)
def test_what_does_not_go_together_is_wrong_usage(
    operator: Operator, arguments: tuple[str, ...]
) -> None:
    assert operator.runs("invite", *arguments).exit_code == 2
