"""CSV files as councils write them are read, and broken ones get one clear sentence."""

from __future__ import annotations

import pytest

from services.refusal import Refused
from services.upkeep.sheets import LARGEST_FILE, SheetFaults, read_sheet

NAMES = ("ref", "said")


def read(data: bytes | str, optional: tuple[str, ...] = ()) -> list[dict[str, str]]:
    raw = data.encode() if isinstance(data, str) else data
    return [dict(row.cells) for row in read_sheet(raw, "file.csv", NAMES, optional)]


@pytest.mark.parametrize(
    "data",
    [
        "ref,said\n1,Zoë\n".encode(),
        "\ufeffref,said\r\n1,Zoë\r\n".encode(),
        "ref;said\n1;Zoë\n".encode("cp1252"),
        "ref\tsaid\n1\tZoë\n".encode("utf-16"),
        'Ref, Said \n"1"," Zoë "\n\n,\n'.encode(),
    ],
    ids=["utf-8", "with a mark", "windows and semicolons", "excel's unicode text", "loose"],
)
def test_every_way_in_which_spreadsheets_save_is_read(data: bytes) -> None:
    assert read(data) == [{"ref": "1", "said": "Zoë"}]


def test_rows_are_numbered_as_a_spreadsheet_does_even_with_line_breaks_in_cells() -> None:
    rows = read_sheet(b'ref,said\n1,"two\nlines"\n\n2,b\n', "file.csv", NAMES)
    assert [row.number for row in rows] == [2, 4]


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"ref,said\n1,a\0b\n", "file.csv is not text"),
        (b"\x89PNG\x81\x8d\x8f", "file.csv is not text"),
        (b'ref,said\n1,"open\n', "file.csv, row 2: the quotation marks"),
        (b'ref,said\n1,"a"b\n', "file.csv, row 2: the quotation marks"),
        (b"", "lacks the columns ref, said"),
        (b"ref\n1\n", "lacks the column said"),
        (b"ref,said,said\n1,a,b\n", "has the column said twice"),
        (b"ref,said,colour\n1,a,b\n", "has the column colour, which Sayso does not know"),
        (b"ref,said\n", "holds a heading but no rows"),
        (b"x" * (LARGEST_FILE + 1), "larger than 20 MB"),
        (b"ref,said\n1," + b"a" * 200_000 + b"\n", "field larger than field limit"),
    ],
)
def test_a_broken_file_gets_one_sentence(data: bytes, told: str) -> None:
    with pytest.raises(Refused, match=told) as found:
        read(data)
    assert "\n" not in str(found.value)


def test_all_uneven_rows_are_named_at_once() -> None:
    with pytest.raises(SheetFaults) as found:
        read("ref,said\n1\n2,b\n3,a,b\n")
    assert [fault.row for fault in found.value.faults] == [2, 4]
    assert str(found.value).startswith("file.csv has 2 faults, so nothing was taken from it.")


def test_a_long_list_of_faults_is_cut_and_says_so() -> None:
    with pytest.raises(SheetFaults, match="There are 30 more") as found:
        read("ref,said\n" + "1\n" * 80)
    assert len(str(found.value).splitlines()) == 52


def test_any_further_column_may_be_let_through() -> None:
    rows = read_sheet(b"ref,said,Else\n1,a,b\n", "file.csv", NAMES, None)
    assert rows[0].cells["Else"] == "b"
