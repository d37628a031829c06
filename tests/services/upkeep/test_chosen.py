"""An officer asks one person what they choose, if it fits role, age and day."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select, update

from services.hall import OPERATOR, Hall
from services.refusal import Refused
from services.respond import converse
from services.respond.keys import Link, Seat
from services.upkeep.chosen import invite_person, on_offer
from services.upkeep.fresh_links import fresh_links
from services.upkeep.invitations import invite_by_rules, reissue
from services.upkeep.meeting_list import known, one
from storage.kinds import InvitationState, StopReason
from storage.models import Case, Invitation
from surveys.library import NotInLibrary
from tests.builders.attendances import child, row, take_in
from tests.builders.clock import Clock

COMING = "2026-10-20"


def offered(hall: Hall, meeting: str = "M-1", person: str = "Y-1") -> list[str]:
    return [each.id for each in on_offer(hall, OPERATOR, meeting, person).questionnaires]


def asked(hall: Hall) -> list[tuple[str, InvitationState]]:
    query = select(Invitation.questionnaire, Invitation.state).order_by(Invitation.questionnaire)
    with hall.sessions.reading() as session:
        return [(name, state) for name, state in session.execute(query)]


def test_what_fits_role_age_and_day_is_offered_and_the_meetings_own_first(
    sqlite_hall: Hall,
) -> None:
    take_in(sqlite_hall, child())

    found = offered(sqlite_hall)

    assert found[0] == "child_after_review"
    assert "wellbeing_child" in found
    assert not {"wellbeing_young_person", "before_the_meeting_child", "parent_after_review"} & set(
        found
    )
    assert "imported_feedback" not in found


def test_what_was_chosen_opens_and_is_asked_once(hall: Hall) -> None:
    take_in(hall, child())

    (link,) = invite_person(hall, "M-1", "Y-1", "wellbeing_child").links

    assert isinstance(converse.open(hall, Link(link.token, "browser"), "x"), Seat)
    assert "wellbeing_child" not in offered(hall)
    with pytest.raises(Refused, match="Y-1 was asked wellbeing_child about M-1 already"):
        invite_person(hall, "M-1", "Y-1", "wellbeing_child")


def test_somebody_can_be_asked_two_things_and_stands_twice_among_the_people(hall: Hall) -> None:
    take_in(hall, child())
    invite_by_rules(hall)
    invite_person(hall, "M-1", "Y-1", "wellbeing_child")

    meeting = known(hall, OPERATOR, "M-1")
    assert meeting is not None
    opened = one(hall, OPERATOR, meeting)

    assert opened is not None
    told = [(person.reference, person.questionnaire) for person in opened.people]
    assert told == [("Y-1", "child_after_review"), ("Y-1", "wellbeing_child")]
    assert (opened.line.people, opened.line.asked) == (1, 1)


def test_it_takes_the_place_of_why_they_were_not_asked_and_the_rules_ask_no_more(
    hall: Hall,
) -> None:
    take_in(hall, child(birth_month="2024-05"))
    assert not invite_by_rules(hall).links

    invite_person(hall, "M-1", "Y-1", "did_anything_change")

    assert asked(hall) == [("did_anything_change", InvitationState.READY)]
    assert not invite_by_rules(hall).links


@pytest.mark.parametrize(
    ("questionnaire", "why"),
    [
        ("parent_after_review", "not made for their role"),
        ("wellbeing_young_person", "not made for their age"),
        ("before_the_meeting_child", "asked before a meeting, which was held"),
        ("imported_feedback", "not made for their role"),
    ],
)
def test_what_does_not_fit_is_refused_and_nothing_kept(
    sqlite_hall: Hall, questionnaire: str, why: str
) -> None:
    take_in(sqlite_hall, child())
    with pytest.raises(Refused, match=why):
        invite_person(sqlite_hall, "M-1", "Y-1", questionnaire)
    assert asked(sqlite_hall) == []


def test_an_unknown_name_is_refused(sqlite_hall: Hall) -> None:
    take_in(sqlite_hall, child())
    with pytest.raises(Refused, match="Nobody called P-9 is around the meeting M-1"):
        invite_person(sqlite_hall, "M-1", "P-9", "wellbeing_child")
    with pytest.raises(NotInLibrary):
        invite_person(sqlite_hall, "M-1", "Y-1", "no_such")


def test_whoever_is_on_the_stop_list_is_asked_nothing(sqlite_hall: Hall) -> None:
    take_in(sqlite_hall, row())
    with sqlite_hall.sessions.writing() as session:
        session.execute(update(Case).values(stop_reason=StopReason.DEATH))
    with pytest.raises(Refused, match="P-1 cannot be asked: "):
        invite_person(sqlite_hall, "M-1", "P-1", "parent_after_conference")


def test_a_form_sent_twice_makes_one_link(sqlite_hall: Hall) -> None:
    take_in(sqlite_hall, child())
    invite_person(sqlite_hall, "M-1", "Y-1", "wellbeing_child", press="a" * 32)
    with pytest.raises(Refused, match="links are shown only once"):
        invite_person(sqlite_hall, "M-1", "Y-1", "child_after_review", press="a" * 32)


def test_what_is_asked_before_a_meeting_ends_with_its_day(hall: Hall, clock: Clock) -> None:
    take_in(hall, child(held_on=COMING, outcome="", attended=""))
    assert "before_the_meeting_child" in offered(hall)
    assert "child_after_review" not in offered(hall)

    (link,) = invite_person(hall, "M-1", "Y-1", "before_the_meeting_child").links

    assert link.expires_on == date.fromisoformat(COMING)
    (fresh,) = reissue(hall, "M-1").links
    assert fresh.expires_on == date.fromisoformat(COMING)
    clock.advance(days=7)
    assert not isinstance(converse.open(hall, Link(fresh.token, "browser"), "x"), Seat)
    assert reissue(hall, "M-1").links == ()
    meeting = known(hall, OPERATOR, "M-1")
    assert meeting is not None
    with pytest.raises(Refused, match="Nobody here can have a fresh link"):
        fresh_links(hall, OPERATOR, meeting, None, "")


def test_whoever_was_asked_before_a_meeting_is_asked_of_it_afterwards(
    hall: Hall, clock: Clock
) -> None:
    take_in(hall, child(held_on=COMING, outcome="", attended=""))
    invite_person(hall, "M-1", "Y-1", "before_the_meeting_child")
    clock.advance(days=7)

    (link,) = invite_by_rules(hall).links

    assert link.questionnaire == "child_after_review"
    assert invite_by_rules(hall).links == ()
