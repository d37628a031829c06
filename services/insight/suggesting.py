"""What the codebook may lack: themes that comments suggest, and a notice when they change.

Nothing here changes a codebook. A person reads the examples and decides.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

import analysis
from analysis.drift import Drift, Known, Written, drift
from analysis.redaction import words_left
from analysis.suggesting import FEWEST_COMMENTS, Loose, suggestions
from services.hall import Actor, Hall
from services.insight.teaching import in_use, without_names
from services.staff.audit import Deed, note
from storage.models import Answer, Response
from storage.queries.learning import every_name
from storage.queries.quotes import names_about
from storage.queries.said_lately import Said, said_since

_LONDON = ZoneInfo("Europe/London")
_NOW, _BEFORE = timedelta(days=91), timedelta(days=365)
_SEED = 2026
"""So that the same comments suggest the same themes each time somebody looks."""


@dataclass(frozen=True, slots=True, repr=False)
class Suggested:
    """A theme that the codebook may lack.

    Args:
        words: what its comments share, the most telling first.
        responses: how many speak mainly of it.
        examples: its most typical comments, names struck.
    """

    words: tuple[str, ...]
    responses: int
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True, repr=False)
class Found:
    """What comments of the last fifteen months say of the codebook.

    Args:
        first: the first day of the three months that are held against the year before.
        drift: how these differ from that.
        themes: suggested, the largest first.
        loose: comments in which no theme was found.
        smallest: responses below which no number is told.
        fewest: loose comments from which on themes are suggested.
    """

    first: date
    drift: Drift
    themes: tuple[Suggested, ...]
    loose: int
    smallest: int
    fewest: int = FEWEST_COMMENTS


def suggest(hall: Hall, actor: Actor) -> Found:
    """Return suggested themes and what changed, of the comments that somebody may see.

    That they were shown is recorded. Comments that are drawn for a second look give no examples,
    since whoever looks should not know that nobody found a theme in them.
    """
    hall = in_use(hall)
    first = hall.clock().astimezone(_LONDON).date() - _NOW
    with hall.sessions.reading() as session:
        names = every_name(session)
        said = [
            one for one in said_since(session, actor, first - _BEFORE) if not one.coded.nonanswer
        ]
        loose = [one for one in said if not _fits(one)]
        found = suggestions(
            [Loose(one.answer, one.response, _left(names, one)) for one in loose if not one.drawn],
            random.Random(_SEED),  # noqa: S311  # nosec B311 - draws samples, no secret
            hall.council.thresholds.smallest_cell,
            [one.text for one in said if _fits(one)],
        )
        themes = tuple(
            Suggested(one.words, one.responses, _examples(session, one.examples)) for one in found
        )
    with hall.sessions.writing() as session:
        note(session, actor, Deed.SUGGESTIONS_SHOWN, hall.clock())
    return Found(
        first=first,
        drift=_drift(hall, said, names, first),
        themes=themes,
        loose=len(loose),
        smallest=hall.council.thresholds.smallest_cell,
    )


def _fits(said: Said) -> bool:
    """Return whether a person found a theme, or the machine did and can show by which words."""
    by_person = said.coded.coder is not None
    return any(by_person or hit.spans for hit in said.coded.themes)


def _left(names: frozenset[str], said: Said) -> str:
    return words_left(without_names(names, said.text))


def _drift(hall: Hall, said: Sequence[Said], names: frozenset[str], first: date) -> Drift:
    learned = hall.models.learned
    known = Known(hall.models.codebook, learned.terms.rows if learned else ())
    now, before = list[Written](), list[Written]()
    for one in said:
        written = Written(one.response, _left(names, one), _fits(one))
        (now if one.on >= first else before).append(written)
    return drift(now, before, known, hall.council.thresholds.smallest_cell)


def _examples(session: Session, answers: Iterable[object]) -> tuple[str, ...]:
    found = []
    for key in answers:
        answer = session.get_one(Answer, key)
        response = session.get_one(Response, answer.response_id)
        found.append(analysis.redact(answer.text or "", names_about(session, response)).text)
    return tuple(found)
