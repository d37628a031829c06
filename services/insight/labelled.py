"""Reads a CSV file of comments that people labelled, for measuring and for learning."""

from __future__ import annotations

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

SENTIMENTS: Mapping[str, Sentiment] = MappingProxyType(
    {
        **{each.value: each for each in Sentiment},
        **dict.fromkeys(("1", "2"), Sentiment.POSITIVE),
        "3": Sentiment.NEUTRAL,
        **dict.fromkeys(("4", "5"), Sentiment.NEGATIVE),
    }
)
_FLAGS: Mapping[str, bool] = MappingProxyType({"1": True, "0": False})

Cells = Mapping[str, str]
Row = TypeVar("Row")
Meaning = TypeVar("Meaning")


def read_sentiments(path: Path) -> tuple[Example, ...]:
    """Return the rows with words and a sentiment, by number or name; see ``SENTIMENTS``.

    Raises:
        Refused: a column is missing, or values cannot be read; each row is named.
    """

    def example(cells: Cells) -> Example | None:
        said = _first(cells, "sentiment", "gold")
        return Example(_comment(cells), _among(said, SENTIMENTS, "sentiment")) if said else None

    return _rows(path, example, ("sentiment", "gold"))


def read_themes(path: Path) -> tuple[Example, ...]:
    """Return the rows with words, their themes apart by semicolons; raises Refused as above."""

    def example(cells: Cells) -> Example:
        themes = frozenset(part.strip() for part in cells["themes"].split(";") if part.strip())
        return Example(_comment(cells), themes=themes)

    return _rows(path, example, ("themes",))


def read_flags(path: Path) -> tuple[tuple[str, bool], ...]:
    """Return texts and whether each is a disclosure (1 or 0); raises Refused as above."""

    def flagged(cells: Cells) -> tuple[str, bool]:
        return _words(cells), _among(_first(cells, "gold"), _FLAGS, "gold")

    return _rows(path, flagged, ("gold",))


def _rows(
    path: Path, read: Callable[[Cells], Row | None], one_of: tuple[str, ...]
) -> tuple[Row, ...]:
    sheet = open_sheet(path)
    _check(sheet, ("comment", "text"))
    _check(sheet, one_of)
    found: list[Row] = []
    faults: list[str] = []
    for record in sheet.records(lambda _: None):
        cells = dict(zip(sheet.columns, (cell.strip() for cell in record.cells), strict=False))
        try:
            row = read({**dict.fromkeys(sheet.columns, ""), **cells}) if _words(cells) else None
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


def _check(sheet: Sheet, one_of: tuple[str, ...]) -> None:
    if not set(one_of) & set(sheet.columns):
        raise Refused(
            f"{sheet.path} has no column {' or '.join(one_of)}; "
            f"its columns are {', '.join(sheet.columns)}."
        )


def _comment(cells: Cells) -> CommentIn:
    lean = _among(cells.get("lean") or Lean.OPEN.value, {each.value: each for each in Lean}, "lean")
    return CommentIn(_words(cells), lean, _ratings(cells.get("rating", "")))


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
    if said.lower() not in meanings:
        raise ValueError(f"write {column} as one of {', '.join(meanings)}.")
    return meanings[said.lower()]
