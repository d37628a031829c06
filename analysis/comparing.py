"""Two codings of the same comments held against each other: feeling, weight and each theme."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from analysis.agreement import Agreement, Decision, alpha, kappa

FEWEST_WITH = 5
"""With fewer comments that have a theme, by either reader, one more would turn its value."""

NOTHING = "nothing"
"""The feeling of a comment of which somebody found that it says nothing."""

_YES, _NO = "given", "not given"
_DECISIONS: tuple[tuple[Decision, Decision], ...] = (
    ((_NO, _NO), (_NO, _YES)),
    ((_YES, _NO), (_YES, _YES)),
)


class Matter(StrEnum):
    """What two readers can differ on."""

    FEELING = "feeling"
    WEIGHT = "weight"
    THEMES = "themes"


@dataclass(frozen=True, slots=True)
class Coded:
    """What one reader, person or machine, found in a comment.

    Args:
        feeling: a sentiment or ``NOTHING``; None for "cannot tell" and "not sure".
        weight: a severity as text, None for "cannot tell".
        themes: ids; None where the reader could not tell anything about the comment.
    """

    feeling: str | None
    weight: str | None
    themes: frozenset[str] | None


Pair = tuple[Coded, Coded]
"""One comment as two readers coded it."""


@dataclass(frozen=True, slots=True)
class OnOne:
    """How far readers agree on one matter.

    Args:
        kappa: for two readers who keep their places, such as machine and person.
        alpha: for readers who change places, such as two people of an office.
    """

    kappa: Agreement
    alpha: Agreement


@dataclass(frozen=True, slots=True)
class OnTheme:
    """How far readers agree on whether a comment speaks of a theme.

    Args:
        theme: its id.
        first, second: to how many comments each of them gave it.
        agreed: how far they agree.
    """

    theme: str
    first: int
    second: int
    agreed: Agreement

    @property
    def told(self) -> bool:
        """Whether enough comments speak of it, and enough do not, for a value to say anything."""
        few = min(self.agreed.n - self.first, self.agreed.n - self.second, self.first, self.second)
        return self.agreed.enough and few >= FEWEST_WITH


@dataclass(frozen=True, slots=True)
class Compared:
    """How far two readers agree.

    Args:
        n: comments that both coded.
        feeling, weight: on how comments feel and weigh; where both could tell.
        themes: on all themes together, theme by theme and comment by comment.
        by_theme: on each theme, in the order asked for.
    """

    n: int
    feeling: OnOne
    weight: OnOne
    themes: OnOne
    by_theme: tuple[OnTheme, ...]


def compare(pairs: Sequence[Pair], themes: Iterable[str]) -> Compared:
    """Return how far two readers agree.

    Args:
        pairs: the comments that both coded; the machine, or who coded first, stands first.
        themes: ids of the themes to compare; others are passed over.
    """
    known = tuple(themes)
    spoken = [
        (first.themes, second.themes)
        for first, second in pairs
        if first.themes is not None and second.themes is not None
    ]
    decided = [[_on(theme, *each) for theme in known] for each in spoken]
    return Compared(
        n=len(pairs),
        feeling=_both([[(first.feeling, second.feeling)] for first, second in pairs]),
        weight=_both([[(first.weight, second.weight)] for first, second in pairs]),
        themes=_both(decided),
        by_theme=tuple(
            OnTheme(
                theme,
                first=sum(theme in gave for gave, _ in spoken),
                second=sum(theme in gave for _, gave in spoken),
                agreed=kappa((each[place],) for each in decided),
            )
            for place, theme in enumerate(known)
        ),
    )


def differing(first: Coded, second: Coded) -> tuple[Matter, ...]:
    """Return what two readers differ on, of what both could tell."""
    told = (
        (Matter.FEELING, first.feeling, second.feeling),
        (Matter.WEIGHT, first.weight, second.weight),
        (Matter.THEMES, first.themes, second.themes),
    )
    return tuple(
        matter
        for matter, one, other in told
        if one is not None and other is not None and one != other
    )


def _on(theme: str, first: frozenset[str], second: frozenset[str]) -> Decision:
    return _DECISIONS[theme in first][theme in second]


def _both(comments: Sequence[Sequence[Decision]]) -> OnOne:
    return OnOne(kappa(comments), alpha(comments))
