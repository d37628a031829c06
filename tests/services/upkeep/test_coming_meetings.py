"""Who is asked before a meeting: until its day, wherever that moves, and again afterwards."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from services.hall import OPERATOR, Hall
from services.refusal import Refused
from services.respond import converse
from services.respond.keys import Link, Seat
from services.upkeep.invitations import invite_by_rules, invite_to_meeting
from services.upkeep.meeting_list import Wanted, shelf
from services.upkeep.rules import load
from storage.models import Invitation
from surveys import library
from surveys.questionnaire import Timing
from tests.builders.attendances import child, row, take_in
from tests.builders.clock import Clock
from tests.builders.letters import ADDRESS, Post

IN_A_WEEK, IN_TWO = "2026-10-22", "2026-10-29"


def coming(**cells: str) -> dict[str, str]:
    return child(**{"held_on": IN_A_WEEK, "outcome": "", "attended": "", **cells})


def opens(hall: Hall, token: str) -> bool:
    return isinstance(converse.open(hall, Link(token, "browser"), token), Seat)


def names(hall: Hall) -> list[str]:
    with hall.sessions.reading() as session:
        return sorted(session.scalars(select(Invitation.questionnaire)))


def test_the_rules_ask_before_a_review_and_again_afterwards(hall: Hall, clock: Clock) -> None:
    take_in(hall, coming())

    (before,) = invite_by_rules(hall).links

    assert before.questionnaire == "before_the_meeting_child"
    assert before.expires_on == date.fromisoformat(IN_A_WEEK)
    assert opens(hall, before.token)
    assert invite_by_rules(hall).links == ()
    clock.advance(days=8)
    take_in(hall, coming(outcome="plan_continues", attended="yes"))
    (after,) = invite_by_rules(hall).links
    assert after.questionnaire == "child_after_review"
    assert invite_by_rules(hall).links == ()
    assert names(hall) == ["before_the_meeting_child", "child_after_review"]


def test_nobody_is_asked_earlier_than_the_rule_says_or_once_the_day_has_come(
    hall: Hall, clock: Clock
) -> None:
    take_in(hall, coming(held_on="2026-10-26"))
    assert invite_by_rules(hall).links == ()
    clock.advance(days=11)
    assert invite_by_rules(hall).links == ()
    assert names(hall) == []


def test_an_officer_can_ask_earlier_around_one_meeting(sqlite_hall: Hall) -> None:
    take_in(sqlite_hall, coming(held_on="2026-12-10", birth_month="2012-05"))
    (link,) = invite_to_meeting(sqlite_hall, "M-1").links
    assert link.questionnaire == "before_the_meeting_young_person"


def test_before_a_conference_children_are_asked_by_hand_alone(sqlite_hall: Hall) -> None:
    take_in(sqlite_hall, coming(kind="review_cp_conference"))
    assert invite_by_rules(sqlite_hall).links == ()
    with pytest.raises(Refused, match="people are asked once it was held"):
        invite_to_meeting(sqlite_hall, "M-1")


def test_who_does_not_fit_before_a_meeting_is_decided_about_once_it_was_held(
    sqlite_hall: Hall, clock: Clock
) -> None:
    take_in(sqlite_hall, coming(birth_month="2024-05"), row(kind="cla_review", held_on=IN_A_WEEK))
    assert not invite_by_rules(sqlite_hall).not_asked
    assert names(sqlite_hall) == []


def test_a_meeting_put_off_moves_the_end_of_its_links(hall: Hall, clock: Clock) -> None:
    take_in(hall, coming())
    (link,) = invite_by_rules(hall).links
    take_in(hall, coming(held_on=IN_TWO))
    clock.advance(days=10)
    assert opens(hall, link.token)
    assert invite_by_rules(hall).links == ()


def test_a_meeting_brought_forward_ends_its_links_sooner(hall: Hall, clock: Clock) -> None:
    take_in(hall, coming())
    (link,) = invite_by_rules(hall).links
    take_in(hall, coming(held_on="2026-10-16"))
    clock.advance(days=2)
    assert not opens(hall, link.token)


def test_a_meeting_stays_undecided_though_people_were_asked_before_it(hall: Hall) -> None:
    take_in(hall, coming())
    invite_by_rules(hall)
    found = shelf(hall, OPERATOR, Wanted(undecided=True), 0, 10)
    assert [line.reference for line in found.lines] == ["M-1"]


def test_a_rule_asks_before_a_meeting_what_was_written_for_that() -> None:
    early = {rule.questionnaire for rule in load().of_time(before=True)}
    made = {each.id for each in library.all_released() if each.timing is Timing.BEFORE}
    assert early == made
    for rule in load().of_time(before=True):
        assert all(days < -rule.after_days for days in rule.remind_after_days or ())


@pytest.mark.parametrize(("held_on", "letters"), [("2026-10-20", 2), ("2026-10-19", 1)])
def test_whoever_is_asked_before_a_meeting_is_reminded_once_and_never_on_its_day(
    local: Post, held_on: str, letters: int
) -> None:
    take_in(local.hall, coming(held_on=held_on, channel="email", contact=ADDRESS))
    invite_by_rules(local.hall, by_letter=True)
    local.send()
    local.days_later(20)
    assert len(local.box.letters) == letters


def test_a_letter_that_waits_past_the_day_of_the_meeting_is_not_sent(local: Post) -> None:
    take_in(local.hall, coming(channel="email", contact=ADDRESS))
    invite_by_rules(local.hall, by_letter=True)
    local.clock.advance(days=8)
    local.send()
    assert local.box.letters == []
