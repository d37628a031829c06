"""The families of the demonstration council, and everybody around them. Nobody here exists."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from services.upkeep.ages import age_at_most

_TWELVE = 12
_PARENTS = ("mother", "father")
_STREETS = ("Quarry Street", "Mill Lane", "Station Road", "Church Walk", "Hawthorn Close")


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody around a meeting, and the cases that tie them to it.

    Args:
        always: whether they come to each meeting.
    """

    reference: str
    role: str
    cases: tuple[str, ...]
    channel: str
    contact: str
    birth_month: str = ""
    relation: str = ""
    always: bool = False


@dataclass(frozen=True, slots=True)
class Family:
    """A family, or one child, as the council's files tell it.

    Args:
        children: month of birth by case.
        parents: how each is reached; each has an address of their own.
        carers: references, since a carer may foster children of several families.
        partners: agencies.
        relatives: how many of the wider family.
        chair: name; empty for none.
        moves: team from a day on, by day.
        meetings: day, kind and outcome of each.
    """

    team: str
    children: Mapping[str, str]
    parents: Sequence[str]
    carers: Sequence[str]
    partners: Sequence[str]
    relatives: int
    chair: str
    chair_number: int
    moves: Mapping[str, str]
    meetings: Sequence[str]

    @staticmethod
    def of(written: Mapping[str, Any], chairs: Sequence[str]) -> Family:
        """Return a family as written."""
        number = written.get("chair", 0)
        return Family(
            team=written["team"],
            children=written["children"],
            parents=written.get("parents", ()),
            carers=written.get("carers", ()),
            partners=written.get("partners", ()),
            relatives=written.get("family", 0),
            chair=chairs[number - 1] if number else "",
            chair_number=number,
            moves=written.get("transfers", {}),
            meetings=written["meetings"],
        )

    @property
    def cases(self) -> tuple[str, ...]:
        """The cases of all children."""
        return tuple(self.children)

    @property
    def number(self) -> str:
        """What tells the family's people from others'."""
        return self.cases[0].removeprefix("C-")

    def team_on(self, day: str) -> str:
        """Return the team that held the cases on a day, written as 2026-01-31."""
        return next((team for since, team in self.moves.items() if since <= day), self.team)

    def group(self, name: str, on: date) -> tuple[Person, ...]:
        """Return the people of one group as they were on a day."""
        return _GROUPS[name](self, on)

    def _young(self, on: date) -> tuple[Person, ...]:
        return tuple(_child(case, month, on) for case, month in self.children.items())

    def _parents(self, on: date) -> tuple[Person, ...]:
        return tuple(
            replace(
                _adult(f"P-{self.number}-{number}", "parent", self.cases, channel),
                relation=_PARENTS[number - 1],
            )
            for number, channel in enumerate(self.parents, 1)
        )

    def _carers(self, on: date) -> tuple[Person, ...]:
        return tuple(_adult(one, "carer", self.cases, "email") for one in self.carers)

    def _partners(self, on: date) -> tuple[Person, ...]:
        return tuple(
            _adult(f"A-{self.number}-{agency}", "partner", self.cases, "email")
            for agency in self.partners
        )

    def _relatives(self, on: date) -> tuple[Person, ...]:
        return tuple(
            _adult(f"G-{self.number}-{number}", "family_member", self.cases, "post")
            for number in range(1, self.relatives + 1)
        )

    def _chair(self, on: date) -> tuple[Person, ...]:
        if not self.chair:
            return ()
        return (practitioner("chair", f"H-{self.chair_number}", *self.cases),)


_GROUPS: Mapping[str, Callable[[Family, date], tuple[Person, ...]]] = {
    "children": Family._young,
    "parents": Family._parents,
    "carers": Family._carers,
    "partners": Family._partners,
    "family": Family._relatives,
    "chair": Family._chair,
}


def practitioner(role: str, reference: str, *cases: str) -> Person:
    """Return somebody who is there because of their work."""
    return _adult(reference, role, cases, "email", always=role == "chair")


def _child(case: str, month: str, on: date) -> Person:
    role = "child" if age_at_most(month, on) < _TWELVE else "young_person"
    return Person(f"Y-{case.removeprefix('C-')}", role, (case,), "in_person", "", month)


def _adult(
    reference: str, role: str, cases: tuple[str, ...], channel: str, *, always: bool = False
) -> Person:
    return Person(reference, role, cases, channel, _CONTACTS[channel](reference), always=always)


def _digits(reference: str) -> int:
    return int("".join(sign for sign in reference if sign.isdigit()))


_CONTACTS: Mapping[str, Callable[[str], str]] = {
    "email": lambda reference: f"{reference.lower()}@example.org",
    # Ofcom keeps 07700 900000 to 900999 for stories.
    "sms": lambda reference: f"07700 900{_digits(reference) % 1000:03}",
    "post": lambda reference: (
        f"{_digits(reference) % 89 + 2} {_STREETS[_digits(reference) % len(_STREETS)]}, Millbrook"
    ),
}
