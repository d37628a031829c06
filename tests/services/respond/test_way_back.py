"""Whoever answered finds what came of it: their link, their browser, and never their words."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from services.hall import Hall
from services.respond import news
from services.respond.keys import Code, Link, Resume
from services.respond.news import Told
from storage.kinds import InvitationState
from storage.models import Case, Invitation, Response, WayBack
from surveys.kinds import Mode, RespondentRole
from tests.builders.clock import Clock
from tests.builders.feedback import put_team
from tests.builders.invited import Invited, invited
from tests.builders.invited import crowd as crowd_asked
from tests.builders.stored import count
from tests.builders.talk import BROWSER, sit_down
from tests.builders.told import DID, PLAIN, SAID, crowd, sent, told

HERE = "192.0.2.1"


def comes_back(hall: Hall, person: Invited, browser: str = BROWSER) -> Told | None:
    return news.for_whom(hall, Link(person.token, browser))


@pytest.mark.parametrize("mode", [Mode.LINKED, Mode.CONFIDENTIAL])
def test_who_is_linked_or_confidential_reads_what_came_of_what_they_said(
    hall: Hall, mode: Mode
) -> None:
    person = invited(hall)
    told(hall, sent(hall, person, mode))
    found = comes_back(hall, person)
    assert found is not None
    (item,) = found.own
    assert (item.you_said, item.we_did, item.we_did_plain) == (SAID, DID, PLAIN)
    assert (found.role, found.areas, found.asks) == (RespondentRole.PARENT, (), True)
    assert news.for_whom(hall, Code(person.code, BROWSER, HERE)) == found


def test_who_is_anonymous_leaves_no_way_back(sqlite_hall: Hall) -> None:
    hall = sqlite_hall
    person = crowd_asked(hall, "parent_after_conference", RespondentRole.PARENT)[0]
    sent(hall, person, Mode.ANONYMOUS)
    assert comes_back(hall, person) is None
    assert count(hall, WayBack) == 0


def test_another_device_an_old_link_and_other_keys_lead_to_nothing(
    sqlite_hall: Hall, clock: Clock
) -> None:
    person = invited(sqlite_hall)
    told(sqlite_hall, sent(sqlite_hall, person))
    assert comes_back(sqlite_hall, person, "another browser") is None
    assert news.for_whom(sqlite_hall, Resume("four words of mine", BROWSER, HERE)) is None
    assert news.for_whom(sqlite_hall, Link("unknown", BROWSER)) is None
    clock.advance(days=42)
    assert comes_back(sqlite_hall, person) is None


def test_one_browser_tells_two_people_apart(sqlite_hall: Hall) -> None:
    first, second = invited(sqlite_hall), invited(sqlite_hall)
    told(sqlite_hall, sent(sqlite_hall, first))
    sent(sqlite_hall, second)
    mine, theirs = comes_back(sqlite_hall, first), comes_back(sqlite_hall, second)
    assert mine is not None
    assert theirs is not None
    assert (len(mine.own), len(theirs.own)) == (1, 0)


def test_somebody_who_has_not_sent_has_no_news(sqlite_hall: Hall) -> None:
    person = invited(sqlite_hall)
    sit_down(sqlite_hall, person)
    assert comes_back(sqlite_hall, person) is None


def test_a_draft_that_ran_out_leaves_no_way_back(sqlite_hall: Hall) -> None:
    person = invited(sqlite_hall)
    with sqlite_hall.sessions.writing() as session:
        held = session.get_one(Invitation, person.invitation_id)
        held.state = InvitationState.PARTIAL
    assert comes_back(sqlite_hall, person) is None


def test_the_mark_names_nobody_and_goes_with_its_response(hall: Hall) -> None:
    person = invited(hall)
    response = sent(hall, person, Mode.CONFIDENTIAL)
    with hall.sessions.writing() as session:
        mark = session.scalars(select(WayBack.mark)).one()
        known = (person.token, person.code, str(person.invitation_id), BROWSER)
        assert mark not in {hall.keys.digest("way back", each) for each in known}
        session.delete(session.get_one(Response, response))
    assert count(hall, WayBack) == 0


def test_everybody_reads_only_what_enough_people_stand_behind(hall: Hall) -> None:
    with hall.sessions.writing() as session:
        put_team(session, "North", "Care")
    told(hall, *crowd(hall, 4))
    assert news.for_everybody(hall) == ()
    told(hall, *crowd(hall, 5), team="North")
    told(hall, *crowd(hall, 6))
    found = news.for_everybody(hall)
    assert [(part.area, len(part.items)) for part in found] == [(None, 1), ("Care", 1)]
    assert found[0].items[0].theme == hall.models.codebook.label("timing")


def test_what_was_told_beside_their_own_stands_below_it_once(sqlite_hall: Hall) -> None:
    hall = sqlite_hall
    person = invited(hall)
    mine = sent(hall, person)
    told(hall, mine, *crowd(hall, 5))
    told(hall, *crowd(hall, 5))
    found = comes_back(hall, person)
    assert found is not None
    assert (len(found.own), [len(part.items) for part in found.areas]) == (1, [1])


def test_without_any_news_there_is_nothing_to_ask(sqlite_hall: Hall) -> None:
    person = invited(sqlite_hall)
    sent(sqlite_hall, person)
    found = comes_back(sqlite_hall, person)
    assert found is not None
    assert (found.own, found.areas, found.asks, found.replied) == ((), (), False, False)


def test_a_response_taken_out_below_the_bound_takes_the_news_from_everybody(
    sqlite_hall: Hall,
) -> None:
    behind = crowd(sqlite_hall, 5)
    told(sqlite_hall, *behind)
    assert news.for_everybody(sqlite_hall)
    with sqlite_hall.sessions.writing() as session:
        session.delete(session.get_one(Response, behind[0]))
    assert news.for_everybody(sqlite_hall) == ()


def test_a_case_on_the_stop_list_can_still_be_looked_up_by_its_person(sqlite_hall: Hall) -> None:
    person = invited(sqlite_hall)
    told(sqlite_hall, sent(sqlite_hall, person))
    with sqlite_hall.sessions.writing() as session:
        session.get_one(Case, person.case_id).closed_at = sqlite_hall.clock()
    assert comes_back(sqlite_hall, person) is not None
