"""Quotes for a report: words that a respondent and a person both let stand, names struck."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from sqlalchemy.orm import Session

import analysis
from reports.cells import NOT_SURE
from reports.quotes import Quote, Strand
from storage.queries.passes import Pass, Passes, passes
from storage.queries.quotes import Usable, usable
from storage.queries.scopes import Slice
from surveys.kinds import Lean

_BY_LEAN: Mapping[Lean | None, Strand] = MappingProxyType(
    {Lean.GOOD: Strand.WORKING_WELL, Lean.WORRY: Strand.WORRIED}
)
_POSITIVE = "positive"


def quotes(session: Session, part: Slice) -> tuple[Quote, ...]:
    """Return the usable quotes of a slice under the strand that each belongs to.

    A question that leans says the strand. What is said to an open one is about what needs to
    happen, unless it is praise.
    """
    found = tuple(usable(session, part))
    coded = passes(session, (each.answer for each in found))
    return tuple(_quote(each, coded.get(each.answer, Passes()).holding) for each in found)


def _quote(usable: Usable, coded: Pass | None) -> Quote:
    feeling = (coded.sentiment or NOT_SURE) if coded else ""
    return Quote(
        reference=str(usable.answer),
        text=analysis.redact(usable.text, usable.names).text,
        role=usable.role.value,
        strand=_strand(usable, feeling),
        confirmed=True,
        themes=tuple(hit.theme for hit in coded.themes) if coded else (),
        feeling=feeling,
    )


def _strand(quote: Usable, feeling: str) -> Strand:
    open_one = Strand.WORKING_WELL if feeling == _POSITIVE else Strand.NEEDS_TO_HAPPEN
    return _BY_LEAN.get(quote.lean, open_one)
