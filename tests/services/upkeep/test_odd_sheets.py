"""Files as people really make them, and as an attacker would: read right, or refused in words."""

from __future__ import annotations

import csv
import io
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.hall import Hall
from services.refusal import Refused
from services.upkeep.meeting_rows import MeetingRow, read_meetings
from services.upkeep.sheets import SheetFaults, read_sheet
from storage.models import Case, CaseAlias
from tests.builders.attendances import child, counted, row, sheet, take_in

FORMULAS = ("=1+1", "+44", "-2", "@SUM(A1)", "=cmd|' /C calc'!A0", '=HYPERLINK("http://x","y")')
LETTERS = st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufeff")
CELLS = st.text(LETTERS, min_size=1, max_size=20).filter(lambda text: text == text.strip() != "")


def read(*rows: dict[str, str]) -> tuple[MeetingRow, ...]:
    return read_meetings(sheet(*rows), "meetings.csv")


def faults(*rows: dict[str, str]) -> SheetFaults:
    with pytest.raises(SheetFaults) as found:
        read(*rows)
    return found.value


@given(
    st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=5),
    st.sampled_from(",;\t"),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    st.sampled_from(["\n", "\r\n", "\r"]),
)
def test_what_a_spreadsheet_writes_is_read_back_whatever_its_habits(
    pairs: list[tuple[str, str]], delimiter: str, encoding: str, ending: str
) -> None:
    text = io.StringIO()
    writer = csv.writer(
        text, delimiter=delimiter, lineterminator=ending, quoting=csv.QUOTE_NONNUMERIC
    )
    writer.writerows([("ref", "said"), *pairs])
    rows = read_sheet(text.getvalue().encode(encoding), "f.csv", ("ref", "said"))
    assert [(found.cells["ref"], found.cells["said"]) for found in rows] == pairs


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused_but_never_crash(data: bytes) -> None:
    for raw in (data, b"ref,said\n" + data):
        # Anything but a refusal fails the test by itself.
        with suppress(Refused):
            assert read_sheet(raw, "f.csv", ("ref", "said"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_meetings_file_of_any_make_is_the_same(delimiter: str, encoding: str) -> None:
    cells = row(team="Zoë’s team", chair="Ó Briain")
    data = sheet(cells, delimiter=delimiter, encoding=encoding)
    assert read_meetings(data, "meetings.csv") == read(cells)


def test_an_address_may_have_lines_and_separators_in_it() -> None:
    address = '1, High Street;\n"The Mews"\tNorthtown'
    (found,) = read(row(channel="post", contact=address))
    assert found.contact == address


@pytest.mark.parametrize("formula", FORMULAS)
def test_a_formula_is_refused_in_every_column_that_is_written_out_again(formula: str) -> None:
    columns = ("meeting_ref", "case_id", "team", "area", "chair", "recipient_ref")
    found = faults(row(**dict.fromkeys(columns, formula), channel="post", contact=formula))
    assert [fault.column for fault in found.faults] == [
        "meeting_ref", "case_id", "team", "recipient_ref", "area", "chair", "contact",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "day", ["31/02/2026", "29/02/2025", "2026-13-01", "13/13/2026", "1/1/26", "2026-10-01T09:00"]
)
def test_a_day_that_is_not_in_the_calendar_is_refused(day: str) -> None:
    (fault,) = faults(row(held_on=day)).faults
    assert (fault.column, fault.problem) == ("held_on", f"{day!r} is not a day")


def test_a_leap_day_is_a_day() -> None:
    assert read(row(held_on="29/02/2024"))[0].held_on.isoformat() == "2024-02-29"


def test_unknown_values_of_every_closed_list_are_named_together() -> None:
    wrong = {"kind": "tea", "role": "uncle", "outcome": "fine", "attended": "?", "channel": "owl"}
    found = faults(row(**wrong), row(meeting_ref="M-2", recipient_ref="P-2") | wrong)
    assert sorted((fault.row, fault.column) for fault in found.faults) == sorted(
        (number, column) for number in (2, 3) for column in wrong
    )
    assert all("; use one of" in str(f) for f in found.faults if f.column in {"kind", "outcome"})


@pytest.mark.parametrize("column", ["team", "chair", "area", "meeting_ref", "contact", "language"])
def test_a_huge_cell_is_refused_without_being_quoted(column: str) -> None:
    found = faults(row(channel="post") | {column: "a" * 100_000})
    assert [fault.column for fault in found.faults] == [column]
    assert len(str(found)) < 400


def test_a_long_unknown_value_is_cut_in_its_message() -> None:
    assert len(str(faults(row(kind="k" * 100_000, held_on="9" * 100_000)))) < 1000


def test_a_cell_with_a_nul_is_refused_before_anything_is_read(hall: Hall) -> None:
    with pytest.raises(Refused, match=r"meetings\.csv is not text"):
        take_in(hall, row(team="Har\0bour"))
    assert set(counted(hall).values()) == {0}


def test_a_childs_birth_month_may_not_differ_within_a_file() -> None:
    found = faults(child(), child(meeting_ref="M-2", birth_month="2010-05"))
    assert str(found).endswith(
        "Row 3, birth_month: row 2 says otherwise for the same case_id; make the two agree."
    )


def test_a_parent_of_two_children_has_a_birth_month_for_each_case() -> None:
    assert len(read(row(birth_month="2016-05"), row(case_id="C-2", birth_month="2018-01"))) == 2


def test_the_same_row_many_times_in_a_file_is_one_attendance(hall: Hall) -> None:
    take_in(hall, *[row()] * 5)
    assert set(counted(hall).values()) == {1}


def test_a_case_by_its_old_and_its_new_reference_in_one_file_is_one_case(hall: Hall) -> None:
    take_in(hall, row())
    with hall.sessions.writing() as session:
        (case,) = session.query(Case).all()
        session.add(CaseAlias(case_id=case.id, reference="OLD-7"))
    rows = (row(meeting_ref="M-2"), row(meeting_ref="M-2", case_id="OLD-7"))
    for _ in range(2):
        take_in(hall, *rows)
        assert counted(hall) == {
            "meeting": 2,
            "case": 1,
            "recipient": 1,
            "recipient_case": 1,
            "attendance": 2,
        }


def test_references_that_differ_in_case_alone_are_different_things(hall: Hall) -> None:
    take_in(hall, row(), row(meeting_ref="m-1", held_on="2026-10-02"))
    assert counted(hall)["meeting"] == 2


def test_five_thousand_rows_come_in_at_once_and_again(sqlite_hall: Hall) -> None:
    rows = [
        row(
            meeting_ref=f"M-{number % 1700}",
            case_id=f"C-{number % 1700}",
            recipient_ref=f"P-{number}",
            contact=f"p-{number}@example.org",
        )
        for number in range(5000)
    ]
    first = take_in(sqlite_hall, *rows)
    assert (first.rows, first.meetings.new, first.people.new) == (5000, 1700, 5000)
    again = take_in(sqlite_hall, *rows)
    assert (again.attendances.unchanged, again.changes) == (5000, ())
