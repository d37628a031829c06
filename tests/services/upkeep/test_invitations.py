"""People are invited once, their links are kept as hashes, and reasons not to ask are kept."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import select, update

from services.hall import Hall
from services.refusal import Refused
from services.respond import converse
from services.respond.keys import Code, Link, Seat
from services.respond.turns import Closed
from services.upkeep.invitations import Invited, invite_by_rules, invite_to_meeting, reissue
from services.upkeep.rules import NotAsked
from storage.kinds import InvitationState, StopReason
from storage.models import AuditEvent, Case, Invitation, Recipient, RecipientCase
from tests.builders.attendances import child, row, take_in
from tests.builders.clock import Clock

HOME = "https://sayso.example.org"


def rows(hall: Hall) -> list[Invitation]:
    with hall.sessions.reading() as session:
        return list(session.scalars(select(Invitation)))


def only(invited: Invited) -> str:
    (link,) = invited.links
    return link.token


def opens(hall: Hall, token: str) -> bool:
    return isinstance(converse.open(hall, Link(token, "browser"), token), Seat)


def test_somebody_whom_a_rule_fits_gets_a_link_and_a_code_that_open(hall: Hall) -> None:
    take_in(hall, row())
    (link,) = invite_by_rules(hall).links
    assert (link.questionnaire, link.recipient, link.cases) == (
        "parent_after_conference",
        "P-1",
        ("C-1001",),
    )
    assert link.url(HOME) == f"{HOME}/r/{link.token}"
    assert opens(hall, link.token)
    by_code = converse.open(hall, Code(link.code.lower(), "browser", "192.0.2.1"), "again")
    assert isinstance(by_code, Seat)


def test_neither_token_nor_code_is_stored(hall: Hall) -> None:
    take_in(hall, row())
    (link,) = invite_by_rules(hall).links
    (kept,) = rows(hall)
    stored = repr([getattr(kept, column.name) for column in Invitation.__table__.columns])
    assert link.token not in stored
    assert link.code.replace("-", "") not in stored
    assert link.token not in repr(link)


def test_running_the_rules_twice_invites_nobody_twice(hall: Hall) -> None:
    take_in(hall, row(), child(meeting_ref="M-2"))
    assert len(invite_by_rules(hall).links) == 2
    again = invite_by_rules(hall)
    assert again.links == ()
    assert len(rows(hall)) == 2


def test_siblings_in_one_conference_are_one_invitation_to_their_parent(hall: Hall) -> None:
    take_in(hall, row(), row(case_id="C-1002"))
    (link,) = invite_by_rules(hall).links
    assert link.cases == ("C-1001", "C-1002")


def test_nobody_is_asked_before_the_days_that_the_rule_leaves(hall: Hall, clock: Clock) -> None:
    take_in(hall, row(held_on="2026-10-14"))
    assert invite_by_rules(hall).links == ()
    assert rows(hall) == []
    clock.advance(days=1)
    assert len(invite_by_rules(hall).links) == 1


def test_a_link_expires_after_the_councils_days(hall: Hall, clock: Clock) -> None:
    take_in(hall, row())
    token = only(invite_by_rules(hall))
    clock.advance(days=hall.council.thresholds.link_days, seconds=1)
    assert not opens(hall, token)


def test_why_somebody_is_not_asked_is_kept(hall: Hall) -> None:
    take_in(hall, child(birth_month="2024-05"))
    invited = invite_by_rules(hall)
    assert invited.not_asked == {NotAsked.TOO_YOUNG: 1}
    (kept,) = rows(hall)
    assert (kept.state, kept.not_asked_because) == (InvitationState.NOT_ASKED, "too_young")
    assert (kept.token_hmac, kept.code_hmac, kept.sent_at) == (None, None, None)


def test_the_same_reason_is_news_only_once(hall: Hall) -> None:
    take_in(hall, child(birth_month="2024-05"))
    invite_by_rules(hall)
    assert invite_by_rules(hall).not_asked == {}


def test_a_corrected_birth_month_turns_a_refusal_into_an_invitation(hall: Hall) -> None:
    take_in(hall, child(birth_month="2024-05"))
    invite_by_rules(hall)
    take_in(hall, child(birth_month="2012-05"))
    (link,) = invite_by_rules(hall).links
    assert link.questionnaire == "young_person_after_review"
    (kept,) = rows(hall)
    assert (kept.state, kept.not_asked_because) == (InvitationState.READY, None)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (update(Case).values(stop_reason=StopReason.DEATH), NotAsked.ON_THE_STOP_LIST),
        (
            update(Recipient).values(stopped_at=datetime(2026, 10, 2, tzinfo=UTC)),
            NotAsked.ASKED_US_TO_STOP,
        ),
        (update(RecipientCase).values(may_contact=False), NotAsked.NOT_TO_BE_CONTACTED),
    ],
    ids=["stop list", "asked to stop", "may not be contacted"],
)
def test_nobody_on_the_stop_list_is_asked(hall: Hall, change: object, reason: NotAsked) -> None:
    take_in(hall, row())
    with hall.sessions.writing() as session:
        session.execute(change)  # type: ignore[call-overload]
    invited = invite_by_rules(hall)
    assert (invited.links, invited.not_asked) == ((), {reason: 1})


def test_one_stopped_sibling_is_enough_not_to_ask_about_the_conference(hall: Hall) -> None:
    take_in(hall, row(), row(case_id="C-1002"))
    with hall.sessions.writing() as session:
        stop = update(Case).where(Case.reference == "C-1002")
        session.execute(stop.values(stop_reason=StopReason.ADOPTION))
    assert invite_by_rules(hall).not_asked == {NotAsked.ON_THE_STOP_LIST: 1}


def test_staff_are_asked_once_a_quarter(hall: Hall, clock: Clock) -> None:
    audit = {"kind": "case_audit", "role": "staff", "recipient_ref": "S-1", "outcome": "other"}
    take_in(hall, row(**audit), row(**audit | {"meeting_ref": "M-2"}))
    first = invite_by_rules(hall)
    assert (len(first.links), first.not_asked) == (1, {NotAsked.ASKED_THIS_QUARTER: 1})
    clock.now = datetime(2027, 1, 4, 9, 0, tzinfo=UTC)
    assert len(invite_by_rules(hall).links) == 1


def test_a_meeting_too_long_ago_is_asked_about_only_by_name(hall: Hall) -> None:
    take_in(hall, row(held_on="2026-01-05"))
    assert invite_by_rules(hall).not_asked == {NotAsked.HELD_TOO_LONG_AGO: 1}
    assert len(invite_to_meeting(hall, "M-1").links) == 1


def test_a_meeting_by_name_asks_nobody_around_another(hall: Hall) -> None:
    take_in(hall, row(), row(meeting_ref="M-2"))
    (link,) = invite_to_meeting(hall, "M-2").links
    assert link.meeting == "M-2"
    assert len(rows(hall)) == 1


@pytest.mark.parametrize("act", [invite_to_meeting, reissue])
def test_an_unknown_meeting_is_refused(hall: Hall, act: object) -> None:
    with pytest.raises(Refused, match="There is no meeting M-9; import it first"):
        act(hall, "M-9")  # type: ignore[operator]


def test_a_meeting_that_is_yet_to_come_is_refused(hall: Hall) -> None:
    take_in(hall, row(held_on="2026-10-20"))
    with pytest.raises(Refused, match="is on 20/10/2026"):
        invite_to_meeting(hall, "M-1")


def test_fresh_links_replace_the_old_ones(hall: Hall) -> None:
    take_in(hall, row())
    old = only(invite_by_rules(hall))
    new = only(reissue(hall, "M-1"))
    assert isinstance(converse.open(hall, Link(old, "browser"), "a"), Closed)
    assert opens(hall, new)


def test_who_has_answered_gets_no_fresh_link(hall: Hall) -> None:
    take_in(hall, row())
    invite_by_rules(hall)
    with hall.sessions.writing() as session:
        session.execute(update(Invitation).values(state=InvitationState.ANSWERED))
    assert reissue(hall, "M-1").links == ()


@pytest.mark.parametrize(
    ("birth_month", "allowed"), [("2010-09", True), ("2010-10", False), ("2013-01", False)]
)
def test_a_young_person_may_use_telegram_once_16_for_certain(
    hall: Hall, birth_month: str, allowed: bool
) -> None:
    take_in(hall, child(role="young_person", birth_month=birth_month))
    (link,) = invite_by_rules(hall).links
    assert link.telegram is allowed


def test_a_parent_may_use_telegram_and_a_child_may_not(hall: Hall) -> None:
    take_in(hall, row(), child(meeting_ref="M-2"))
    allowed = {link.role.value: link.telegram for link in invite_by_rules(hall).links}
    assert allowed == {"parent": True, "child": False}


def test_a_language_without_reviewed_wording_is_asked_in_english(hall: Hall) -> None:
    take_in(hall, row(language="ur"))
    (link,) = invite_by_rules(hall).links
    assert link.language == "en"


def test_each_link_given_out_leaves_a_trace(hall: Hall) -> None:
    take_in(hall, row())
    (link,) = invite_by_rules(hall).links
    with hall.sessions.reading() as session:
        issued = select(AuditEvent.subject_id).where(AuditEvent.what == "invitation_issued")
        assert session.scalars(issued).all() == [link.invitation_id]
