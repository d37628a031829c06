"""Paper forms typed in by an officer: the same conversation, the same care."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest
from sqlalchemy import select

from services.hall import Actor, Hall
from services.refusal import Refused
from services.upkeep import keying, paper_desk
from services.upkeep.sheet_check import read_day
from storage.kinds import Channel, InvitationState
from storage.models import (
    AuditEvent,
    Concern,
    Invitation,
    Outbox,
    Response,
    WayBack,
)
from surveys.kinds import Helper, Mode
from tests.builders.clock import Clock
from tests.builders.invited import Invited
from tests.builders.papers import EMPTY, answers, key_in
from tests.builders.stored import concerns, count, draft_answers, responses


def test_exact_words_choices_helper_mode_and_day_are_kept_as_paper(
    sqlite_hall: Hall, officer: Actor, person: Invited
) -> None:
    draft_id = paper_desk.by_code(sqlite_hall, officer, person.code.lower())
    said = answers(
        was_there="yes", listened="no", worried_about="He dont come [?]", scale_safety="3"
    )
    sheet = replace(said, helper=Helper.FAMILY, mode=Mode.LINKED)

    typed = key_in(sqlite_hall, officer, draft_id, sheet)

    (kept,) = responses(sqlite_hall)
    rows = {row.question: row for row in kept.rows}
    assert (typed.done, typed.faulty) == (True, False)
    assert (kept.channel, kept.mode, kept.helper) == (Channel.PAPER, Mode.LINKED, Helper.FAMILY)
    assert rows["worried_about"].text == "He dont come [?]"
    assert (rows["listened"].code, rows["scale_safety"].number) == ("no", 3)
    assert rows["respected"].state == "skipped"
    with sqlite_hall.sessions.reading() as session:
        assert session.query(Response).one().received_on == date(2026, 10, 14)
        invitation = session.get_one(Invitation, person.invitation_id)
        assert invitation.state is InvitationState.ANSWERED
        trace = session.query(AuditEvent).filter_by(what="paper_keyed_in").one()
        assert (trace.staff_id, trace.subject_id) == (officer.id, kept.id)
    assert count(sqlite_hall, WayBack) == 0


def test_who_ticked_nothing_is_read_in_confidence(
    sqlite_hall: Hall, officer: Actor, person: Invited
) -> None:
    key_in(sqlite_hall, officer, paper_desk.by_code(sqlite_hall, officer, person.code))

    (kept,) = responses(sqlite_hall)
    assert (kept.mode, kept.case_id) == (Mode.CONFIDENTIAL, None)


def test_a_disclosure_raises_a_concern_at_once_though_the_form_is_faulty(
    sqlite_hall: Hall, officer: Actor, person: Invited
) -> None:
    draft_id = paper_desk.by_code(sqlite_hall, officer, person.code)

    typed = key_in(sqlite_hall, officer, draft_id, answers(felt_safe="no", scale_safety="12"))

    assert (typed.concern, typed.done) == (True, False)
    assert list(typed.checked.refused if typed.checked else ()) == ["scale_safety"]
    assert concerns(sqlite_hall) == (("felt_safe", "now"),)
    with sqlite_hall.sessions.reading() as session:
        assert session.scalar(select(Outbox.kind)) == "concern_notice"
        assert session.query(Concern).one().case_id is None
    assert count(sqlite_hall, Response) == 0


def test_all_faults_are_told_together_and_the_rest_is_kept(
    sqlite_hall: Hall, officer: Actor, person: Invited
) -> None:
    draft_id = paper_desk.by_code(sqlite_hall, officer, person.code)
    typed_in = answers(scale_safety="12", overall="so-so", listened="yes", felt_safe_more="Him.")

    typed = key_in(sqlite_hall, officer, draft_id, replace(typed_in, received_on="32/13/2026"))

    assert typed.checked is not None
    assert set(typed.checked.refused) == {"scale_safety", "overall"}
    assert typed.checked.astray == ("felt_safe_more",)
    assert "03/10/2026" in typed.day_fault
    assert draft_answers(sqlite_hall) == {"listened": "yes"}


def test_a_mark_beside_a_question_for_others_is_told_and_not_counted(
    sqlite_hall: Hall, officer: Actor, person: Invited
) -> None:
    draft_id = paper_desk.by_code(sqlite_hall, officer, person.code)

    typed = key_in(
        sqlite_hall, officer, draft_id, answers(was_there="yes", why_not_there="bad_time")
    )

    assert typed.checked is not None
    assert (typed.done, typed.checked.left_out) == (True, ("why_not_there",))
    assert "why_not_there" not in {row.question for row in responses(sqlite_hall)[0].rows}


@pytest.mark.parametrize("written", ["", "16/10/2026", "13/10/2025", "soon", "32/13/2026"])
def test_the_day_must_be_one_on_which_a_paper_can_have_come(written: str) -> None:
    day, fault = read_day(written, date(2026, 10, 15))

    assert day is None
    assert fault.endswith(".")


def test_a_half_keyed_form_waits_on_the_desk_and_is_taken_up_again(
    sqlite_hall: Hall, officer: Actor, person: Invited, clock: Clock
) -> None:
    draft_id = paper_desk.by_code(sqlite_hall, officer, person.code)
    key_in(sqlite_hall, officer, draft_id, replace(answers(respected="no"), finished=False))
    clock.advance(hours=3)

    (waits,) = paper_desk.waiting(sqlite_hall, officer)
    assert (waits.draft_id, waits.questionnaire.id) == (draft_id, "parent_after_conference")
    assert paper_desk.by_code(sqlite_hall, officer, person.code) == draft_id
    paper = paper_desk.opened(sqlite_hall, officer, draft_id)
    assert paper is not None
    assert paper.held.state.answers == {"respected": "no"}
    assert paper.received_on == date(2026, 10, 14)


def test_an_answer_that_was_wrongly_typed_can_be_emptied_again(
    sqlite_hall: Hall, officer: Actor, person: Invited
) -> None:
    draft_id = paper_desk.by_code(sqlite_hall, officer, person.code)
    key_in(sqlite_hall, officer, draft_id, replace(answers(worried_about="No"), finished=False))

    key_in(sqlite_hall, officer, draft_id, replace(EMPTY, finished=False))

    assert draft_answers(sqlite_hall) == {}


def test_the_same_page_sent_twice_is_kept_once_and_the_same_paper_is_refused(
    sqlite_hall: Hall, officer: Actor, person: Invited
) -> None:
    draft_id, press = paper_desk.by_code(sqlite_hall, officer, person.code), uuid4().hex

    done = [key_in(sqlite_hall, officer, draft_id, press=press).done for _ in range(2)]

    assert (done, count(sqlite_hall, Response)) == ([True, True], 1)
    with pytest.raises(Refused, match="cannot be keyed in"):
        paper_desk.by_code(sqlite_hall, officer, person.code)
    with pytest.raises(Refused, match="nothing was taken"):
        key_in(sqlite_hall, officer, draft_id)


def test_a_page_from_another_window_overwrites_nothing(
    sqlite_hall: Hall, officer: Actor, person: Invited
) -> None:
    draft_id = paper_desk.by_code(sqlite_hall, officer, person.code)
    paper = paper_desk.opened(sqlite_hall, officer, draft_id)
    assert paper is not None
    key_in(sqlite_hall, officer, draft_id, replace(answers(respected="no"), finished=False))

    with pytest.raises(Refused, match="another window"):
        keying.key_in(
            sqlite_hall,
            officer,
            draft_id,
            answers(respected="yes"),
            press=uuid4().hex,
            revision=paper.held.revision,
        )

    assert draft_answers(sqlite_hall) == {"respected": "no"}
