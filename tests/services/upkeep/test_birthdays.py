"""Ages around birthdays and leap days, and people who must never be asked by mistake."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from services.hall import Hall
from services.upkeep import rules
from services.upkeep.ages import age_at_least, age_at_most
from services.upkeep.invitations import invite_by_rules, invite_to_meeting
from services.upkeep.rules import Candidate, NotAsked
from storage.kinds import InvitationState, Outcome, StopReason
from storage.models import Case, Invitation, Recipient, RecipientCase
from surveys.kinds import MeetingKind, RespondentRole
from tests.builders.attendances import child, row, take_in

DAYS = st.dates(date(2000, 1, 1), date(2100, 12, 31))

PARENT = Candidate(
    meeting_id=uuid4(),
    recipient_id=uuid4(),
    kind=MeetingKind.REVIEW_CP_CONFERENCE,
    outcome=Outcome.PLAN_CONTINUES,
    held_on=date(2026, 10, 1),
    role=RespondentRole.PARENT,
    birth_month=None,
    attended=True,
    case_stopped=False,
    stopped=False,
    may_contact=True,
)


def turned(born: date, on: date) -> int:
    """Return the age of somebody whose day of birth is known, as English law counts it."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


@given(st.dates(date(1990, 1, 1), date(2000, 1, 1)), DAYS)
def test_the_true_age_lies_between_the_two_readings_of_a_month(born: date, on: date) -> None:
    month = f"{born:%Y-%m}"
    assert age_at_least(month, on) <= turned(born, on) <= age_at_most(month, on)
    assert age_at_most(month, on) - age_at_least(month, on) <= 1


@given(DAYS, st.integers(min_value=1, max_value=30))
def test_nobody_grows_younger(on: date, days: int) -> None:
    later = on + timedelta(days=days)
    for age in (age_at_least, age_at_most):
        assert age("1999-02", on) <= age("1999-02", later)


@pytest.mark.parametrize(
    ("birth_month", "held_on", "decided"),
    [
        ("2016-02", date(2024, 2, 29), ("child_after_review", None)),
        ("2016-03", date(2024, 2, 29), ("child_4_7_with_helper", None)),
        ("2012-02", date(2024, 1, 31), ("child_after_review", None)),
        ("2012-02", date(2024, 2, 1), ("young_person_after_review", None)),
        ("2012-12", date(2024, 11, 30), ("child_after_review", None)),
        ("2012-12", date(2024, 12, 1), ("young_person_after_review", None)),
        ("2030-01", date(2026, 1, 1), ("child_after_review", NotAsked.TOO_YOUNG)),
    ],
)
def test_the_questionnaire_changes_with_the_month_of_the_birthday(
    birth_month: str, held_on: date, decided: tuple[str, NotAsked | None]
) -> None:
    candidate = replace(
        PARENT,
        kind=MeetingKind.CLA_REVIEW,
        role=RespondentRole.CHILD,
        birth_month=birth_month,
        held_on=held_on,
    )
    found = rules.choose(rules.load().of_time(before=False), candidate, None)
    assert found is not None
    assert (found[0].questionnaire, found[1]) == decided


@given(
    st.sampled_from(MeetingKind),
    st.sampled_from(RespondentRole),
    st.none() | st.dates(date(1990, 1, 1), date(2026, 1, 1)).map("{:%Y-%m}".format),
    st.sampled_from([True, False, None]),
    st.sampled_from(["case_stopped", "stopped", "may_contact"]),
)
def test_no_age_role_or_meeting_gets_round_a_stop(
    kind: MeetingKind,
    role: RespondentRole,
    birth_month: str | None,
    attended: bool | None,
    stop: str,
) -> None:
    person = replace(PARENT, kind=kind, role=role, birth_month=birth_month, attended=attended)
    stopped = replace(person, **{stop: stop != "may_contact"})
    found = rules.choose(rules.load().rules, stopped, None)
    assert found is None or found[1] is not None


@pytest.mark.parametrize("outcome", [Outcome.PLAN_ENDED, Outcome.PLAN_LEAVE_CARE])
def test_a_closed_case_is_still_asked_about_the_end(hall: Hall, outcome: Outcome) -> None:
    take_in(hall, row(outcome=outcome.value), child(meeting_ref="M-2", outcome=outcome.value))
    with hall.sessions.writing() as session:
        for case in session.scalars(select(Case)):
            case.closed_at = hall.clock()
    assert len(invite_by_rules(hall).links) == 2


@pytest.mark.parametrize("reason", list(StopReason))
def test_no_reason_of_the_stop_list_lets_anybody_be_asked(
    sqlite_hall: Hall, reason: StopReason
) -> None:
    take_in(sqlite_hall, row())
    with sqlite_hall.sessions.writing() as session:
        session.scalars(select(Case)).one().stop_reason = reason
    assert invite_by_rules(sqlite_hall).links == ()
    assert invite_to_meeting(sqlite_hall, "M-1").links == ()


def test_one_case_that_forbids_contact_is_enough(hall: Hall) -> None:
    take_in(hall, row(), row(case_id="C-1002"))
    with hall.sessions.writing() as session:
        one = session.scalars(select(RecipientCase)).first()
        assert one is not None
        one.may_contact = False
    assert invite_by_rules(hall).not_asked == {NotAsked.NOT_TO_BE_CONTACTED: 1}


def test_whoever_may_be_asked_again_is_asked_once(hall: Hall) -> None:
    take_in(hall, row())
    with hall.sessions.writing() as session:
        session.scalars(select(Recipient)).one().stopped_at = hall.clock()
    assert invite_by_rules(hall).not_asked == {NotAsked.ASKED_US_TO_STOP: 1}
    with hall.sessions.writing() as session:
        session.scalars(select(Recipient)).one().stopped_at = None
    assert [len(invite_by_rules(hall).links) for _ in range(2)] == [1, 0]


@pytest.mark.parametrize("state", sorted(set(InvitationState) - {InvitationState.NOT_ASKED}))
def test_somebody_who_was_asked_is_not_asked_again_whatever_became_of_it(
    sqlite_hall: Hall, state: InvitationState
) -> None:
    take_in(sqlite_hall, row())
    invite_by_rules(sqlite_hall)
    with sqlite_hall.sessions.writing() as session:
        session.scalars(select(Invitation)).one().state = state
    assert invite_by_rules(sqlite_hall).links == ()
    assert invite_to_meeting(sqlite_hall, "M-1").links == ()


def test_every_link_and_code_of_a_long_round_is_its_own(sqlite_hall: Hall) -> None:
    rows = (
        row(meeting_ref=f"M-{number}", case_id=f"C-{number}", recipient_ref=f"P-{number}")
        | {"contact": f"p-{number}@example.org"}
        for number in range(300)
    )
    take_in(sqlite_hall, *rows)
    links = invite_by_rules(sqlite_hall).links
    for kept in ("token", "code", "recipient", "invitation_id"):
        assert len({getattr(link, kept) for link in links}) == 300
    assert not {letter for link in links for letter in link.code} & set("ILOU")
