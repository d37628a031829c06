"""One row of an imported file: read, checked, and every fault in it named."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import analysis
from services.insight.columns import Columns, Places
from services.insight.sheet import Record
from storage.keys import Keys
from surveys.answers import AnswerState, AnswerValue
from surveys.kinds import Kind, Lean

_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})", re.ASCII)
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
_MONTHS = 12
_EARLIEST = 1990
_LONGEST_ID = 200


@dataclass(frozen=True, slots=True)
class RowFault:
    """What is wrong where. It never quotes a cell, which might hold a person's words."""

    row: int
    column: str
    problem: str
    remedy: str

    def __str__(self) -> str:
        return f"Row {self.row}, {self.column}: {self.problem}; {self.remedy}."


@dataclass(frozen=True, slots=True)
class Form:
    """What the questionnaire takes in.

    Args:
        rating, comment: ids of its two questions.
        rating_kind: kind of the first.
        codes: choices of the first.
        lean: of the second, where the file does not say.
        longest: characters of a comment.
    """

    rating: str
    comment: str
    rating_kind: Kind
    codes: frozenset[str]
    lean: Lean | None
    longest: int


@dataclass(frozen=True, slots=True)
class Row:
    """A row without faults.

    Args:
        number: in the file.
        input_id, digest: keyed hashes of the sender's id and of the content.
        received_on: the day.
        month_first: whether it could only be read as month/day/year.
        answers: rating and comment; both skipped in a row that says nothing.
    """

    number: int
    input_id: str
    digest: bytes
    received_on: date
    month_first: bool
    answers: tuple[AnswerValue, ...]

    @property
    def blank(self) -> bool:
        """Whether nothing was answered."""
        return all(answer.state is AnswerState.SKIPPED for answer in self.answers)


class _Wrong(Exception):
    def __init__(self, problem: str, remedy: str) -> None:
        super().__init__(problem)
        self.problem = problem
        self.remedy = remedy


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads the rows of one file.

    Args:
        columns, places: where things stand and what values mean.
        form: what is taken in.
        keys: hash ids and contents.
        today: London day; nothing was given later.
    """

    columns: Columns
    places: Places
    form: Form
    keys: Keys
    today: date

    def read(self, record: Record) -> Row | tuple[RowFault, ...]:
        """Return the row, or everything that is wrong with it."""
        if len(record.cells) != self.places.width:
            problem = f"it has {len(record.cells)} cells and the header {self.places.width}"
            remedy = "look for a stray separator or quotation mark"
            return (RowFault(record.row, "the whole row", problem, remedy),)
        values: dict[str, Any] = {}
        faults = []
        for name, column, reader in self._fields():
            cell = record.cells[self.places.by_name[column]] if column else ""
            try:
                values[name] = reader(self, analysis.clean_text(cell))
            except _Wrong as wrong:
                fault = RowFault(record.row, f"column {column}", wrong.problem, wrong.remedy)
                faults.append(fault)
        return tuple(faults) if faults else self._row(record.row, **values)

    def _fields(self) -> Iterator[tuple[str, str | None, Any]]:
        yield "sender_id", self.columns.id, Reader._id
        yield "day", self.columns.date, Reader._day
        yield "comment", self.columns.comment, Reader._comment
        yield "rating", self.columns.rating, Reader._rating
        yield "lean", self.columns.lean, Reader._lean

    def _row(
        self, number: int, sender_id: str, day: Day, comment: str, rating: str, lean: Lean
    ) -> Row:
        received_on, month_first = day
        said = "\0".join((received_on.isoformat(), rating, str(lean), comment))
        return Row(
            number=number,
            input_id=self.keys.digest("imported id", sender_id).hex(),
            digest=self.keys.digest("imported row", said),
            received_on=received_on,
            month_first=month_first,
            answers=(
                _answer(self.form.rating, self.form.rating_kind, code=rating or None),
                _answer(self.form.comment, Kind.LONG_TEXT, lean, text=comment or None),
            ),
        )

    def _id(self, cell: str) -> str:
        if not cell:
            raise _Wrong("there is no id", "give each row one of its own")
        if len(cell) > _LONGEST_ID:
            raise _Wrong(f"the id is longer than {_LONGEST_ID} characters", "choose the id column")
        return cell

    def _day(self, cell: str) -> Day:
        day = _as_day(cell)
        if day is None:
            raise _Wrong("this is not a day", "write it as 2026-07-01 or 01/07/2026")
        if day[0] > self.today:
            raise _Wrong("this day is yet to come", "correct the year or the day")
        if day[0].year < _EARLIEST:
            raise _Wrong(f"this day is before {_EARLIEST}", "correct the year")
        return day

    def _comment(self, cell: str) -> str:
        if len(cell) > self.form.longest:
            raise _Wrong(
                f"the comment has {len(cell):,} characters", f"keep to {self.form.longest:,}"
            )
        return cell

    def _rating(self, cell: str) -> str:
        if not cell or cell in self.form.codes:
            return cell
        if cell not in self.columns.rating_map:
            raise _Wrong("nothing says what this rating means", "add it to --rating-map")
        return self.columns.rating_map[cell]

    def _lean(self, cell: str) -> Lean | None:
        named = self.columns.lean_map.get(cell, None if cell else "")
        if named is None:
            raise _Wrong("nothing says what this lean means", "add it to --lean-map")
        return Lean(named) if named else self.form.lean


Day = tuple[date, bool]
"""A day, and whether it could only be read as month/day/year."""


def _as_day(cell: str) -> Day | None:
    """Read a day with or without a time after it.

    Slashes are read day first, as in Britain; spreadsheets that think they are in America leave
    files that mix both, so what cannot be day first is read month first.
    """
    found = cell.replace("T", " ").split(maxsplit=1)
    written = found[0] if found else ""
    iso, slashed = _ISO.fullmatch(written), _SLASHED.fullmatch(written)
    if iso:
        year, month, day = map(int, iso.groups())
        return _possible(year, month, day, month_first=False)
    if slashed is None:
        return None
    one, two, year = map(int, slashed.groups())
    if two > _MONTHS:
        return _possible(year, one, two, month_first=True)
    return _possible(year, two, one, month_first=False)


def _possible(year: int, month: int, day: int, *, month_first: bool) -> Day | None:
    try:
        return date(year, month, day), month_first
    except ValueError:
        return None


def _answer(
    question: str,
    kind: Kind,
    lean: Lean | None = None,
    code: str | None = None,
    text: str | None = None,
) -> AnswerValue:
    empty = code is None and text is None
    state = AnswerState.SKIPPED if empty else AnswerState.ANSWERED
    return AnswerValue(question, "", state, kind, lean, code=code, text=text)
