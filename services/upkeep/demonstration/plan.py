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

from services.upkeep.ages import age_at_most
from services.upkeep.meeting_rows import COLUMNS

_TWELVE = 12
_ATTENDED = {"child": 0.7, "young_person": 0.7, "parent": 0.75, "carer": 0.9}
_ATTENDED_AT_WORK = 0.92


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody around a meeting, and the cases that tie them to it."""

    reference: str
    role: str
    cases: tuple[str, ...]
    channel: str
    contact: str
    birth_month: str = ""


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


@cache
def council() -> Mapping[str, Any]:
    """Return the demonstration council as written."""
    return tomllib.loads((files(__package__) / "council.toml").read_text("utf-8"))


def case_ids() -> tuple[str, ...]:
    """Return the ids of all cases."""
    return tuple(case for family in council()["families"] for case in family["children"])


def meetings(chance: random.Random) -> tuple[Held, ...]:
    """Return every meeting in the order in which they were held."""
    written = sorted(_written(), key=lambda one: one[0])
    areas = {team["name"]: team["area"] for team in council()["teams"]}
    return tuple(
        Held(
            reference=f"M-{2001 + number}",
            held_on=date.fromisoformat(day),
            kind=kind,
            outcome=outcome,
            team=team,
            area=areas[team],
            chair=f"Chair {1 + number % council()['activities']['chairs']}",
            people=tuple((one, _came(chance, one)) for one in people),
        )
        for number, ((day, kind, outcome), team, people) in enumerate(written)
    )


def sheet(held: Iterable[Held]) -> bytes:
    """Return a meetings file as a council's system would write it."""
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS)
    writer.writeheader()
    writer.writerows(row for meeting in held for row in _rows(meeting))
    return text.getvalue().encode()


_Written = tuple[tuple[str, str, str], str, tuple[Person, ...]]


def _written() -> Iterator[_Written]:
    for family in council()["families"]:
        for line in family["meetings"]:
            day, kind, outcome = line.split()
            yield (day, kind, outcome), family["team"], _family(family, date.fromisoformat(day))
    yield from _activities()


def _family(family: Mapping[str, Any], on: date) -> tuple[Person, ...]:
    cases = tuple(family["children"])
    number = cases[0].removeprefix("C-")
    adults = [("parent", "P", family["parents"]), ("carer", "F", family["carers"])]
    return (
        *(_child(case, month, on) for case, month in family["children"].items()),
        *(
            _adult(f"{letter}-{number}-{each}", role, cases)
            for role, letter, count in adults
            for each in range(1, count + 1)
        ),
    )


def _child(case: str, month: str, on: date) -> Person:
    role = "child" if age_at_most(month, on) < _TWELVE else "young_person"
    return Person(f"Y-{case.removeprefix('C-')}", role, (case,), "in_person", "", month)


def _adult(reference: str, role: str, cases: tuple[str, ...]) -> Person:
    return Person(reference, role, cases, "email", f"{reference.lower()}@example.org")


def _activities() -> Iterator[_Written]:
    """Yield the audits and reviews of practice; each looks at the next case in turn."""
    written = council()["activities"]
    families = council()["families"]
    for turn, line in enumerate(written["meetings"]):
        day, kind, outcome = line.split()
        family = families[turn % len(families)]
        case = next(iter(family["children"]))
        first = turn * (written["practitioners_each"] - 1)
        numbers = [
            (first + each) % written["practitioners"] + 1
            for each in range(written["practitioners_each"])
        ]
        staff = [_adult(f"S-{number:02}", "staff", (case,)) for number in numbers]
        chair = _adult(f"H-{turn % written['chairs'] + 1}", "chair", (case,))
        yield (day, kind, outcome), family["team"], (*staff, chair)


def _came(chance: random.Random, person: Person) -> bool:
    return chance.random() < _ATTENDED.get(person.role, _ATTENDED_AT_WORK)


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
            }
