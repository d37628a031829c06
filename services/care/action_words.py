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
"""Characters of a title or source, of what was done, and of each sentence for those who spoke."""


class Fault(Refused):
    """One field was not taken; ``field`` names it."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


@dataclass(frozen=True, slots=True)
class Planned:
    """What is to be done, where, by whom and until when; None leaves it open.

    ``source`` says where it comes from, such as a report; empty for nothing but the responses.
    """

    title: str
    theme: str | None = None
    team: str | None = None
    owner: UUID | None = None
    due_on: date | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class Finished:
    """What was done or why it cannot be, for colleagues and for those who spoke.

    Args:
        done: what was done, or the reason; for colleagues.
        you_said: what people had said, as staff put it.
        we_did, we_did_plain: what came of it, for adults and for children.
        possible: whether it was done, rather than found not to be possible.
    """

    done: str
    you_said: str = ""
    we_did: str = ""
    we_did_plain: str = ""
    possible: bool = True

    @property
    def tellable(self) -> bool:
        """Whether there are words for everybody who spoke."""
        return all((self.you_said, self.we_did, self.we_did_plain))


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
    title, source = _fitting("title", plan.title, TITLE), _fitting("source", plan.source, TITLE)
    if not title:
        raise Fault("title", "Write what is to be done.")
    _among("theme", plan.theme, (kept.theme, *(id_ for id_, _ in offered.themes)))
    _among("owner", plan.owner, (kept.owner, *(id_ for id_, _ in offered.owners)))
    _among("team", plan.team, (kept.team, *offered.teams))
    unnamed = offered.whole or (before is not None and before.team is None)
    if plan.team is None and not unnamed:
        raise Fault("team", "Choose one of your teams.")
    return replace(plan, title=title, source=source)


def checked_finish(words: Finished, *, told: bool = False) -> Finished:
    """Return the words cleaned; raises Fault for the first field not taken.

    Args:
        words: as written.
        told: whether those who spoke can read them already, so that none may be missing.
    """
    done = _fitting("done", words.done, NOTE)
    if not done:
        raise Fault("done", "Write what was done." if words.possible else "Write why not.")
    said = {name: _fitting(name, getattr(words, name), SAID) for name in FOR_THOSE_WHO_SPOKE}
    missing = [name for name, text in said.items() if not text]
    if missing and (told or len(missing) < len(said)):
        raise Fault(missing[0], _MISSING)
    return Finished(done, **said, possible=words.possible)


FOR_THOSE_WHO_SPOKE = ("you_said", "we_did", "we_did_plain")
_MISSING = "Write all three, or leave all three empty; each is missed where it is not there."


def _fitting(field: str, text: str, longest: int) -> str:
    cleaned = clean_text(text)
    if len(cleaned) > longest:
        raise Fault(field, f"This has {len(cleaned):,} characters; keep to {longest:,}.")
    return cleaned


def _among(field: str, chosen: object, offered: Iterable[object]) -> None:
    if chosen is not None and chosen not in tuple(offered):
        raise Fault(field, "Choose from the list; what was sent is not on it.")
