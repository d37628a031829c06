"""What the forms of an action carry: read from a request, and from an action as it stands."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from services.care.action_words import Fault
from services.care.actions import Entry, Finished, Planned

Fields = Mapping[str, str]

PLAN = ("title", "theme", "team", "owner", "due_on", "source")
FINISH = ("ended", "done", "you_said", "we_did", "we_did_plain")
DONE, NOT_POSSIBLE = "done", "not_possible"


def plan_of(sent: Fields) -> Planned:
    """Return what a form plans; raises Fault for a day or a person that cannot be read."""
    return Planned(
        title=sent.get("title", ""),
        theme=sent.get("theme") or None,
        team=sent.get("team") or None,
        owner=_owner(sent.get("owner", "")),
        due_on=_day(sent.get("due_on", "").strip()),
        source=sent.get("source", ""),
    )


def finish_of(sent: Fields) -> Finished:
    """Return what a form says was done, or why it cannot be; raises Fault for neither."""
    ended, done, you_said, we_did, plain = (sent.get(name, "") for name in FINISH)
    if ended not in {DONE, NOT_POSSIBLE}:
        raise Fault("ended", "Say whether it is done or not possible.")
    return Finished(done, you_said, we_did, plain, ended == DONE)


def fields_of(entry: Entry) -> Fields:
    """Return an action as it stands, as its forms carry it."""
    plan, finish = entry.plan, entry.finish
    return {
        "title": plan.title,
        "theme": plan.theme or "",
        "team": plan.team or "",
        "owner": str(plan.owner or ""),
        "due_on": plan.due_on.isoformat() if plan.due_on else "",
        "source": plan.source,
        "ended": _ended(entry),
        "done": finish.done,
        "you_said": finish.you_said,
        "we_did": finish.we_did,
        "we_did_plain": finish.we_did_plain,
    }


def _ended(entry: Entry) -> str:
    """Return how an action ended, nothing while it is open: how it ends is for people to say."""
    if not entry.done:
        return ""
    return DONE if entry.finish.possible else NOT_POSSIBLE


def kept(sent: Fields, names: tuple[str, ...]) -> Fields:
    """Return the fields of a form as they were sent, to be shown again."""
    return {name: sent.get(name, "") for name in names}


def revision_of(sent: Fields) -> int | None:
    """Return the revision that a form was made for, None for anything else."""
    text = sent.get("revision", "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None


def id_of(text: str) -> UUID | None:
    """Return an id, None for anything else."""
    try:
        return UUID(text)
    except ValueError:
        return None


def _owner(text: str) -> UUID | None:
    found = id_of(text) if text else None
    if text and found is None:
        raise Fault("owner", "Choose from the list; what was sent is not on it.")
    return found


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise Fault("due_on", "This is not a day; write it like 2026-11-30.") from None
