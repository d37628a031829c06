"""Entering a reason to stop cancels what waits at once, and nothing is sent until it is lifted."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from services.hall import Hall
from services.refusal import Refused
from services.respond import converse
from services.respond.keys import Link, Seat
from services.upkeep.letters.reminding import remind
from services.upkeep.stop_list import Entry, Subject, entries, lift, stop
from storage.actors import OPERATOR, Actor, Scope, ScopeLevel
from storage.kinds import Delivery, OutboxState, StaffRole, StopReason
from storage.models import AuditEvent, Case, CaseAlias, Outbox, Recipient
from tests.builders.colleagues import colleague
from tests.builders.invited import Invited
from tests.builders.letters import Post, invitation, invite_by_letter, queue
from tests.builders.worries import shift


def reference(hall: Hall, person: Invited, subject: Subject) -> str:
    if subject is Subject.CASE:
        return person.case_reference
    with hall.sessions.reading() as session:
        return session.get_one(Recipient, person.recipient_id).reference


@pytest.mark.parametrize("subject", Subject)
def test_entering_a_reason_cancels_what_waits_and_deletes_the_sealed_link(
    post: Post, subject: Subject
) -> None:
    person, other = invite_by_letter(post.hall), invite_by_letter(post.hall)
    post.send()
    post.clock.advance(days=7)
    remind(shift(post.hall))
    named = reference(post.hall, person, subject)

    stop(post.hall, OPERATOR, subject, named, StopReason.DEATH)

    assert invitation(post.hall, person).token_s is None
    assert invitation(post.hall, other).token_s is not None
    states = {str(row.invitation_id): row.state for row in _reminders(post.hall)}
    assert states == {
        str(person.invitation_id): OutboxState.CANCELLED,
        str(other.invitation_id): OutboxState.WAITING,
    }
    assert post.send().note == "1 sent"
    assert [(one.reference, one.reason) for one in entries(post.hall, OPERATOR)] == [
        (named, StopReason.DEATH)
    ]
    opened = converse.open(post.hall, Link(person.token, "phone"), "x")
    assert isinstance(opened, Seat), "who is missing may still want to say something"


def _reminders(hall: Hall) -> list[Outbox]:
    with hall.sessions.reading() as session:
        return list(session.scalars(select(Outbox).where(Outbox.kind == "reminder")))


def test_a_letter_that_never_left_counts_as_not_sent(local: Post) -> None:
    person = invite_by_letter(local.hall)
    stop(local.hall, OPERATOR, Subject.CASE, person.case_reference, StopReason.ADOPTION)
    assert invitation(local.hall, person).delivery is None
    assert queue(local.hall)["letter"].state is OutboxState.CANCELLED
    assert local.send().note == "nothing due"


def test_who_is_taken_off_the_list_is_written_to_only_by_hand(local: Post) -> None:
    person = invite_by_letter(local.hall)
    stop(local.hall, OPERATOR, Subject.CASE, person.case_reference, StopReason.MISSING)
    lift(local.hall, OPERATOR, Subject.CASE, person.case_reference)
    assert entries(local.hall, OPERATOR) == ()
    assert local.days_later(8).note == "nothing due"
    assert invitation(local.hall, person).delivery is not Delivery.SENT
    with pytest.raises(Refused, match="is not on the list"):
        lift(local.hall, OPERATOR, Subject.CASE, person.case_reference)


def test_an_older_reference_names_the_case_and_a_new_reason_replaces_the_old(
    local: Post,
) -> None:
    person = invite_by_letter(local.hall)
    with local.hall.sessions.writing() as session:
        session.add(CaseAlias(case_id=person.case_id, reference="OLD-1"))
    stop(local.hall, OPERATOR, Subject.CASE, "OLD-1", StopReason.MISSING)
    stop(local.hall, OPERATOR, Subject.CASE, " OLD-1 ", StopReason.DEATH)
    assert entries(local.hall, OPERATOR) == (
        Entry(Subject.CASE, person.case_reference, StopReason.DEATH),
    )


@pytest.mark.parametrize("subject", Subject)
def test_an_officer_reaches_only_the_cases_and_people_of_their_teams(
    local: Post, subject: Subject
) -> None:
    person = invite_by_letter(local.hall)
    named = reference(local.hall, person, subject)
    elsewhere = Actor(None, StaffRole.OFFICER, (Scope(ScopeLevel.TEAM, "Harbour"),))
    for act in (
        lambda: stop(local.hall, elsewhere, subject, named, StopReason.DEATH),
        lambda: lift(local.hall, elsewhere, subject, named),
    ):
        with pytest.raises(Refused, match=r"that you work with; check the reference\. Nothing"):
            act()
    with local.hall.sessions.reading() as session:
        assert session.query(Case).filter(Case.stop_reason.is_not(None)).count() == 0
    stop(local.hall, OPERATOR, subject, named, StopReason.DEATH)
    assert entries(local.hall, elsewhere) == ()


def test_a_trace_names_who_did_it_and_the_row_alone(local: Post) -> None:
    person, officer = invite_by_letter(local.hall), colleague(local.hall).actor
    stop(local.hall, officer, Subject.CASE, person.case_reference, StopReason.NO_CONTACT)
    with local.hall.sessions.reading() as session:
        trace = session.query(AuditEvent).filter_by(what="stopped").one()
        assert (trace.staff_id, trace.subject_id) == (officer.id, person.case_id)
        assert person.case_reference not in repr(vars(trace))
