"""Invites people by the rules, keeps why others are not asked, and gives each link out once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from services.hall import OPERATOR, Actor, Hall
from services.refusal import Refused
from services.respond.asked import keep
from services.staff.audit import Deed, note
from services.upkeep import candidates, rules
from services.upkeep.link_ends import link_end, link_end_of
from services.upkeep.links import Issued, issue
from services.upkeep.presses import once
from services.upkeep.rules import Candidate, NotAsked, Rule
from storage.kinds import InvitationState
from storage.models import Invitation, Meeting
from storage.visible import visible_meetings
from surveys.questionnaire import Questionnaire

_LONDON = ZoneInfo("Europe/London")
_REISSUABLE = (InvitationState.READY, InvitationState.OPENED)


@dataclass(frozen=True, slots=True)
class Invited:
    """Who was invited, with links that are never shown again, and how many were not, and why."""

    links: tuple[Issued, ...]
    not_asked: Counter[NotAsked]


def invite_by_rules(
    hall: Hall,
    actor: Actor = OPERATOR,
    *,
    press: str = "",
    by_letter: bool = False,
    dry_run: bool = False,
) -> Invited:
    """Invite everybody whom a rule fits and who has not been asked about that meeting.

    Running it again invites nobody twice. Why somebody is not asked is kept once the meeting was
    held.

    Args:
        hall: the deployment.
        actor: who invites; only people around meetings that they may see are looked at.
        press: made by the form that was sent, so that sending it twice is noticed.
        by_letter: have Sayso send the links to those who prefer e-mail.
        dry_run: find out who would be invited, and change nothing; the links open nothing.

    Raises:
        Refused: somebody else invites at the same moment, or the form was sent before; then
            nothing was changed.
    """
    today = _today(hall)
    found = rules.load()
    oldest_day = today - timedelta(days=found.within_days)
    first = today - timedelta(days=min(rule.after_days for rule in found.rules))
    with _inviting(hall, actor, press, dry_run=dry_run) as session:
        inviter = _Inviter(session, hall, oldest_day, today, by_letter=by_letter)
        coming = candidates.coming(session, actor, today, first)
        ahead = inviter.invite(coming, before=True)
        after = inviter.invite(candidates.waiting(session, actor, today, oldest_day), before=False)
        return Invited((*ahead.links, *after.links), after.not_asked)


def invite_to_meeting(
    hall: Hall,
    reference: str,
    actor: Actor = OPERATOR,
    *,
    press: str = "",
    by_letter: bool = False,
    dry_run: bool = False,
) -> Invited:
    """Invite everybody whom a rule fits around one meeting, however long ago or far ahead it is.

    Args:
        hall, actor, press, by_letter, dry_run: as for ``invite_by_rules``.
        reference: the council's own, of the meeting.

    Raises:
        Refused: as there; or there is no such meeting, or it is yet to come and no rule
            asks anybody before one of its kind.
    """
    with _inviting(hall, actor, press, dry_run=dry_run) as session:
        meeting = meeting_of(session, actor, reference)
        before = meeting.held_on > _today(hall)
        if before and not _asks_before(meeting):
            raise Refused(
                f"The meeting {reference} is on {meeting.held_on:%d/%m/%Y}; "
                "people are asked once it was held."
            )
        people = candidates.around(session, meeting.id, before=before)
        inviter = _Inviter(session, hall, None, None, by_letter=by_letter)
        return inviter.invite(people, before=before)


def reissue(hall: Hall, reference: str) -> Invited:
    """Give fresh links for a meeting to those who have not answered; the old ones stop working.

    Raises Refused when there is no such meeting.
    """
    with hall.sessions.writing() as session:
        meeting = meeting_of(session, OPERATOR, reference)
        query = select(Invitation).where(
            Invitation.meeting_id == meeting.id, Invitation.state.in_(_REISSUABLE)
        )
        there = session.scalars(query.order_by(Invitation.created_at, Invitation.id))
        kept = [one for one in there if link_end_of(session, hall, one) > hall.clock()]
        links = []
        for invitation in kept:
            invitation.expires_at = link_end_of(session, hall, invitation)
            links.append(issue(session, hall, invitation))
        return Invited(tuple(links), Counter())


def _asks_before(meeting: Meeting) -> bool:
    return any(meeting.kind in rule.meetings for rule in rules.load().of_time(before=True))


@contextmanager
def _inviting(hall: Hall, actor: Actor, press: str, *, dry_run: bool) -> Iterator[Session]:
    try:
        with hall.sessions.writing() as session:
            once(session, press, hall.clock())
            yield session
            note(session, actor, Deed.INVITED, hall.clock())
            session.flush()
            if dry_run:
                session.rollback()
    except IntegrityError:
        raise Refused(_SOMEBODY_ELSE) from None


_SOMEBODY_ELSE = "Somebody else is inviting people just now; wait a moment and run it again."


def _today(hall: Hall) -> date:
    return hall.clock().astimezone(_LONDON).date()


def meeting_of(session: Session, actor: Actor, reference: str) -> Meeting:
    """Return a meeting that somebody may see; raises Refused when there is none."""
    meeting = session.scalar(visible_meetings(actor).where(Meeting.reference == reference))
    if meeting is None:
        raise Refused(f"There is no meeting {reference}; import it first, or check the reference.")
    return meeting


class _Inviter:
    """Decides about one candidate after another within one transaction."""

    def __init__(
        self,
        session: Session,
        hall: Hall,
        oldest_day: date | None,
        due_by: date | None,
        *,
        by_letter: bool,
    ) -> None:
        self._session = session
        self._hall = hall
        self._oldest_day = oldest_day
        self._due_by = due_by
        self._by_letter = by_letter
        self._now: datetime = hall.clock()
        self._asked = candidates.asked_since(session, candidates.quarter_began(self._now))
        self._kept: dict[str, Questionnaire] = {}

    def invite(self, people: Iterable[Candidate], *, before: bool) -> Invited:
        chosen_from = rules.load().of_time(before=before)
        links: list[Issued] = []
        refused: Counter[NotAsked] = Counter()
        for candidate in people:
            asked = frozenset(self._asked.get(candidate.recipient_id, ()))
            person = replace(candidate, asked_this_quarter=asked)
            decided = rules.choose(chosen_from, person, self._oldest_day)
            if decided is None or not self._due(person, decided[0]):
                continue
            rule, reason = decided
            if reason is None:
                links.append(self._ask(person, rule))
            elif not before and self._leave_out(person, rule, reason):
                refused[reason] += 1
        return Invited(tuple(links), refused)

    def _due(self, person: Candidate, rule: Rule) -> bool:
        by = self._due_by
        return by is None or person.held_on + timedelta(days=rule.after_days) <= by

    def _ask(self, person: Candidate, rule: Rule) -> Issued:
        invitation = self._row(person, rule)
        invitation.state = InvitationState.READY
        invitation.not_asked_because = None
        invitation.created_at = invitation.send_from = self._now
        chosen = self._newest(rule.questionnaire)
        invitation.expires_at = link_end(self._hall, chosen, person.held_on, rule.expires_days)
        self._asked[person.recipient_id].add(rule.questionnaire)
        return issue(self._session, self._hall, invitation, by_letter=self._by_letter)

    def _leave_out(self, person: Candidate, rule: Rule, reason: NotAsked) -> bool:
        """Keep why somebody is not asked; return whether that is news."""
        invitation = self._row(person, rule)
        news = invitation.not_asked_because != reason
        invitation.not_asked_because = reason
        return news

    def _row(self, person: Candidate, rule: Rule) -> Invitation:
        """Return the row of a person and meeting, which holds a refusal until they are asked."""
        newest = self._newest(rule.questionnaire)
        row = candidates.left_out(self._session, person, newest.timing)
        if row is None:
            row = self._fresh(person.meeting_id, person.recipient_id)
        row.questionnaire, row.version = newest.id, newest.version
        self._session.add(row)
        return row

    def _fresh(self, meeting_id: UUID, recipient_id: UUID) -> Invitation:
        return Invitation(
            meeting_id=meeting_id,
            recipient_id=recipient_id,
            state=InvitationState.NOT_ASKED,
            created_at=self._now,
            expires_at=self._now,
        )

    def _newest(self, questionnaire: str) -> Questionnaire:
        if questionnaire not in self._kept:
            self._kept[questionnaire] = keep(self._session, questionnaire)
        return self._kept[questionnaire]
