"""How far people and the machine agree, counted on the comments that were coded blind.

Two people: who coded first, with the machine's suggestion before their eyes, and who saw neither.
Machine and people: what stands in the figures beside what was found by whoever saw neither.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement
from sqlalchemy.orm import Session

import analysis
from analysis import CommentIn, Lean, Sentiment
from analysis.abstention import Guessed, Point, curve
from analysis.agreement import FEWEST, Agreement
from analysis.comparing import Compared, compare
from analysis.counting import Share
from reports.agreed import Agreed as Printed
from reports.agreed import Beyond, SecondLooks
from reports.curve_line import CurveDrawing, curve_drawing
from services.hall import Actor, Hall
from services.insight.indicators import indicators
from services.insight.moderated import Moderated, moderated
from services.insight.readings import pair
from services.insight.teaching import in_use
from storage.queries.comments import marks_beside
from storage.queries.learning import coded_blind
from storage.queries.passes import Pass
from storage.queries.readable import outside_conflicts
from storage.queries.second_looks import Looks, Sample, looks, sample
from storage.visible import in_scope

_LABELS = {0.0: "all", 0.6: "0.6", 0.7: "0.7", 0.8: "0.8", 0.9: "0.9"}
"""The thresholds that are written into the drawing; all of them stand in its table."""


@dataclass(frozen=True, slots=True)
class Held:
    """Codings held against each other.

    Args:
        people: who coded first, against who looked a second time.
        machine: the machine, against who looked a second time; it finds no theme in languages
            other than English, and is not sure of their feeling.
        not_sure: of the comments in which the latter found a feeling, those that the machine
            is not sure of.
    """

    people: Compared
    machine: Compared
    not_sure: Share


@dataclass(frozen=True, slots=True)
class Agreed:
    """Everything that can be said about agreement.

    Args:
        sample: how much was drawn, and coded a second time.
        held: codings against each other.
        moderated: what became of the comments on which two people differ.
        analyser: the one in use.
        curve: what it would get right, the surer it had to be; of comments it did not learn from.
        drawing: that curve, where enough comments were accepted; None where they are too few.
        names: labels of the themes by id.
        fewest: below this many comments no value is given.
    """

    sample: Sample
    held: Held
    moderated: Moderated
    analyser: str
    curve: tuple[Point, ...]
    drawing: CurveDrawing | None
    names: dict[str, str]
    fewest: int = FEWEST

    @property
    def enough(self) -> bool:
        """Whether enough was coded a second time to say anything."""
        return self.sample.coded >= FEWEST


def agreement(hall: Hall, actor: Actor) -> Agreed:
    """Return how far people and the machine agree, within somebody's scope."""
    hall = in_use(hall)
    with hall.sessions.reading() as session:
        mine = (in_scope(actor), *outside_conflicts(session, actor))
        points, found = _curve(session, hall, mine), tuple(looks(session, *mine))
        return Agreed(
            sample=sample(session, *mine),
            held=held(found, hall),
            moderated=moderated(found, hall.council.thresholds.smallest_cell),
            analyser=hall.models.analyser,
            curve=points,
            drawing=_drawn(points),
            names={theme.id: theme.label for theme in hall.models.codebook.theme},
        )


def _drawn(points: Sequence[Point]) -> CurveDrawing | None:
    enough = [one for one in points if one.right.of >= FEWEST]
    return curve_drawing(
        [(one.accepted.value, one.right.value, _LABELS.get(one.threshold, "")) for one in enough]
    )


def held(found: Sequence[Looks], hall: Hall) -> Held:
    """Hold codings against each other.

    Args:
        found: the comments that are looked at.
        hall: its codebook says which themes are compared.
    """
    themes = [theme.id for theme in hall.models.codebook.theme]
    read = [one for one in found if one.machine is not None]
    felt = [one for one in read if one.blind.sentiment is not None]
    return Held(
        people=compare([pair(one, one.first) for one in found if one.first], themes),
        machine=compare([pair(one, one.machine) for one in read if one.machine], themes),
        not_sure=Share(sum(_unsure(one.machine) for one in felt), len(felt)),
    )


def reported(session: Session, hall: Hall, *conditions: ColumnElement[bool]) -> SecondLooks:
    """Return what a report prints of it.

    Args:
        hall: its codebook says which themes are compared.
        conditions: on the responses whose comments are looked at.
    """
    drawn, found = sample(session, *conditions), held(tuple(looks(session, *conditions)), hall)
    matters = {
        ("people", "feeling"): found.people.feeling,
        ("people", "themes"): found.people.themes,
        ("machine", "feeling"): found.machine.feeling,
        ("machine", "themes"): found.machine.themes,
    }
    return SecondLooks(
        drawn=drawn.drawn,
        coded=drawn.coded,
        fewest=FEWEST,
        agreed=tuple(
            Printed(who, what, one.kappa.n, one.kappa.same, _beyond(one.kappa), _beyond(one.alpha))
            for (who, what), one in matters.items()
        ),
    )


def _beyond(found: Agreement) -> Beyond | None:
    if found.called is None or found.value is None or found.low is None or found.high is None:
        return None
    return Beyond(found.value, found.low, found.high, found.called.value)


def _unsure(machine: Pass | None) -> bool:
    return machine is not None and machine.sentiment is None and not machine.nonanswer


def _curve(
    session: Session, hall: Hall, conditions: Sequence[ColumnElement[bool]]
) -> tuple[Point, ...]:
    """Let the analyser in use read the sample again, since how sure it was is never kept."""
    found = [one for one in coded_blind(session, *conditions) if one.coded.sentiment]
    marks = marks_beside(session, {one.response for one in found})
    told = [
        CommentIn(
            one.text,
            Lean(one.lean or Lean.OPEN),
            indicators().ratings_of(marks.get(one.response, ())),
        )
        for one in found
    ]
    readings = analysis.analyse_all(told, hall.models)
    return curve(
        [
            Guessed(read.confidence, read.guess is Sentiment(one.coded.sentiment or ""))
            for one, read in zip(found, readings, strict=True)
            if read.guess is not None
        ]
    )
