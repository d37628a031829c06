"""One meeting, many views: what each who let us know them said, side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from reports.disclosure import people, unsafe
from reports.scale_line import Drawing
from reports.side_by_side import Speaker, Voice, voices
from services.hall import Actor, Hall
from services.insight import compared
from services.insight.comments import Comment, read_back
from services.insight.compared import Alike, Answers, Line, Rating
from services.insight.reading_room import NotYours
from services.insight.worded import Item, in_readers_language, items
from services.respond.asked import asked
from services.staff.audit import Deed, note
from services.upkeep.asking import Person
from services.upkeep.asking import people as people_around
from storage.kinds import Outcome, StaffRole
from storage.models import Answer, Case, Meeting, MeetingCase, Response
from storage.queries import many_views as rows
from storage.visible import visible
from surveys.kinds import MeetingKind

__all__ = ["Alike", "Column", "Drawing", "Line", "NotYours", "Rating", "Views", "open_meeting"]


_READERS = frozenset({None, StaffRole.OFFICER, StaffRole.SAFEGUARDING, StaffRole.MANAGER})
"""Roles that read linked words; chairs, whom these are about, are not among them."""


@dataclass(frozen=True, slots=True, repr=False)
class Column:
    """One voice with everything it said in words.

    Args:
        reference: the council's own for the person, empty for readers not told it.
        words: answers that hold words, in the order they were asked.
        comments: by the answer's id.
        partial: whether this person stopped part-way; then their closed answers stand nowhere.
    """

    voice: Voice
    response: UUID
    reference: str
    title: str
    partial: bool
    words: tuple[Item, ...]
    comments: Mapping[UUID, Comment]


@dataclass(frozen=True, slots=True, repr=False)
class Views:
    """A meeting from all sides.

    Args:
        cases: id and reference of the cases that the reader may see.
        scales: shared questions answered by a number from 0 to 10, the widest gap first.
        alike: other shared questions, by voice.
        ratings: how the chair rated it.
        opposed: where some said yes and others no, in words, by question.
        unheard: people whose words do not stand here; empty for readers not told who was asked.
        apart: how many more answered without being named, None where that must not be told.
    """

    id: UUID
    reference: str
    kind: MeetingKind
    outcome: Outcome | None
    held_on: date
    team: str
    cases: tuple[tuple[UUID, str], ...]
    columns: tuple[Column, ...]
    scales: tuple[Line, ...]
    alike: tuple[Alike, ...]
    ratings: tuple[Rating, ...]
    opposed: tuple[tuple[str, str], ...]
    unheard: tuple[Person, ...]
    apart: int | None


def open_meeting(hall: Hall, actor: Actor, meeting_id: UUID) -> Views:
    """Return a meeting from all sides, and record each response that was opened by it.

    Raises:
        NotYours: there is none, or not for them; the latter is recorded too.
    """
    with hall.sessions.reading() as session:
        query = rows.viewable_meetings(actor).where(Meeting.id == meeting_id)
        meeting = session.scalars(query).one_or_none() if actor.role in _READERS else None
        found = _views(session, hall, actor, meeting) if meeting else None
    if found is None:
        raise _turned_away(hall, actor, meeting_id)
    with hall.sessions.writing() as session:
        for column in found.columns:
            note(session, actor, Deed.RESPONSE_READ, hall.clock(), "response", column.response)
    return found


def _turned_away(hall: Hall, actor: Actor, meeting_id: UUID) -> NotYours:
    with hall.sessions.writing() as session:
        if session.get(Meeting, meeting_id) is not None:
            note(session, actor, Deed.CASE_REFUSED, hall.clock(), "meeting", meeting_id)
    return NotYours()


def _views(session: Session, hall: Hall, actor: Actor, meeting: Meeting) -> Views:
    spoke = rows.spoke(session, actor, meeting.id)
    around = people_around(session, actor, meeting.id, hall.clock())
    told = any(person.asking is not None for person in around)
    given = _given(session, spoke)
    columns = tuple(_column(session, hall, each, told=told) for each in given)
    whole = tuple(each for each in given if not each.response.partial)
    return Views(
        id=meeting.id,
        reference=meeting.reference,
        kind=meeting.kind,
        outcome=meeting.outcome,
        held_on=meeting.held_on,
        team=meeting.team,
        cases=_cases(session, actor, meeting.id),
        columns=columns,
        scales=compared.lines(whole),
        alike=compared.alike(whole),
        ratings=compared.ratings(whole),
        opposed=compared.opposed_on(whole),
        unheard=_unheard(around, spoke) if told else (),
        apart=_apart(session, hall, meeting.id, len({each.reference for each in spoke})),
    )


def _given(session: Session, spoke: Sequence[rows.Spoke]) -> tuple[Answers, ...]:
    """Return what each said, the child first."""
    by_id = {str(each.response): each for each in spoke}
    named = voices(Speaker(key, each.role, each.relation) for key, each in by_id.items())
    found = []
    for voice in named:
        each = by_id[voice.id]
        response = session.get_one(Response, each.response)
        answers = session.scalars(select(Answer).where(Answer.response_id == each.response)).all()
        form = asked(session, response.questionnaire, response.version)
        found.append(Answers(voice, each.reference, response, form, tuple(answers)))
    return tuple(found)


def _column(session: Session, hall: Hall, given: Answers, *, told: bool) -> Column:
    return Column(
        voice=given.voice,
        response=given.response.id,
        reference=given.reference if told else "",
        title=in_readers_language(given.form.title),
        partial=given.response.partial,
        words=tuple(item for item in items(given.form, given.answers) if item.comment),
        comments=read_back(session, hall, given.response, given.answers),
    )


def _cases(session: Session, actor: Actor, meeting_id: UUID) -> tuple[tuple[UUID, str], ...]:
    query = (
        visible(actor)
        .join(MeetingCase, MeetingCase.case_id == Case.id)
        .where(MeetingCase.meeting_id == meeting_id)
        .with_only_columns(Case.id, Case.reference)
        .order_by(Case.reference)
    )
    return tuple((id_, reference) for id_, reference in session.execute(query))


def _unheard(around: Sequence[Person], spoke: Sequence[rows.Spoke]) -> tuple[Person, ...]:
    heard = {each.reference for each in spoke}
    once = {person.reference: person for person in around}
    return tuple(person for reference, person in once.items() if reference not in heard)


def _apart(session: Session, hall: Hall, meeting_id: UUID, shown: int) -> int | None:
    """Return how many answered unnamed, once nobody else can, and where it tells of nobody.

    While links still run, the number could be watched as it grows, and each step laid beside the
    response that came in that day. Afterwards it and its remainder must each be people enough.
    """
    found = rows.returns(session, meeting_id, hall.clock())
    threshold = hall.council.thresholds.smallest_cell
    apart, base = found.returned - shown, found.asked - shown
    few = apart < threshold or unsafe(people(base - apart), base, threshold)
    return None if found.running or few else apart
