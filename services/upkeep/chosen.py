"""A questionnaire that an officer chooses by hand for one person around a meeting."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from services.hall import OPERATOR, Actor, Hall
from services.refusal import Refused
from services.respond.asked import keep
from services.staff.audit import Deed, note
from services.upkeep import candidates
from services.upkeep.ages import age_at_most
from services.upkeep.invitations import Invited, meeting_of
from services.upkeep.link_ends import link_end
from services.upkeep.links import issue
from services.upkeep.presses import once
from services.upkeep.rules import Candidate, NotAsked
from storage.kinds import InvitationState
from storage.models import Invitation, Meeting, Recipient
from surveys import library
from surveys.kinds import RespondentRole
from surveys.questionnaire import Questionnaire, Timing

_LONDON = ZoneInfo("Europe/London")
_YOUNG = frozenset({RespondentRole.CHILD, RespondentRole.YOUNG_PERSON})
FOR_FILES = "imported_feedback"
"""Comments that were given elsewhere; nobody is asked it."""


@dataclass(frozen=True, slots=True)
class OnOffer:
    """What one person around a meeting can be asked, those made for its kind first."""

    reference: str
    role: RespondentRole
    questionnaires: tuple[Questionnaire, ...]


def on_offer(hall: Hall, actor: Actor, meeting: str, person: str) -> OnOffer:
    """Return the released questionnaires that fit one person's role and age.

    What they were asked about this meeting already is left out.

    Args:
        hall, actor: where and for whom.
        meeting: the council's reference of a meeting that the actor may see.
        person: the council's reference of somebody around it.

    Raises:
        Refused: there is no such meeting or person, or they must not be contacted.
    """
    with hall.sessions.reading() as session:
        found = meeting_of(session, actor, meeting)
        candidate = _around(session, found, person)
        asked = _asked_already(session, candidate)
    every = [each for each in library.all_released() if each.id not in asked]
    fitting = [each for each in every if _misfit(hall, each, candidate) is None]
    fitting.sort(key=lambda each: candidate.kind not in each.meetings)
    return OnOffer(person, candidate.role, tuple(fitting))


def invite_person(
    hall: Hall,
    meeting: str,
    person: str,
    questionnaire: str,
    actor: Actor = OPERATOR,
    *,
    press: str = "",
) -> Invited:
    """Ask one person around a meeting what was chosen for them; the link is shown this one time.

    Args:
        hall, meeting, person, actor: as for ``on_offer``.
        questionnaire: id of a released one.
        press: made by the form that was sent, so that sending it twice is noticed.

    Raises:
        Refused: as there; or it does not fit the person or the day, or they were asked it about
            this meeting before, or the form was sent before. Then nothing was changed.
        NotInLibrary: there is no such questionnaire.
    """
    chosen = library.load(questionnaire)
    try:
        with hall.sessions.writing() as session:
            once(session, press, hall.clock())
            found = meeting_of(session, actor, meeting)
            candidate = _around(session, found, person)
            misfit = _misfit(hall, chosen, candidate)
            if misfit is not None:
                raise Refused(f"{chosen.id} cannot be asked of {person}: {misfit}.")
            if chosen.id in _asked_already(session, candidate):
                raise Refused(
                    f"{person} was asked {chosen.id} about {meeting} already; if the link was "
                    "lost, make a fresh one."
                )
            link = issue(session, hall, _invitation(session, hall, chosen, candidate))
            note(session, actor, Deed.INVITED, hall.clock(), "meeting", found.id)
            session.flush()
    except IntegrityError:
        raise Refused("Somebody else is inviting people just now; wait and try again.") from None
    return Invited((link,), Counter())


def _around(session: Session, meeting: Meeting, person: str) -> Candidate:
    candidate = candidates.one(session, meeting.id, person)
    if candidate is None:
        raise Refused(f"Nobody called {person} is around the meeting {meeting.reference}.")
    barred = {
        NotAsked.ON_THE_STOP_LIST: candidate.case_stopped,
        NotAsked.ASKED_US_TO_STOP: candidate.stopped,
        NotAsked.NOT_TO_BE_CONTACTED: not candidate.may_contact,
    }
    reason = next((reason for reason, holds in barred.items() if holds), None)
    if reason is not None:
        raise Refused(f"{person} cannot be asked: {reason.label.lower()}.")
    return candidate


def _misfit(hall: Hall, questionnaire: Questionnaire, person: Candidate) -> str | None:
    """Return why a questionnaire does not fit somebody around a meeting, None when it does."""
    today = hall.clock().astimezone(_LONDON).date()
    untimely = {
        Timing.BEFORE: ("it is asked before a meeting, which was held", person.held_on < today),
        Timing.AFTER: ("it is asked once the meeting was held", person.held_on > today),
    }
    reason, too_soon_or_late = untimely.get(questionnaire.timing, ("", False))
    if too_soon_or_late:
        return reason
    if questionnaire.id == FOR_FILES or not made_for(questionnaire, person.role):
        return "it was not made for their role"
    return None if _of_age(questionnaire, person) else "it was not made for their age"


def made_for(questionnaire: Questionnaire, role: RespondentRole) -> bool:
    """Return whether the role fits; whether somebody young is a child is for their age to say."""
    audience = frozenset(questionnaire.audience)
    return role in audience or (role in _YOUNG and bool(audience & _YOUNG))


def _of_age(questionnaire: Questionnaire, person: Candidate) -> bool:
    """Return whether the age fits; where no month of birth is known, the role stands in."""
    ages = questionnaire.ages
    if person.birth_month is None:
        return person.role in questionnaire.audience
    age = age_at_most(person.birth_month, person.held_on)
    return (ages.youngest or 0) <= age and (ages.oldest is None or age <= ages.oldest)


def _invitation(
    session: Session, hall: Hall, chosen: Questionnaire, person: Candidate
) -> Invitation:
    """Return the row to send, in place of one that said why the person was not asked."""
    now = hall.clock()
    kept = keep(session, chosen.id)
    refused = candidates.left_out(session, person, kept.timing)
    row = refused or Invitation(meeting_id=person.meeting_id, recipient_id=person.recipient_id)
    row.questionnaire, row.version = kept.id, kept.version
    row.state, row.not_asked_because = InvitationState.READY, None
    row.created_at = row.send_from = now
    row.expires_at = link_end(hall, kept, person.held_on)
    session.add(row)
    session.flush()
    return row


def _asked_already(session: Session, person: Candidate) -> frozenset[str]:
    query = select(Invitation.questionnaire).where(
        Invitation.meeting_id == person.meeting_id,
        Invitation.recipient_id == person.recipient_id,
        Invitation.state != InvitationState.NOT_ASKED,
    )
    return frozenset(session.scalars(query))


def reference_of(hall: Hall, person: UUID) -> str:
    """Return the council's reference of a person, empty when there is none."""
    with hall.sessions.reading() as session:
        query = select(Recipient.reference).where(Recipient.id == person)
        return session.scalar(query) or ""
