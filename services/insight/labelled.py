"""Reads a CSV file of comments that people labelled, for measuring and for learning."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

import analysis
from analysis import CommentIn, Example, Lean, Sentiment
from services.insight.sheet import Sheet, open_sheet
from services.refusal import Refused

_SHOWN = 10
_BEST, _WORST = 1, 5
_NO_RATING = frozenset({"", "6", "7"})
"""The Friends and Family Test of the NHS: 1 very good to 5 very poor, then "don't know"."""
_EMPTY = frozenset({"na", "n/a", "nan", "none", "null"})
"""What other programs write into an empty cell."""
_BETWEEN_THEMES = re.compile(r"[;|\n]")
_WHOLE = re.compile(r"(\d+)\.0+")
"""A whole number as other programs write it: 3.0."""

SENTIMENTS: Mapping[str, Sentiment] = MappingProxyType(
    {
        **{each.value: each for each in Sentiment},
        **dict.fromkeys(("1", "2"), Sentiment.POSITIVE),
        "3": Sentiment.NEUTRAL,
        **dict.fromkeys(("4", "5"), Sentiment.NEGATIVE),
    }
)
_GOLD = MappingProxyType({**SENTIMENTS, "0": Sentiment.NEGATIVE})
_FLAGS: Mapping[str, bool] = MappingProxyType(
    {
        **dict.fromkeys(("1", "yes", "true"), True),
        **dict.fromkeys(("0", "no", "false"), False),
    }
)

Cells = Mapping[str, str]
Row = TypeVar("Row")
Meaning = TypeVar("Meaning")


def read_sentiments(path: Path) -> tuple[Example, ...]:
    """Return the rows with words and a sentiment, by number or name; see ``SENTIMENTS``.

    Raises:
        Refused: a column is missing, or values cannot be read; each row is named.
    """

    def example(cells: Cells) -> Example | None:
        for column, meanings in (("sentiment", SENTIMENTS), ("gold", _GOLD)):
            if said := _value(cells, column):
                return Example(_comment(cells), _among(said, meanings, column))
        return None

    return _rows(path, example, ("sentiment", "gold"))


def read_themes(path: Path) -> tuple[Example, ...]:
    """Return the rows with words, their themes apart by semicolons; raises Refused as above."""

    def example(cells: Cells) -> Example:
        parts = (" ".join(part.split()) for part in _BETWEEN_THEMES.split(cells["themes"]))
        return Example(_comment(cells), themes=frozenset(part for part in parts if part))

    return _rows(path, example, ("themes",))


def read_flags(path: Path) -> tuple[tuple[str, bool], ...]:
    """Return texts and whether each is a disclosure (1 or 0); raises Refused as above."""

    def flagged(cells: Cells) -> tuple[str, bool] | None:
        said = _value(cells, "gold")
        return (_words(cells), _among(said, _FLAGS, "gold")) if said else None

    return _rows(path, flagged, ("gold",))


def _rows(
    path: Path, read: Callable[[Cells], Row | None], one_of: tuple[str, ...]
) -> tuple[Row, ...]:
    sheet = open_sheet(path)
    columns = tuple(column.casefold() for column in sheet.columns)
    _check(sheet, columns, ("comment", "text"))
    _check(sheet, columns, one_of)
    found: list[Row] = []
    faults: list[str] = []
    for record in sheet.records(lambda _: None):
        try:
            cells = _cells(columns, record.cells)
            row = read(cells) if _words(cells) else None
        except ValueError as fault:
            faults.append(f"{path}, row {record.row}: {fault}")
        else:
            found.extend([] if row is None else [row])
    if faults:
        more = f"\n... and {len(faults) - _SHOWN} more." if len(faults) > _SHOWN else ""
        raise Refused("\n".join(faults[:_SHOWN]) + more)
    if not found:
        raise Refused(f"{path} holds no labelled comment; choose a file with at least one.")
    return tuple(found)


def _check(sheet: Sheet, columns: tuple[str, ...], one_of: tuple[str, ...]) -> None:
    if not set(one_of) & set(columns):
        raise Refused(
            f"{sheet.path} has no column {' or '.join(one_of)}; its columns are {sheet.shown()}."
        )
    for name in one_of:
        if columns.count(name) > 1:
            raise Refused(f"{sheet.path} has more than one column {name}; rename the others.")


def _cells(columns: tuple[str, ...], found: tuple[str, ...]) -> Cells:
    if any(found[len(columns) :]):
        raise ValueError(
            f"more cells than the {len(columns)} columns of the first row; "
            "put what holds a comma between quotation marks."
        )
    cells = zip(columns, (cell.strip() for cell in found), strict=False)
    return {**dict.fromkeys(columns, ""), **dict(cells)}


def _value(cells: Cells, column: str) -> str:
    """Return a value as it is compared: small letters, whole numbers plain, "n/a" as empty."""
    said = cells.get(column, "").casefold()
    whole = _WHOLE.fullmatch(said)
    return whole[1] if whole else "" if said in _EMPTY else said


def _comment(cells: Cells) -> CommentIn:
    leans = {each.value: each for each in Lean}
    lean = _among(_value(cells, "lean") or Lean.OPEN.value, leans, "lean")
    return CommentIn(_words(cells), lean, _ratings(_value(cells, "rating")))


def _ratings(said: str) -> tuple[float, ...]:
    if said in _NO_RATING:
        return ()
    if said not in {str(one) for one in range(_BEST, _WORST + 1)}:
        raise ValueError("write rating as 1 (best) to 5, or 6 or 7 for don't know.")
    return (analysis.rating(float(said), _WORST, _BEST),)


def _words(cells: Cells) -> str:
    return analysis.clean_text(_first(cells, "comment", "text"))


def _first(cells: Cells, *names: str) -> str:
    return next((cells[name] for name in names if cells.get(name)), "")


def _among(said: str, meanings: Mapping[str, Meaning], column: str) -> Meaning:
    if said not in meanings:
        raise ValueError(f"write {column} as one of {', '.join(meanings)}.")
    return meanings[said]
