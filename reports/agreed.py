"""Agreement between codings of the same comments, as plain numbers that a report prints."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Beyond:
    """Agreement beyond chance: a value with its 95 % interval, and what such a value is called."""

    value: float
    low: float
    high: float
    called: str


@dataclass(frozen=True, slots=True)
class Agreed:
    """How far two codings of the same comments agree.

    Args:
        who: ``people`` for two people, ``machine`` for the machine and a person who saw no coding.
        what: ``feeling`` or ``themes``.
        comments: that both coded, and could tell.
        same: how often they found the same, from 0 to 1.
        kappa, alpha: None where there are too few comments, or nothing to tell apart.
    """

    who: str
    what: str
    comments: int
    same: float
    kappa: Beyond | None = None
    alpha: Beyond | None = None

    @property
    def id(self) -> str:
        """What its figures' ids begin with."""
        return f"agreement.{self.who}.{self.what}"


@dataclass(frozen=True, slots=True)
class SecondLooks:
    """The sample of a report.

    Args:
        drawn: comments drawn by lot.
        coded: of these, coded by somebody who saw no other coding.
        fewest: below this many a value is not given.
        agreed: in the order in which the report prints them.
    """

    drawn: int = 0
    coded: int = 0
    fewest: int = 20
    agreed: tuple[Agreed, ...] = ()
