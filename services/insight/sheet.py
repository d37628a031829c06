"""Reads a CSV file as people save it: any of their encodings and separators, row by row."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterator
from dataclasses import dataclass
from io import TextIOWrapper
from pathlib import Path

from services.insight.progress import Advance
from services.refusal import Refused

_SEPARATORS = ",;\t|"
_SHOWN, _LONG = 20, 40
"""How many columns, and how many letters of each, a message names."""
_CHUNK = 1 << 20
_WORKBOOK = b"PK\x03\x04"
_UTF8 = "utf-8-sig"
_UTF16 = "utf-16"
_WINDOWS = "cp1252"


@dataclass(frozen=True, slots=True)
class Record:
    """A row of the file; the header is row 1, as a spreadsheet counts."""

    row: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A CSV file that can be read as often as needed.

    Args:
        path: where it is.
        encoding: Python's name of the encoding it was found to have.
        separator: between cells.
        columns: the header's cells.
        size: in bytes.
    """

    path: Path
    encoding: str
    separator: str
    columns: tuple[str, ...]
    size: int

    def shown(self) -> str:
        """Return the names of the first columns, for a message."""
        return ", ".join(column[:_LONG] for column in self.columns[:_SHOWN])

    def records(self, advance: Advance) -> Iterator[Record]:
        """Give every row below the header that is not blank.

        Args:
            advance: told how many more bytes were read.

        Raises:
            Refused: the file is no well-formed CSV from some row on.
        """
        passed = 0
        with self.path.open("rb") as raw, _text(raw, self.encoding) as text:
            for row, cells in enumerate(_parsed(self, text), start=1):
                if row > 1 and any(cells):
                    yield Record(row, tuple(cells))
                if raw.tell() > passed:
                    advance(raw.tell() - passed)
                    passed = raw.tell()


def open_sheet(path: Path) -> Sheet:
    """Find out how a CSV file is written; raises Refused when it is none."""
    with path.open("rb") as raw:
        start = raw.read(len(_WORKBOOK))
    if not start:
        raise Refused(f"{path} is empty; choose the file that holds the comments.")
    if start == _WORKBOOK:
        raise Refused(f"{path} is a workbook, not CSV; open it and save it as CSV (UTF-8).")
    encoding = _encoding(path)
    separator = _separator(path, encoding)
    unread = Sheet(path, encoding, separator, (), path.stat().st_size)
    with path.open("rb") as raw, _text(raw, encoding) as text:
        header = next(_parsed(unread, text), [])
    columns = tuple(cell.strip() for cell in header)
    if not any(columns) or any("\0" in cell for cell in columns):
        raise Refused(
            f"{path} does not begin with a row of column names; save it as CSV (UTF-8) again."
        )
    return Sheet(path, encoding, separator, columns, unread.size)


def _parsed(sheet: Sheet, text: TextIOWrapper) -> Iterator[list[str]]:
    reader = csv.reader(text, delimiter=sheet.separator, strict=True)
    row = 0
    try:
        for row, cells in enumerate(reader, start=1):  # noqa: B007 - told in the refusal
            yield cells
    except csv.Error as fault:
        raise Refused(
            f"{sheet.path} is not well-formed CSV in row {row + 1} ({fault}); "
            "look for an unclosed quotation mark, or save the file as CSV again."
        ) from None


def _text(raw: object, encoding: str) -> TextIOWrapper:
    # Stray surrogates are let in, since the cleaner of words knows what to do with them.
    errors = "strict" if encoding == _WINDOWS else "surrogatepass"
    return TextIOWrapper(raw, encoding, errors, newline="")  # type: ignore[arg-type]  # any binary file


def _encoding(path: Path) -> str:
    with path.open("rb") as raw:
        wide = raw.read(2) in {codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE}
    for encoding in (_UTF16,) if wide else (_UTF8, _WINDOWS):
        if _decodes(path, encoding):
            return encoding
    raise Refused(f"{path} is neither Unicode nor Windows text; save it as CSV (UTF-8).")


def _decodes(path: Path, encoding: str) -> bool:
    try:
        with path.open("rb") as raw, _text(raw, encoding) as text:
            while text.read(_CHUNK):
                pass
    except UnicodeError:
        return False
    return True


def _separator(path: Path, encoding: str) -> str:
    with path.open("rb") as raw, _text(raw, encoding) as text:
        header = text.readline(_CHUNK)
    return max(_SEPARATORS, key=lambda each: _width(header, each))


def _width(header: str, separator: str) -> int:
    return max((len(cells) for cells in csv.reader([header], delimiter=separator)), default=0)
