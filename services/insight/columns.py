"""What an importer says about a file: which column is what, and what its values mean."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from services.insight.sheet import Sheet
from services.refusal import Refused
from surveys.kinds import Lean

FRIENDS_AND_FAMILY: Mapping[str, str] = MappingProxyType(
    {"1": "very_good", "2": "good", "3": "ok", "4": "bad", "5": "very_bad", "6": "", "7": ""}
)
"""How the Friends and Family Test of the NHS counts, the survey most often exported in
England: 1 is very good, 5 very poor, and what follows is "don't know"."""

PLAIN_LEANS: Mapping[str, str] = MappingProxyType({lean: lean.value for lean in Lean})
"""A column that already says good, worry or open."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column holds what.

    Args:
        id: the sender's id of each row, by which a repeat is known.
        date: the day on which it was given.
        comment: the words.
        rating: None when there is none.
        lean: what the question asked for; None when the questionnaire's own lean holds.
        rating_map: from the column's values to codes of the question; "" is no answer.
        lean_map: from the column's values to good, worry or open; "" is the questionnaire's own.
    """

    id: str
    date: str
    comment: str
    rating: str | None = None
    lean: str | None = None
    rating_map: Mapping[str, str] = field(default_factory=lambda: FRIENDS_AND_FAMILY)
    lean_map: Mapping[str, str] = field(default_factory=lambda: PLAIN_LEANS)

    @property
    def named(self) -> tuple[str, ...]:
        """Every column that is named."""
        names = (self.id, self.date, self.comment, self.rating, self.lean)
        return tuple(name for name in names if name is not None)


@dataclass(frozen=True, slots=True)
class Places:
    """Where the named columns stand, and how many cells a row must have."""

    width: int
    by_name: Mapping[str, int]


def find(columns: Columns, sheet: Sheet) -> Places:
    """Return where the columns stand; raises Refused naming all that are missing or doubled."""
    missing = [name for name in columns.named if name not in sheet.columns]
    doubled = [name for name in columns.named if sheet.columns.count(name) > 1]
    if missing:
        raise Refused(
            f"{sheet.path} has no column {' nor '.join(missing)}; its columns are {sheet.shown()}."
        )
    if doubled:
        raise Refused(
            f"{sheet.path} has more than one column {' and '.join(doubled)}; rename one of each."
        )
    places = {name: sheet.columns.index(name) for name in columns.named}
    return Places(len(sheet.columns), places)
