"""Where views differ most: meetings of a period by how far the child and adults stand apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from reports.periods import Period, PeriodFault, parse
from reports.side_by_side import NO, YES, Said, Speaker, Voice, gap, opposed, sentence, voices
from services.hall import Actor, Hall
from services.insight.shared_questions import shared
from services.insight.worded import in_readers_language
from services.refusal import Refused
from storage.kinds import StaffRole
from storage.models import Case
from storage.queries import many_views as rows
from storage.visible import visible
from surveys import library
from surveys.kinds import Kind, MeetingKind, RespondentRole

_LONDON = ZoneInfo("Europe/London")

MOST = 50
"""Meetings listed; beyond these the gaps are small, and learning is not a matter of number."""


@dataclass(frozen=True, slots=True)
class Apart:
    """A meeting on which views differ.

    Args:
        meeting: its id and reference, None for readers who see figures and no case.
        size: the widest gap on a scale, in points of 10.
        said: the differences in words, each with its question, the widest first.
    """

    meeting: tuple[UUID, str] | None
    kind: MeetingKind
    team: str
    held_on: date
    size: float
    said: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class AboutCase:
    """A case's reference, and its meetings, the newest first."""

    reference: str
    meetings: tuple[rows.Held, ...]


def furthest_apart(hall: Hall, actor: Actor, period: str) -> tuple[Apart, ...]:
    """Return the meetings held in a period on which views differ, the furthest apart first.

    Args:
        hall, actor: where and for whom.
        period: such as ``2026-Q2``.

    Raises:
        Refused: there is no such period.
    """
    try:
        when = parse(period)
    except PeriodFault as fault:
        raise Refused(str(fault)) from None
    worded = _worded()
    with hall.sessions.reading() as session:
        told = rows.told(session, actor, (when.first, _until(hall, when)), tuple(worded))
        by_meeting: dict[UUID, list[rows.Told]] = defaultdict(list)
        for each in told:
            by_meeting[each.meeting].append(each)
        furthest = _furthest(by_meeting)
        held = rows.held(session, furthest)
    found = [_apart(actor, held[id_], by_meeting[id_], worded) for id_ in furthest]
    found.sort(key=lambda each: (-each.size, -len(each.said), each.held_on, each.team))
    return tuple(found)


def about_case(hall: Hall, actor: Actor, case_id: UUID) -> AboutCase | None:
    """Return the meetings about a case that somebody may see, None where the case is not theirs."""
    with hall.sessions.reading() as session:
        query = visible(actor).where(Case.id == case_id).with_only_columns(Case.reference)
        reference = session.scalar(query)
        if reference is None:
            return None
        return AboutCase(reference, rows.meetings_of(session, actor, case_id))


def _until(hall: Hall, when: Period) -> date:
    """Return the day after the last on which a meeting of the period was held by now."""
    return min(when.after, hall.clock().astimezone(_LONDON).date() + timedelta(days=1))


def _furthest(by_meeting: Mapping[UUID, Sequence[rows.Told]]) -> list[UUID]:
    """Return the meetings on which views differ most; only these are put in words."""
    ranked = [(*_differences(told), id_) for id_, told in by_meeting.items()]
    differing = [each for each in ranked if each[1]]
    differing.sort(key=lambda each: (-each[0], -each[1], each[2]))
    return [id_ for *_, id_ in differing[:MOST]]


def _differences(told: Iterable[rows.Told]) -> tuple[float, int]:
    """Return the widest gap between child and adult, and on how many questions they differ."""
    by_question: dict[str, tuple[list[rows.Told], list[rows.Told]]] = {}
    for each in told:
        sides = by_question.setdefault(each.question, ([], []))
        sides[each.role not in rows.YOUNG].append(each)
    widest, differing = 0.0, 0
    for young, grown in by_question.values():
        if young and grown:
            size = _width(young, grown)
            codes = {each.code for each in (*young, *grown)}
            widest, differing = max(widest, size), differing + (size > 0 or codes >= {YES, NO})
    return widest, differing


def _width(young: Iterable[rows.Told], grown: Iterable[rows.Told]) -> float:
    child = [each.number for each in young if each.number is not None]
    adult = [each.number for each in grown if each.number is not None]
    if not child or not adult:
        return 0
    return max(max(child) - min(adult), max(adult) - min(child), 0)


def _apart(
    actor: Actor, held: rows.Held, told: Iterable[rows.Told], worded: Mapping[str, str]
) -> Apart:
    answers = list(told)
    named = _named(answers)
    scales: list[tuple[float, str, str]] = []
    split: list[tuple[str, str]] = []
    for question, wording in worded.items():
        given = {each.response: each for each in answers if each.question == question}
        here = {voice: given[id_] for id_, voice in named.items() if id_ in given}
        if len({voice.side for voice in here}) == 1:
            continue
        numbers = [
            Said(voice, each.number) for voice, each in here.items() if each.number is not None
        ]
        width = gap(numbers)
        if width is not None and width.size:
            scales.append((width.size, wording, sentence(numbers)))
        if said := opposed({voice: each.code or "" for voice, each in here.items()}):
            split.append((wording, said))
    scales.sort(reverse=True)
    return Apart(
        meeting=None if actor.role is StaffRole.QA else (held.id, held.reference),
        kind=held.kind,
        team=held.team,
        held_on=held.held_on,
        size=scales[0][0] if scales else 0,
        said=(*((wording, said) for _, wording, said in scales), *split),
    )


def _named(answers: Iterable[rows.Told]) -> dict[UUID, Voice]:
    """Return everybody's name by their response; the child stands first."""
    by_id = {str(each.response): each for each in answers}
    speakers = (Speaker(key, each.role, each.relation) for key, each in by_id.items())
    return {by_id[voice.id].response: voice for voice in voices(speakers)}


def _worded() -> dict[str, str]:
    """Return the shared questions on which two can differ, worded as furthest from the child."""
    wanted = set(shared())
    forms = sorted(library.all_released(), key=lambda form: max(map(_distance, form.audience)))
    return {
        question.id: in_readers_language(question.text)
        for form in forms
        for question in form.questions
        if question.id in wanted and question.kind in {Kind.SCALE, Kind.YES_NO}
    }


def _distance(role: RespondentRole) -> int:
    return tuple(RespondentRole).index(role)
