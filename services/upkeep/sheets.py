"""Reads a CSV file as councils' systems write it; every fault has its row, column and remedy."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from services.refusal import Refused

LARGEST_FILE = 20_000_000
"""Bytes; a year of a region's meetings has a quarter of it."""

_DELIMITERS = ",;\t"
_SHOWN = 50


@dataclass(frozen=True, slots=True)
class RowFault:
    """What is wrong in one place of a file.

    Args:
        row: as a spreadsheet counts it, the heading being row 1.
        column: its heading, empty when the whole row is at fault.
        problem, remedy: one clause each.
    """

    row: int
    column: str
    problem: str
    remedy: str

    def __str__(self) -> str:
        place = f"Row {self.row}, {self.column}" if self.column else f"Row {self.row}"
        return f"{place}: {self.problem}; {self.remedy}."


class SheetFaults(Refused):
    """The file cannot be taken, and nothing of it was; ``faults`` lists what to mend."""

    def __init__(self, name: str, faults: Sequence[RowFault]) -> None:
        self.faults = tuple(faults)
        count = "1 fault" if len(faults) == 1 else f"{len(faults)} faults"
        lines = [f"{name} has {count}, so nothing was taken from it."]
        lines += map(str, self.faults[:_SHOWN])
        if len(faults) > _SHOWN:
            lines.append(f"There are {len(faults) - _SHOWN} more; mend these first.")
        super().__init__("\n".join(lines))


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row: its number as a spreadsheet counts it, and its cells by heading."""

    number: int
    cells: Mapping[str, str]


def read_sheet(
    data: bytes, name: str, required: Sequence[str], optional: Sequence[str] | None = ()
) -> tuple[SheetRow, ...]:
    """Return the rows of a CSV file, blank ones left out.

    Args:
        data: the file: UTF-8, UTF-16 with its mark, or Windows-1252; comma, semicolon or tab.
        name: what to call it in messages.
        required: headings that must be there.
        optional: further headings that may be there; None for any.

    Raises:
        SheetFaults: rows that have more or fewer cells than the heading.
        Refused: the file as a whole cannot be read.
    """
    records = _records(_decoded(data, name), name)
    heading = _heading(next(records, (1, [])), name, required, optional)
    rows, faults = [], []
    for number, cells in records:
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(heading):
            faults.append(_uneven(number, len(cells), len(heading)))
        rows.append(SheetRow(number, dict(zip(heading, map(str.strip, cells), strict=False))))
    if faults:
        raise SheetFaults(name, faults)
    if not rows:
        raise Refused(f"{name} holds a heading but no rows; nothing was taken from it.")
    return tuple(rows)


def _decoded(data: bytes, name: str) -> str:
    if len(data) > LARGEST_FILE:
        size = LARGEST_FILE // 1_000_000
        raise Refused(f"{name} is larger than {size} MB; split it into smaller files.")
    encodings = ("utf-16",) if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else ("utf-8-sig", "cp1252")
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            break
        return text
    raise Refused(f"{name} is not text; save it from the spreadsheet as 'CSV UTF-8'.")


def _records(text: str, name: str) -> Iterator[tuple[int, list[str]]]:
    first = text.partition("\n")[0]
    delimiter = max(_DELIMITERS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 0
    try:
        for cells in reader:
            number += 1
            yield number, cells
    except csv.Error as fault:
        raise Refused(
            f"{name}, row {number + 1}: the quotation marks or line ends do not fit ({fault}); "
            "save the file afresh as CSV. Nothing was taken from it."
        ) from None


def _heading(
    first: tuple[int, list[str]],
    name: str,
    required: Sequence[str],
    optional: Sequence[str] | None,
) -> list[str]:
    heading = [cell.strip() for cell in first[1]]
    if optional is not None:
        heading = [cell.lower().replace(" ", "_") for cell in heading]
    missing = [column for column in required if column not in heading]
    if missing:
        raise Refused(f"{name} lacks {_listed('column', missing)}; add it and import again.")
    doubled = sorted({column for column in heading if heading.count(column) > 1})
    if doubled:
        raise Refused(f"{name} has {_listed('column', doubled)} twice; keep one.")
    known = heading if optional is None else [*required, *optional]
    unknown = [column for column in heading if column not in known]
    if unknown:
        raise Refused(
            f"{name} has {_listed('column', unknown)}, which Sayso does not know; "
            f"take it out or rename it. Known are: {', '.join(known)}."
        )
    return heading


def _listed(what: str, names: Sequence[str]) -> str:
    shown = ", ".join(name[:40] or "(blank)" for name in names[:8])
    return f"the {what} {shown}" if len(names) == 1 else f"the {what}s {shown}"


def _uneven(row: int, found: int, wanted: int) -> RowFault:
    return RowFault(
        row,
        "",
        f"it has {found} cells where the heading has {wanted}",
        "look for a comma that needs quotation marks, or a cell left out",
    )
