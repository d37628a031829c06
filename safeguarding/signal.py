"""What a screen hands back: a category, a level, where it stands, and which rule saw it."""

from __future__ import annotations

from dataclasses import dataclass

from safeguarding.levels import Category, Level


@dataclass(frozen=True, slots=True)
class Signal:
    """A reason for a person to look sooner. Its absence says nothing.

    Args:
        category: what may be going on.
        level: how soon to look.
        span: start and end in code points of the screened text; None for a structured answer.
        rule: id of the rule that matched, or ``answer`` for a structured answer.
        version: of the rules, to be stored with the concern.
    """

    category: Category
    level: Level
    span: tuple[int, int] | None
    rule: str
    version: str
