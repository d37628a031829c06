"""Layouts of reports: offered by name, and read with the questions and priorities there are."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from analysis import Codebook
from reports.layout import Layout
from reports.layout_catalogue import Known
from reports.layout_files import LayoutFaults, parse, shipped
from reports.layout_names import STANDARD, names
from reports.wording import words
from services.insight.asking import counted_codes
from services.refusal import Refused
from surveys import library

__all__ = ["STANDARD", "find", "names", "offered"]

_LARGEST = 100_000


def find(which: str, codebook: Codebook) -> Layout | None:
    """Return a layout by name or from a TOML file, None for Sayso's own order.

    Raises:
        Refused: there is none, or everything that is wrong in it.
    """
    if which == STANDARD:
        return None
    labels = frozenset(heading.label for heading in codebook.priority)
    try:
        return _read(which, labels)
    except LayoutFaults as faults:
        raise Refused(str(faults)) from None


def offered(codebook: Codebook, first: str) -> tuple[tuple[str, str], ...]:
    """Return every layout by id and name, the council's own first."""
    shelf = [(STANDARD, words("layouts.standard")), *_named(names(), codebook)]
    return tuple(sorted(shelf, key=lambda each: each[0] != first))


def _named(ids: Iterable[str], codebook: Codebook) -> list[tuple[str, str]]:
    found = ((id_, find(id_, codebook)) for id_ in ids)
    return [(id_, layout.name) for id_, layout in found if layout is not None]


@cache
def _read(which: str, priorities: frozenset[str]) -> Layout:
    file = Path(which)
    if file.suffix != ".toml" or not file.is_file():
        return parse(shipped(which), f"{which}.toml", _known(priorities))
    if file.stat().st_size > _LARGEST:
        raise Refused(f"{file.name} is larger than 100 kB, which no layout is.")
    try:
        return parse(file.read_text("utf-8"), file.name, _known(priorities))
    except UnicodeDecodeError:
        raise Refused(f"{file.name} is not UTF-8 text; save it as UTF-8.") from None


def _known(priorities: frozenset[str]) -> Known:
    codes: dict[str, frozenset[str]] = {}
    for form in library.all_released():
        for id_, found in counted_codes(form).items():
            codes[id_] = codes.get(id_, frozenset()) | found
    return Known(codes, priorities)
