"""Gathers everything that a quarterly report counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from analysis import Codebook
from reports.cells import Concerns, Handling, NotAsked, QuarterCells, Scope, Theme
from reports.periods import Period, parse
from safeguarding.concern import Clock, due_at
from safeguarding.levels import Level
from safeguarding.states import ConcernState
from services.hall import Hall
from services.insight.agreeing import reported
from services.insight.asking import questions
from services.insight.quotes import quotes
from storage.queries import actions, answers, codings, concerns, meetings
from storage.queries.scopes import Slice

_LONDON = ZoneInfo("Europe/London")


def quarter(
    session: Session, hall: Hall, scope: Scope, period: Period, *, quoted: bool
) -> QuarterCells:
    """Count one scope and period, with quotes where they are wanted; nothing is suppressed here."""
    today = hall.clock().astimezone(_LONDON).date()
    part = Slice(scope, period, tuple(map(parse, period.months)), today)
    counted = codings.counted_comments(session, part)
    return QuarterCells(
        scope=scope,
        period=period,
        council=hall.council.name,
        method=counted.method,
        questions=questions(session, answers.asked_in(session, part)),
        themes=_themes(hall.models.codebook),
        meetings=meetings.held(session, part),
        coverage=meetings.coverage(session, part),
        not_asked=tuple(
            NotAsked(_in_words(reason), people)
            for reason, people in meetings.not_asked(session, part)
        ),
        invitations=meetings.invitations(session, part),
        answered=answers.answered(session, part),
        chosen=answers.chosen(session, part),
        summed=answers.summed(session, part),
        comments=counted.comments,
        comments_by_role=counted.by_role,
        asks=counted.asks,
        concerns=_concerns(concerns.raised(session, part)),
        actions=actions.counted(session, part),
        second_looks=reported(session, hall, *part.whole_responses),
        quotes=quotes(session, part) if quoted else (),
    )


def _themes(codebook: Codebook) -> tuple[Theme, ...]:
    groups = {heading.id: heading.label for heading in codebook.group}
    priorities = {heading.id: heading.label for heading in codebook.priority}
    return tuple(
        Theme(theme.id, theme.label, groups[theme.group], priorities[theme.priority])
        for theme in codebook.theme
    )


def _in_words(reason: str) -> str:
    return reason.replace("_", " ").capitalize() if reason else "No reason kept"


def _concerns(found: Iterable[concerns.Raised]) -> tuple[Concerns, ...]:
    counts: Counter[tuple[Level, Handling]] = Counter()
    still_open: Counter[tuple[Level, Handling]] = Counter()
    for concern in found:
        cell = (concern.level, _handling(concern))
        counts[cell] += 1
        still_open[cell] += concern.state is not ConcernState.CLOSED
    return tuple(
        Concerns(level, handling, count, still_open[level, handling])
        for (level, handling), count in sorted(counts.items())
    )


def _handling(concern: concerns.Raised) -> Handling:
    if concern.acknowledged_at is None:
        return Handling.WAITING
    due = due_at(ConcernState.RAISED, concern.level, concern.raised_at, Clock())
    late = due is not None and concern.acknowledged_at > due
    return Handling.LATE if late else Handling.IN_TIME
