"""Files are read as people save them; what is no CSV is refused in one sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from services.insight.sheet import Sheet, open_sheet
from services.refusal import Refused
from tests.builders.sheets import row, text_of

SAID = "Café très bon – “lovely”; really, £5 well spent"


def ignore(pieces: int) -> None:
    assert pieces > 0


def cells(sheet: Sheet) -> list[tuple[str, ...]]:
    return [record.cells for record in sheet.records(ignore)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_the_usual_encodings_and_separators_are_found(
    tmp_path: Path, encoding: str, separator: str
) -> None:
    file = tmp_path / "survey.csv"
    file.write_bytes(text_of([row(1, SAID)], separator).encode(encoding))
    sheet = open_sheet(file)
    assert sheet.columns == ("ref", "day", "score", "asked for", "said")
    assert cells(sheet) == [("R1", "2026-08-03", "2", "good", SAID)]


def test_rows_are_numbered_as_a_spreadsheet_does(tmp_path: Path) -> None:
    file = tmp_path / "survey.csv"
    file.write_text(text_of([row(1, "two\nlines"), ("",) * 5, row(2)]))
    assert [record.row for record in open_sheet(file).records(ignore)] == [2, 4]


def test_a_file_can_be_read_twice(tmp_path: Path) -> None:
    file = tmp_path / "survey.csv"
    file.write_text(text_of([row(1)]))
    sheet = open_sheet(file)
    assert cells(sheet) == cells(sheet)


def test_progress_tells_every_byte(tmp_path: Path) -> None:
    file, told = tmp_path / "survey.csv", []
    file.write_text(text_of(row(number) for number in range(5000)))
    for _ in open_sheet(file).records(told.append):
        pass
    assert sum(told) == file.stat().st_size


BROKEN = {
    "nothing": (b"", "is empty"),
    "a workbook": (b"PK\x03\x04rest", "is a workbook, not CSV; open it and save it as CSV"),
    "an open quotation mark": (b'ref,said\n1,"never closed\n', "row 2.*unclosed quotation mark"),
    "words after a quotation mark": (b'ref,said\n1,"a"b\n', "row 2.*unclosed quotation mark"),
    "a cell beyond all measure": (
        b"ref,said\n1," + b"x" * 140_000 + b"\n",
        r"row 2 \(field larger than field limit",
    ),
    "neither encoding": (b"ref,said\n1,\x81\x8d\n", "neither Unicode nor Windows text"),
    "a file cut off": ("ref,said\n1,x".encode("utf-16")[:-1], "neither Unicode nor Windows text"),
}


@pytest.mark.parametrize(("content", "sentence"), BROKEN.values(), ids=BROKEN)
def test_what_is_no_csv_is_refused_in_one_sentence(
    tmp_path: Path, content: bytes, sentence: str
) -> None:
    file = tmp_path / "survey.csv"
    file.write_bytes(content)
    with pytest.raises(Refused, match=sentence) as refused:
        cells(open_sheet(file))
    assert "\n" not in str(refused.value)


def test_stray_surrogates_and_nul_are_let_in_for_the_cleaner(tmp_path: Path) -> None:
    file = tmp_path / "survey.csv"
    file.write_bytes("ref,said\n1,a\x00b\ud800c\n".encode("utf-8", "surrogatepass"))
    assert cells(open_sheet(file)) == [("1", "a\x00b\ud800c")]
