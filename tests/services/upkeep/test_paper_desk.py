"""Which paper is taken up: by code, by person or without a name, and by whom."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID, uuid4

import pytest

from services.hall import Actor, Hall
from services.refusal import Refused
from services.respond import converse
from services.respond.keys import Link, Seat
from services.upkeep import paper_desk
from storage.actors import WHOLE_AUTHORITY, Scope, ScopeLevel
from storage.kinds import Channel, InvitationState, StaffRole
from storage.models import (
    Attendance,
    Draft,
    Invitation,
    Meeting,
    Recipient,
)
from surveys.kinds import Mode, RespondentRole
from tests.builders.clock import Clock
from tests.builders.colleagues import colleague
from tests.builders.feedback import put_team
from tests.builders.invited import Invited
from tests.builders.papers import EMPTY, answers, key_in
from tests.builders.stored import concerns, count, responses


def test_what_lies_on_a_desk_is_open_to_nobody_else(
    sqlite_hall: Hall, officer: Actor, person: Invited
) -> None:
    draft_id = paper_desk.by_code(sqlite_hall, officer, person.code)
    other = colleague(sqlite_hall, StaffRole.OFFICER, (WHOLE_AUTHORITY,), "Sam").actor

    assert paper_desk.opened(sqlite_hall, other, draft_id) is None
    assert paper_desk.waiting(sqlite_hall, other) == ()
    with pytest.raises(Refused, match="cannot be keyed in"):
        paper_desk.by_code(sqlite_hall, other, person.code)
    with pytest.raises(Refused):
        paper_desk.put_away(sqlite_hall, other, draft_id)


def test_papers_of_another_team_are_refused_like_codes_that_never_were(
    sqlite_hall: Hall, person: Invited
) -> None:
    with sqlite_hall.sessions.writing() as session:
        put_team(session, "South")
    elsewhere = (Scope(ScopeLevel.TEAM, "South"),)
    south = colleague(sqlite_hall, StaffRole.OFFICER, elsewhere, "Sam").actor

    said = set()
    for code in (person.code, "0000-0000"):
        with pytest.raises(Refused) as refused:
            paper_desk.by_code(sqlite_hall, south, code)
        said.add(str(refused.value))

    assert len(said) == 1
    assert count(sqlite_hall, Draft) == 0


def test_whoever_chaired_a_meeting_keys_in_no_paper_about_it(
    sqlite_hall: Hall, officer: Actor, person: Invited
) -> None:
    before = paper_desk.by_code(sqlite_hall, officer, person.code)
    with sqlite_hall.sessions.writing() as session:
        session.get_one(Meeting, person.meeting_id).chair = officer.name

    assert paper_desk.opened(sqlite_hall, officer, before) is None
    with pytest.raises(Refused, match="No form with this code"):
        paper_desk.by_code(sqlite_hall, officer, person.code)
    with pytest.raises(Refused, match="You chaired this meeting"):
        of_person(sqlite_hall, officer, person)


def test_who_is_answering_online_is_not_written_over(
    sqlite_hall: Hall, officer: Actor, person: Invited
) -> None:
    seat = converse.open(sqlite_hall, Link(person.token, "their phone"), "first")

    with pytest.raises(Refused, match="being answered"):
        paper_desk.by_code(sqlite_hall, officer, person.code)

    assert isinstance(seat, Seat)
    assert converse.show(sqlite_hall, seat).outputs


def test_what_was_thrown_away_can_be_begun_afresh_and_its_concern_stays(
    sqlite_hall: Hall, officer: Actor, person: Invited
) -> None:
    draft_id = paper_desk.by_code(sqlite_hall, officer, person.code)
    key_in(sqlite_hall, officer, draft_id, replace(answers(felt_safe="no"), finished=False))

    paper_desk.put_away(sqlite_hall, officer, draft_id)

    assert (count(sqlite_hall, Draft), len(concerns(sqlite_hall))) == (0, 1)
    assert paper_desk.by_code(sqlite_hall, officer, person.code) != draft_id


@pytest.mark.parametrize("state", [InvitationState.READY, InvitationState.CANCELLED])
def test_a_late_paper_is_taken_by_meeting_and_person(
    sqlite_hall: Hall, officer: Actor, person: Invited, clock: Clock, state: InvitationState
) -> None:
    with sqlite_hall.sessions.writing() as session:
        session.get_one(Invitation, person.invitation_id).state = state
    arrives(sqlite_hall, person)
    clock.advance(days=100)

    draft_id = of_person(sqlite_hall, officer, person)
    typed = key_in(sqlite_hall, officer, draft_id, replace(EMPTY, received_on="20/01/2027"))

    assert typed.done
    assert count(sqlite_hall, Invitation) == 1


def arrives(hall: Hall, person: Invited) -> None:
    """Note that somebody was expected at their meeting."""
    with hall.sessions.writing() as session:
        ids = {"meeting_id": person.meeting_id, "recipient_id": person.recipient_id}
        session.add(Attendance(**ids))


def references(hall: Hall, person: Invited) -> tuple[str, str]:
    with hall.sessions.reading() as session:
        meeting = session.get_one(Meeting, person.meeting_id).reference
        return meeting, session.get_one(Recipient, person.recipient_id).reference


def of_person(
    hall: Hall, officer: Actor, person: Invited, questionnaire: str = "parent_after_conference"
) -> UUID:
    return paper_desk.of_person(hall, officer, *references(hall, person), questionnaire)


def test_a_blank_form_that_was_handed_over_counts_as_asking(
    sqlite_hall: Hall, officer: Actor, person: Invited
) -> None:
    arrives(sqlite_hall, person)
    draft_id = of_person(sqlite_hall, officer, person, "parent_after_review")

    assert key_in(sqlite_hall, officer, draft_id).done
    with pytest.raises(Refused, match="cannot be keyed in"):
        of_person(sqlite_hall, officer, person, "parent_after_review")
    with pytest.raises(Refused, match="not made for their role"):
        of_person(sqlite_hall, officer, person, "child_after_review")


def test_a_paper_without_a_name_is_kept_without_any_link(sqlite_hall: Hall, officer: Actor) -> None:
    press = uuid4().hex
    draft_id = paper_desk.nameless(sqlite_hall, officer, "tell_us_anything", press)

    key_in(sqlite_hall, officer, draft_id)

    (kept,) = responses(sqlite_hall)
    assert (kept.mode, kept.channel) == (Mode.ANONYMOUS, Channel.PAPER)
    assert kept.role in RespondentRole
    with pytest.raises(Refused, match="keyed in already"):
        paper_desk.nameless(sqlite_hall, officer, "tell_us_anything", press)
    with pytest.raises(Refused, match="with its author only"):
        paper_desk.nameless(sqlite_hall, officer, "chair_quality_form", uuid4().hex)
