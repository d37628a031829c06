"""What was held in the demonstration council, and who was there: the same at each build."""

from __future__ import annotations

import csv
import io
import random
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from services.upkeep.demonstration.people import Family, Person, practitioner
from services.upkeep.demonstration.scenes import players
from services.upkeep.meeting_rows import COLUMNS

_AREAS = ("help_and_protection", "children_in_care", "leaving_care")
_CAME = {"child": 0.68, "young_person": 0.74, "parent": 0.78, "carer": 0.94, "partner": 0.82}
_CAME_AT_WORK = 0.95
_AROUND = {
    "cla_review": ("children", "parents", "carers", "chair"),
    "pathway_plan_review": ("children", "carers"),
    "initial_cp_conference": ("children", "parents", "partners", "chair"),
    "review_cp_conference": ("children", "parents", "partners", "chair"),
    "cin_review": ("children", "parents", "partners"),
    "early_help_meeting": ("children", "parents", "partners"),
    "family_group_conference": ("children", "parents", "family"),
    "education_plan": ("children", "carers", "partners"),
    "foster_carer_review": ("carers",),
}
"""Who belongs to a kind of meeting."""


@dataclass(frozen=True, slots=True)
class Held:
    """One meeting, and who was expected: each person with whether they came."""

    reference: str
    held_on: date
    kind: str
    outcome: str
    team: str
    area: str
    chair: str
    people: tuple[tuple[Person, bool], ...]


@dataclass(frozen=True, slots=True)
class _Written:
    """A meeting as the council's files tell it."""

    held_on: date
    kind: str
    outcome: str
    team: str
    chair: str
    people: tuple[Person, ...]


@cache
def council(name: str) -> Mapping[str, Any]:
    """Return one of the council's files: an area's families, or ``practice``."""
    return tomllib.loads((files(__package__) / "council" / f"{name}.toml").read_text("utf-8"))


@cache
def families() -> tuple[Family, ...]:
    """Return every family in the order of its cases."""
    chairs = council("practice")["chairs"]
    return tuple(
        Family.of(written, chairs) for area in _AREAS for written in council(area)["families"]
    )


def case_ids() -> tuple[str, ...]:
    """Return the ids of all cases."""
    return tuple(case for family in families() for case in family.children)


def meetings(chance: random.Random) -> tuple[Held, ...]:
    """Return every meeting in the order in which they were held."""
    areas = {team: council(name)["area"] for name in _AREAS for team in council(name)["teams"]}
    written = sorted((*_of_families(), *_of_practice()), key=lambda one: one.held_on)
    return tuple(
        Held(
            reference=f"M-{2001 + number}",
            held_on=one.held_on,
            kind=one.kind,
            outcome=one.outcome,
            team=one.team,
            area=areas[one.team],
            chair=one.chair,
            people=tuple((each, _came(chance, each, one.held_on)) for each in one.people),
        )
        for number, one in enumerate(written)
    )


def sheet(held: Iterable[Held]) -> bytes:
    """Return a meetings file as a council's system would write it."""
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS)
    writer.writeheader()
    writer.writerows(row for meeting in held for row in _rows(meeting))
    return text.getvalue().encode()


def _of_families() -> Iterator[_Written]:
    for family in families():
        for line in family.meetings:
            day, kind, outcome = line.split()
            held_on = date.fromisoformat(day)
            groups = _AROUND[kind]
            people = tuple(one for group in groups for one in family.group(group, held_on))
            chair = family.chair if "chair" in groups else ""
            yield _Written(held_on, kind, outcome, family.team_on(day), chair, people)


def _of_practice() -> Iterator[_Written]:
    """Yield the audits and reviews of practice; each looks at the next case in turn."""
    written = council("practice")
    each, count = written["practitioners_each"], written["practitioners"]
    for turn, line in enumerate(written["meetings"]):
        day, kind, outcome = line.split()
        family = families()[turn * 5 % len(families())]
        case = next(iter(family.children))
        numbers = [(turn * (each - 1) + place) % count + 1 for place in range(each)]
        number = turn % len(written["chairs"]) + 1
        people = (
            *(practitioner("staff", f"S-{one:02}", case) for one in numbers),
            practitioner("chair", f"H-{number}", case),
        )
        chair = written["chairs"][number - 1]
        yield _Written(date.fromisoformat(day), kind, outcome, family.team_on(day), chair, people)


def _came(chance: random.Random, person: Person, on: date) -> bool:
    plays = (on.isoformat(), person.reference) in players()
    return person.always or plays or chance.random() < _CAME.get(person.role, _CAME_AT_WORK)


def _rows(meeting: Held) -> Iterator[dict[str, str]]:
    for person, came in meeting.people:
        for case in person.cases:
            yield {
                "meeting_ref": meeting.reference,
                "case_id": case,
                "kind": meeting.kind,
                "held_on": meeting.held_on.isoformat(),
                "outcome": meeting.outcome,
                "area": meeting.area,
                "team": meeting.team,
                "chair": meeting.chair,
                "role": person.role,
                "recipient_ref": person.reference,
                "attended": "yes" if came else "no",
                "channel": person.channel,
                "contact": person.contact,
                "language": "en",
                "birth_month": person.birth_month,
                "relation": person.relation,
            }
