"""The desk where paper forms that came back are typed in: found by code or person, and waiting."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from services.hall import Actor, Hall
from services.refusal import Refused
from services.respond import converse, once, sitting
from services.respond.asked import asked, keep
from services.respond.entrance import browser_mark
from services.respond.keys import Paper, Seat, desk_seat
from services.respond.opening import begin_anew, begin_nameless
from services.respond.sitting import Sitting
from services.respond.tokens import code_hmac
from services.upkeep import candidates
from services.upkeep.chosen import FOR_FILES, made_for
from services.upkeep.invitations import meeting_of
from services.upkeep.link_ends import link_end
from services.upkeep.rules import Candidate
from storage.kinds import Channel, InvitationState
from storage.models import Draft, Invitation, Meeting, Recipient
from storage.visible import visible_meetings
from surveys import library
from surveys.kinds import Mode
from surveys.questionnaire import Questionnaire

_LONDON = ZoneInfo("Europe/London")
_IF_IT_TELLS_OF_HARM = (
    "If the paper tells of harm, tell the safeguarding lead now, without waiting for this."
)
_NOT_OPEN = (
    "This form cannot be keyed in. It was keyed in or answered before, or is being answered by "
    f"its person or keyed in by a colleague. {_IF_IT_TELLS_OF_HARM}"
)
"""Said alike, since who answered otherwise stays untold."""


@dataclass(frozen=True, slots=True)
class About:
    """Whose paper it is: references of person and meeting, empty for a paper without a name."""

    person: str = ""
    meeting: str = ""
    held_on: date | None = None


@dataclass(frozen=True, slots=True)
class OnTheDesk:
    """A paper that is half typed in."""

    draft_id: UUID
    questionnaire: Questionnaire
    about: About
    begun_on: date
    until: date


@dataclass(frozen=True, slots=True)
class Open:
    """A paper in front of whoever types it in.

    Args:
        held: the conversation as far as it was typed.
        about: whose it is.
        received_on: the day on which it came back, None until said.
        until: the day after which what was typed is kept as it is, unfinished.
    """

    held: Sitting
    about: About
    received_on: date | None
    until: date


def forms() -> tuple[str, ...]:
    """Return the ids of all that can be printed and come back."""
    return tuple(each.id for each in library.all_released() if each.id != FOR_FILES)


def by_code(hall: Hall, officer: Actor, code: str) -> UUID:
    """Take up the paper that bears a code; return its draft.

    Raises:
        Refused: no such code is open around the officer's meetings.
    """
    with hall.sessions.reading() as session:
        query = select(Invitation.id).where(
            Invitation.code_hmac == code_hmac(hall.keys, code),
            Invitation.meeting_id.in_(_meetings(officer)),
        )
        found = session.scalar(query)
    if found is None:
        raise Refused(
            "No form with this code can be keyed in. Check the letters. A code works only as long "
            "as its link, so for a late paper give meeting and person instead. "
            f"{_IF_IT_TELLS_OF_HARM}"
        )
    return _sit(hall, officer, found)


def of_person(hall: Hall, officer: Actor, meeting: str, person: str, questionnaire: str) -> UUID:
    """Take up the paper of somebody around a meeting, whether or not they were asked in time.

    Args:
        hall, officer: where and who types.
        meeting, person: the council's references.
        questionnaire: id of the one that is printed on the paper.

    Raises:
        Refused: there is no such meeting or person, it was not made for their role, or it was
            answered before.
        NotInLibrary: there is no such questionnaire.
    """
    chosen = library.load(questionnaire)
    with hall.sessions.writing() as session:
        found = meeting_of(session, officer, meeting)
        if found.chair is not None and found.chair == officer.name:
            raise Refused("You chaired this meeting; ask a colleague to key in what came of it.")
        candidate = candidates.one(session, found.id, person)
        if candidate is None:
            raise Refused(f"Nobody called {person} is around the meeting {meeting}.")
        if questionnaire == FOR_FILES or not made_for(chosen, candidate.role):
            raise Refused(f"{person} cannot have answered this: it was not made for their role.")
        invitation_id = _invitation(session, hall, chosen, candidate).id
    return _sit(hall, officer, invitation_id)


def _invitation(
    session: Session, hall: Hall, chosen: Questionnaire, person: Candidate
) -> Invitation:
    """Return the row of what they were asked; a blank form that was handed over asked them too."""
    query = select(Invitation).where(
        Invitation.meeting_id == person.meeting_id,
        Invitation.recipient_id == person.recipient_id,
        Invitation.questionnaire == chosen.id,
    )
    row = session.scalar(query)
    if row is not None:
        return row
    kept, now = keep(session, chosen.id), hall.clock()
    row = candidates.left_out(session, person, kept.timing) or Invitation(
        meeting_id=person.meeting_id, recipient_id=person.recipient_id, created_at=now
    )
    row.questionnaire, row.version = kept.id, kept.version
    row.state = row.state or InvitationState.READY
    row.expires_at = link_end(hall, kept, person.held_on)
    session.add(row)
    session.flush()
    return row


def nameless(hall: Hall, officer: Actor, questionnaire: str, press: str) -> UUID:
    """Take up a paper that bears neither code nor name.

    Args:
        hall, officer: where and who types.
        questionnaire: id of the one that is printed on the paper.
        press: drawn for the form that was sent, 32 hexadecimal digits.

    Raises:
        Refused: it is of no use without its author, or this paper was keyed in before.
        NotInLibrary: there is no such questionnaire.
    """
    chosen, draft_id = library.load(questionnaire), UUID(hex=press)
    if questionnaire == FOR_FILES or Mode.ANONYMOUS not in chosen.modes:
        raise Refused("This form is kept with its author only; give the meeting and the person.")
    with hall.sessions.writing() as session:
        if session.get(Draft, draft_id) is not None:
            return draft_id
        if once.done(session, Channel.PAPER, press) is not None:
            raise Refused("This paper was keyed in already.")
        begin_nameless(session, hall, keep(session, chosen.id), officer, draft_id)
        once.mark(session, Channel.PAPER, press, hall.clock())
    return draft_id


def _sit(hall: Hall, officer: Actor, invitation_id: UUID) -> UUID:
    seat = converse.open(hall, Paper(invitation_id, officer), "")
    if not isinstance(seat, Seat):
        raise Refused(_NOT_OPEN)
    return seat.draft_id


def opened(hall: Hall, officer: Actor, draft_id: UUID) -> Open | None:
    """Return a paper on the officer's own desk, None when there is none or its time is over."""
    with hall.sessions.reading() as session:
        seat, now = desk_seat(draft_id, officer), hall.clock()
        draft = session.scalar(_mine(hall, officer, now).where(Draft.id == draft_id))
        held = sitting.load(session, hall.keys, seat, now) if draft is not None else None
        if draft is None or held is None:
            return None
        until = draft.expires_at.astimezone(_LONDON).date()
        return Open(held, _about(session, draft), draft.received_on, until)


def waiting(hall: Hall, officer: Actor) -> tuple[OnTheDesk, ...]:
    """Return what lies half typed in on the officer's own desk, the oldest first."""
    with hall.sessions.reading() as session:
        drafts = session.scalars(_mine(hall, officer, hall.clock()).order_by(Draft.opened_at))
        return tuple(
            OnTheDesk(
                draft.id,
                asked(session, draft.questionnaire, draft.version),
                _about(session, draft),
                draft.opened_at.astimezone(_LONDON).date(),
                draft.expires_at.astimezone(_LONDON).date(),
            )
            for draft in drafts
        )


def put_away(hall: Hall, officer: Actor, draft_id: UUID) -> None:
    """Throw away what was typed, so that the paper can be begun afresh; concerns stay.

    Raises Refused when it does not lie on the officer's own desk.
    """
    with hall.sessions.writing() as session:
        draft = session.scalar(_mine(hall, officer, hall.clock()).where(Draft.id == draft_id))
        if draft is None:
            raise Refused("This form does not lie on your desk any more; nothing was changed.")
        invitation = session.get(Invitation, draft.invitation_id) if draft.invitation_id else None
        begin_anew(session, draft, invitation)


def _mine(hall: Hall, officer: Actor, now: datetime) -> Select[Draft]:
    """Return the query of drafts on a desk, of meetings that its officer may still see."""
    theirs = select(Invitation.id).where(Invitation.meeting_id.in_(_meetings(officer)))
    return select(Draft).where(
        Draft.channel == Channel.PAPER,
        Draft.browser_hmac == browser_mark(hall, Paper(None, officer)),
        Draft.expires_at > now,
        Draft.invitation_id.is_(None) | Draft.invitation_id.in_(theirs),
    )


def _meetings(officer: Actor) -> Select[UUID]:
    """Return the ids of meetings whose papers somebody may read: never of one that they chaired."""
    chaired = Meeting.chair.is_not(None) & (Meeting.chair == officer.name)
    return visible_meetings(officer).where(~chaired).with_only_columns(Meeting.id)


def _about(session: Session, draft: Draft) -> About:
    if draft.invitation_id is None:
        return About()
    query = (
        select(Recipient.reference, Meeting.reference, Meeting.held_on)
        .join(Invitation, Invitation.recipient_id == Recipient.id)
        .join(Meeting, Meeting.id == Invitation.meeting_id)
        .where(Invitation.id == draft.invitation_id)
    )
    return About(*session.execute(query).one())
