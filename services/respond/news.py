"""What changed because people spoke, for everybody and for whoever comes back with their link."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from services.hall import Hall
from services.respond import way_back
from services.respond.keys import Code, Key, Link
from services.respond.way_back import Spoke
from storage.models import ProcessedInput
from storage.queries import news
from storage.queries.news import Published
from surveys.kinds import RespondentRole

REPLIES = "reply to news"
"""Where marks of replies are kept: one for each person and each time that something was new."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that people said and what came of it.

    Args:
        theme: label of the codebook, empty for none; never anybody's words.
        you_said: what several people said, as staff put it.
        we_did, we_did_plain: what was done or why not, for adults and for children.
        possible: whether it was done.
        since: when those who spoke could first read it.
    """

    theme: str
    you_said: str
    we_did: str
    we_did_plain: str
    possible: bool
    since: datetime


@dataclass(frozen=True, slots=True)
class AreaNews:
    """What changed in a service area; None is the whole authority."""

    area: str | None
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody is told who came back in the browser that answered.

    Args:
        role: who they are to us, so that the page speaks to a reader of that age.
        own: what was done because of what they and others said.
        areas: what changed beside that.
        asks: whether to ask if anything changed: there is news that they have not replied to.
        replied: whether they have replied to the newest.
    """

    role: RespondentRole
    own: tuple[Item, ...]
    areas: tuple[AreaNews, ...]
    asks: bool
    replied: bool


def for_everybody(hall: Hall) -> tuple[AreaNews, ...]:
    """Return what may be told without asking who reads: enough people stand behind each."""
    with hall.sessions.reading() as session:
        return _by_area(hall, _general(session, hall))


def for_whom(hall: Hall, key: Key) -> Told | None:
    """Return what the holder of a link or code is told, None where it is not theirs to see.

    Whoever it is not for is not told apart from somebody who never answered.
    """
    if not isinstance(key, Link | Code):
        return None
    with hall.sessions.reading() as session:
        spoke = way_back.find(session, hall, key)
        return None if spoke is None else _told(session, hall, spoke)


def newest_mark(session: Session, hall: Hall, spoke: Spoke) -> str | None:
    """Return the mark of a reply to the newest that somebody is told, None when there is nothing.

    Something newer gives another mark, and so the question is asked once more.
    """
    own = news.because_of(session, spoke.response.id)
    told = own or _general(session, hall)
    if not told:
        return None
    return hall.keys.digest("reply", f"{spoke.response.id}\0{told[0].id}").hex()


def _told(session: Session, hall: Hall, spoke: Spoke) -> Told:
    own = news.because_of(session, spoke.response.id)
    mine = {each.id for each in own}
    mark = newest_mark(session, hall, spoke)
    replied = mark is not None and session.get(ProcessedInput, (REPLIES, mark)) is not None
    return Told(
        role=spoke.response.role,
        own=tuple(_item(hall, each) for each in own),
        areas=_by_area(hall, (each for each in _general(session, hall) if each.id not in mine)),
        asks=mark is not None and not replied,
        replied=replied,
    )


def _general(session: Session, hall: Hall) -> tuple[Published, ...]:
    return news.to_everybody(session, hall.council.thresholds.smallest_cell)


def _by_area(hall: Hall, found: Iterable[Published]) -> tuple[AreaNews, ...]:
    """Sort by area, the whole authority first; within one the newest stays first."""
    areas: dict[str | None, list[Item]] = {}
    for each in found:
        areas.setdefault(each.area, []).append(_item(hall, each))
    ordered = sorted(areas, key=lambda area: area or "")
    return tuple(AreaNews(area, tuple(areas[area])) for area in ordered)


def _item(hall: Hall, each: Published) -> Item:
    return Item(
        theme=hall.models.codebook.label(each.theme) if each.theme else "",
        you_said=each.you_said,
        we_did=each.we_did,
        we_did_plain=each.we_did_plain,
        possible=each.possible,
        since=each.published_at,
    )
