"""A council's file may say what differs; what it may not weaken is refused."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path

import pytest

from services.council import Council, CouncilFaults, read_council


def read(tmp_path: Path, text: str) -> Council:
    file = tmp_path / "council.toml"
    file.write_text(text, encoding="utf-8")
    return read_council(file)


def test_what_the_file_leaves_out_has_a_safe_default(tmp_path: Path) -> None:
    council = read(tmp_path, 'name = "Brackenshire"')
    assert council.name == "Brackenshire"
    assert [line.number for line in council.help_lines] == ["999", "0800 1111"]
    assert council.thresholds.smallest_cell == 5


def test_hours_holidays_and_thresholds_are_read(tmp_path: Path) -> None:
    council = read(
        tmp_path,
        "holidays = [2026-12-25]\n"
        "[office_hours]\nweekdays = [1, 2]\nopens = 08:30:00\n"
        "[thresholds]\nsmallest_cell = 10\n",
    )
    assert council.holidays == {date(2026, 12, 25)}
    assert council.office_hours.opens == time(8, 30)
    assert council.office_hours.weekdays == {1, 2}
    assert council.thresholds.smallest_cell == 10


def test_those_who_are_told_of_concerns_are_read_and_by_default_there_is_nobody(
    tmp_path: Path,
) -> None:
    named = read(
        tmp_path,
        "safeguarding_contacts = ['lead@council.example', 'o.duty-team+1@sub.council.example']\n"
        "notices_from = 'sayso@council.example'\n",
    )
    assert len(named.safeguarding_contacts) == 2
    assert named.notices_from == "sayso@council.example"
    assert Council().safeguarding_contacts == ()


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("nmae = 'Brackenshire'", "nmae"),
        ("[thresholds]\nsmallest_cell = 4", "thresholds.smallest_cell"),
        ("[thresholds]\ndraft_days = 90", "thresholds.draft_days"),
        ("[office_hours]\nopens = 18:00:00", "opens must be earlier than closes"),
        ("[office_hours]\nweekdays = [0]", "numbers from 1 (Monday) to 7 (Sunday)"),
        (
            "[[help_lines]]\nname = 'Us'\nnumber = '0300 123 456'\nhours = 'any time'",
            "keep 0800 1111 and 999 among the help lines",
        ),
        ("safeguarding_contacts = ['lead']", "safeguarding_contacts.0"),
        ("safeguarding_contacts = ['a@x.example, b@x.example']", "safeguarding_contacts.0"),
        ("safeguarding_contacts = ['Lead <a@x.example>']", "safeguarding_contacts.0"),
        ("notices_from = 'sayso@x.example\\nBcc: b@x.example'", "notices_from"),
        ("name = ", "is not TOML"),
    ],
)
def test_a_fault_is_named_with_its_place(tmp_path: Path, text: str, place: str) -> None:
    with pytest.raises(CouncilFaults) as refused:
        read(tmp_path, text)
    (fault,) = refused.value.faults
    assert place in fault
    assert "council.toml" in fault


def test_all_faults_of_a_file_are_named_at_once(tmp_path: Path) -> None:
    with pytest.raises(CouncilFaults) as refused:
        read(tmp_path, "name = ''\nlogo = 3\n[thresholds]\nlink_days = 0\n")
    assert len(refused.value.faults) == 3
