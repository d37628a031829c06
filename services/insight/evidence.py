"""What stands behind a figure of a report, for whoever may make that report."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from reports import build
from reports.evidence import behind
from reports.quotes import Quote
from reports.report import Figure, ReportKind
from reports.wording import label
from services.hall import Actor, Hall
from services.insight.reading_room import NotYours
from services.insight.report_desk import quoted_to, require_own
from services.insight.reporting import Wanted, counted
from services.staff.audit import Deed, note
from storage.models import Answer, Response
from storage.queries.readable import readable_responses


@dataclass(frozen=True, slots=True, repr=False)
class Said:
    """A quote: the words, who said them as far as it may be told, and where.

    Args:
        answer: its id.
        text: None when the words were erased.
        by: such as "a parent", or "someone".
        response: what it was said in, None where the reader may not open that.
    """

    answer: str
    text: str | None
    by: str
    response: UUID | None


@dataclass(frozen=True, slots=True, repr=False)
class Behind:
    """A figure and the quotes that it counts.

    Args:
        period, whose: as people read them.
        whole: all comments of the report, None where that number is withheld.
    """

    figure: Figure
    whole: int | None
    period: str
    whose: str
    said: tuple[Said, ...]


def evidence(hall: Hall, actor: Actor, wanted: Wanted, figure_id: str) -> Behind:
    """Return what stands behind a printed figure about comments, and leave a trace of it.

    Raises:
        NotYours: the report is not theirs, or prints no such figure.
        Refused: there is no such period.
    """
    require_own(hall, actor, wanted)
    cells, policy = counted(hall, wanted, quotes=quoted_to(actor))
    report = build(ReportKind(wanted.kind), cells, policy)
    found = behind(figure_id, report, cells.quotes)
    if found is None:
        raise NotYours
    with hall.sessions.writing() as session:
        note(session, actor, Deed.REPORT_MADE, hall.clock())
        opened = _to_open(session, actor, (quote.reference for quote in found.quotes))
    return Behind(
        figure=found.figure,
        whole=int(found.whole.value) if found.whole and found.whole.value else None,
        period=report.period.label,
        whose=report.scope.name,
        said=tuple(_said(quote, opened) for quote in found.quotes),
    )


def _said(quote: Quote, opened: Mapping[str, UUID]) -> Said:
    by = label("role_of_quote", quote.role)
    return Said(quote.reference, quote.text, by, opened.get(quote.reference))


def _to_open(session: Session, actor: Actor, references: Iterable[str]) -> Mapping[str, UUID]:
    """Return the responses that somebody may open, by the answer that is quoted."""
    mine = readable_responses(session, actor).with_only_columns(Response.id)
    query = select(Answer.id, Answer.response_id).where(
        Answer.id.in_([UUID(each) for each in references]), Answer.response_id.in_(mine)
    )
    return {str(answer): response for answer, response in session.execute(query)}
