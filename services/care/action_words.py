"""What staff write about an action, checked before anything is kept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol
from uuid import UUID

from analysis import clean_text
from services.refusal import Refused

TITLE, NOTE, SAID = 200, 2000, 500
"""Characters of a title, of what was done, and of "you said" and "we did" each."""


class Fault(Refused):
    """One field was not taken; ``field`` names it."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


@dataclass(frozen=True, slots=True)
class Planned:
    """What is to be done, where, by whom and until when; None leaves it open."""

    title: str
    theme: str | None = None
    team: str | None = None
    owner: UUID | None = None
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class Finished:
    """What was done, in plain notes, and in two sentences for those who spoke."""

    done: str
    you_said: str = ""
    we_did: str = ""


class Offered(Protocol):
    """What a writer may choose from."""

    @property
    def teams(self) -> tuple[str, ...]: ...
    @property
    def owners(self) -> tuple[tuple[UUID, str], ...]: ...
    @property
    def themes(self) -> tuple[tuple[str, str], ...]: ...
    @property
    def whole(self) -> bool: ...


def checked_plan(plan: Planned, offered: Offered, before: Planned | None = None) -> Planned:
    """Return a plan with its words cleaned; raises Fault for the first field not taken.

    Args:
        plan: as written.
        offered: what this writer may choose.
        before: as it stands; its choices may stay.
    """
    kept = before or Planned("")
    title = _fitting("title", plan.title, TITLE)
    if not title:
        raise Fault("title", "Write what is to be done.")
    _among("theme", plan.theme, (kept.theme, *(id_ for id_, _ in offered.themes)))
    _among("owner", plan.owner, (kept.owner, *(id_ for id_, _ in offered.owners)))
    _among("team", plan.team, (kept.team, *offered.teams))
    unnamed = offered.whole or (before is not None and before.team is None)
    if plan.team is None and not unnamed:
        raise Fault("team", "Choose one of your teams.")
    return replace(plan, title=title)


def checked_finish(words: Finished) -> Finished:
    """Return the words cleaned; raises Fault for the first field not taken."""
    done = _fitting("done", words.done, NOTE)
    said, did = _fitting("you_said", words.you_said, SAID), _fitting("we_did", words.we_did, SAID)
    if not done:
        raise Fault("done", "Write what was done.")
    if bool(said) != bool(did):
        missing = "we_did" if said else "you_said"
        raise Fault(missing, "Write both sentences, or leave both empty; one alone says nothing.")
    return Finished(done, said, did)


def _fitting(field: str, text: str, longest: int) -> str:
    cleaned = clean_text(text)
    if len(cleaned) > longest:
        raise Fault(field, f"This has {len(cleaned):,} characters; keep to {longest:,}.")
    return cleaned


def _among(field: str, chosen: object, offered: Iterable[object]) -> None:
    if chosen is not None and chosen not in tuple(offered):
        raise Fault(field, "Choose from the list; what was sent is not on it.")
