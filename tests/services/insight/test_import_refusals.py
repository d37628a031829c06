"""A file at fault is refused with every reason at once, and nothing of it comes in."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from services.hall import Hall
from services.insight import importing
from services.insight.importing import FileRefused
from services.refusal import Refused
from storage.models import Response
from surveys.library import NotInLibrary
from tests.builders.sheets import ALL_COLUMNS, COLUMNS, DISCLOSURE, bring_in, counts, row, sheet
from tests.builders.stored import count


def test_a_changed_row_is_told_and_nothing_comes_in(hall: Hall, tmp_path: Path) -> None:
    bring_in(hall, sheet(tmp_path, row(1)))
    before = counts(hall)
    with pytest.raises(FileRefused, match=r"Row 3, column ref: .*has changed since"):
        bring_in(hall, sheet(tmp_path, row(2), row(1, "Other words")))
    assert counts(hall) == before


def test_every_fault_is_named_at_once_and_nothing_comes_in(hall: Hall, tmp_path: Path) -> None:
    file = sheet(
        tmp_path,
        row(1),
        row(2, day="31/02/2026", score="9"),
        row(3, lean="sideways"),
        row(4, day="2027-01-01"),
        row(5, day="0026-08-03"),
        row(6, "x" * 5001),
        row(7, ref=""),
        row(8)[:3],
        row(9, day="13/13/2026"),
        row(1, "The same id"),
    )
    with pytest.raises(FileRefused) as refused:
        bring_in(hall, file)
    heading, *faults = str(refused.value).splitlines()
    assert heading.endswith("survey.csv has 10 faults, and nothing was imported:")
    assert [fault.split(";")[0] for fault in faults] == [
        "Row 3, column day: this is not a day",
        "Row 3, column score: nothing says what this rating means",
        "Row 4, column asked for: nothing says what this lean means",
        "Row 5, column day: this day is yet to come",
        "Row 6, column day: this day is before 1990",
        "Row 7, column said: the comment has 5,001 characters",
        "Row 8, column ref: there is no id",
        "Row 9, the whole row: it has 3 cells and the header 5",
        "Row 10, column day: this is not a day",
        "Row 11, column ref: this id stands in row 2 with other content",
    ]
    assert all("; " in fault and fault.endswith(".") for fault in faults)
    assert set(counts(hall).values()) == {0}


def test_a_refusal_quotes_nobody(sqlite_hall: Hall, tmp_path: Path) -> None:
    columns = replace(COLUMNS, date="said")
    with pytest.raises(FileRefused) as refused:
        bring_in(sqlite_hall, sheet(tmp_path, row(1, DISCLOSURE)), columns)
    assert "stepdad" not in str(refused.value)


def test_of_very_many_faults_the_first_are_shown(sqlite_hall: Hall, tmp_path: Path) -> None:
    file = sheet(tmp_path, *(row(number, day="soon") for number in range(700)))
    with pytest.raises(FileRefused) as refused:
        bring_in(sqlite_hall, file)
    lines = str(refused.value).splitlines()
    assert "700 faults" in lines[0]
    assert lines[-1] == "and 650 more."
    assert len(lines) == 52


def test_a_file_that_changes_while_it_is_read_is_refused(
    hall: Hall, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, real = sheet(tmp_path, row(1)), importing._check

    def check_and_meddle(*given: object) -> object:
        found = real(*given)  # type: ignore[arg-type]
        sheet(tmp_path, row(1, "Other words"))
        return found

    monkeypatch.setattr(importing, "_check", check_and_meddle)
    with pytest.raises(Refused, match="changed while it was read; run the import again"):
        bring_in(hall, file)
    assert count(hall, Response) == 0


def test_an_unknown_questionnaire_is_refused(sqlite_hall: Hall, tmp_path: Path) -> None:
    with pytest.raises(NotInLibrary, match="no questionnaire surprise"):
        bring_in(sqlite_hall, sheet(tmp_path, row(1)), questionnaire="surprise")


def test_a_questionnaire_for_people_is_refused(sqlite_hall: Hall, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="answered by people, not from a file"):
        bring_in(sqlite_hall, sheet(tmp_path, row(1)), questionnaire="parent_after_conference")


def test_an_unknown_role_is_refused(sqlite_hall: Hall, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="is not for the role uncle; use one of child, "):
        bring_in(sqlite_hall, sheet(tmp_path, row(1)), role="uncle")


@pytest.mark.parametrize(
    ("columns", "sentence"),
    [
        (replace(COLUMNS, id="nr", comment="words"), "has no column nr nor words; its columns are"),
        (replace(ALL_COLUMNS, rating_map={"1": "super"}), "--rating-map leads to super; use one"),
        (replace(ALL_COLUMNS, lean_map={"a": "left"}), "--lean-map leads to left; use one of good"),
    ],
)
def test_columns_and_maps_that_lead_nowhere_are_refused(
    sqlite_hall: Hall, tmp_path: Path, columns: object, sentence: str
) -> None:
    with pytest.raises(Refused, match=sentence):
        bring_in(sqlite_hall, sheet(tmp_path, row(1)), columns)  # type: ignore[arg-type]


def test_more_rows_than_one_file_may_hold_are_refused(
    sqlite_hall: Hall, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "MOST_ROWS", 3)
    with pytest.raises(Refused, match="has more than 3 rows; split it"):
        bring_in(sqlite_hall, sheet(tmp_path, *(row(number) for number in range(4))))
