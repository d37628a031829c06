"""Telling those who spoke: only what is written for them, once, and only who may be told."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from bot.messages import messages
from bot.replies import Reply
from services.care import action_ends, actions, joining, telling
from services.care.action_words import Fault
from services.care.actions import Finished, NotYours, Stale, Standing, Wanted
from services.care.news_notices import Way
from services.council import Council
from services.hall import OPERATOR, Hall
from storage.actors import WHOLE_AUTHORITY, Scope, ScopeLevel
from storage.kinds import Channel, Contact, OutboxState, StaffRole, StopReason
from storage.models import Draft, Outbox
from surveys import library
from surveys.kinds import Mode
from tests.builders.clock import Clock
from tests.builders.colleagues import colleague
from tests.builders.feedback import code, comment, put_team
from tests.builders.invited import Invited, invited
from tests.builders.read_by_staff import deeds, keep_from
from tests.builders.told import WORDS, crowd, ended, reached_by, revision, sent, stop, told

NORTH = (Scope(ScopeLevel.TEAM, "North"),)


def by_email(hall: Hall) -> tuple[Invited, UUID]:
    """Ask a person with an address, who answers, is known, and wishes to hear."""
    person = invited(hall)
    reached_by(hall, person, Contact.EMAIL, "pat@example.org")
    return person, sent(hall, person)


def notices(hall: Hall) -> list[Outbox]:
    query = select(Outbox).where(Outbox.key.startswith("news:")).order_by(Outbox.key)
    with hall.sessions.reading() as session:
        return list(session.scalars(query))


def test_an_action_is_told_once_it_has_ended_and_its_words_are_there(
    sqlite_hall: Hall, clock: Clock
) -> None:
    hall = sqlite_hall
    action = ended(hall)
    telling.publish(hall, OPERATOR, action, revision(hall, action))
    first = hall.clock()
    clock.advance(hours=2)
    telling.publish(hall, OPERATOR, action, revision(hall, action))

    entry = actions.one(hall, OPERATOR, action)
    assert (entry.standing, entry.told_at, entry.untold) == (Standing.DONE, first, False)


@pytest.mark.parametrize("words", [None, Finished("Done.")])
def test_what_has_not_ended_or_has_no_words_is_not_told(
    sqlite_hall: Hall, words: Finished | None
) -> None:
    action = uuid4()
    actions.add(sqlite_hall, OPERATOR, action, actions.Planned("Look"))
    if words is not None:
        action_ends.finish(sqlite_hall, OPERATOR, action, words, 1)
    with pytest.raises(Fault) as refused:
        telling.publish(sqlite_hall, OPERATOR, action, revision(sqlite_hall, action))
    assert refused.value.field == "publish"
    assert actions.one(sqlite_hall, OPERATOR, action).told_at is None


def test_words_that_are_being_read_cannot_be_taken_out_of_it(sqlite_hall: Hall) -> None:
    action = told(sqlite_hall)
    with pytest.raises(Fault):
        action_ends.finish(sqlite_hall, OPERATOR, action, Finished("Done."), 3)
    assert actions.one(sqlite_hall, OPERATOR, action).finish == WORDS


def test_what_is_not_possible_is_told_with_its_reason(hall: Hall) -> None:
    why = Finished(
        "No money.", "You want a sofa.", "We asked and could not.", "We could not.", False
    )
    entry = actions.one(hall, OPERATOR, told(hall, words=why))
    assert (entry.standing, entry.finish) == (Standing.NOT_POSSIBLE, why)
    assert entry.ended_at == hall.clock()
    found = {
        name: actions.listed(hall, OPERATOR, Wanted(name), 0, 9).total
        for name in ("open", "done", "not_possible", "untold", "told")
    }
    assert found == {"open": 0, "done": 0, "not_possible": 1, "untold": 0, "told": 1}


def test_opening_an_action_again_takes_back_what_was_told_and_keeps_its_words(
    sqlite_hall: Hall,
) -> None:
    hall = sqlite_hall
    _, response = by_email(hall)
    action = told(hall, response)
    action_ends.reopen(hall, OPERATOR, action, revision(hall, action))
    entry = actions.one(hall, OPERATOR, action)
    assert (entry.standing, entry.told_at, entry.ended_at) == (Standing.OPEN, None, None)
    assert entry.finish == WORDS
    assert [each.state for each in notices(hall)] == [OutboxState.CANCELLED]


def test_each_step_is_held_to_its_revision_and_leaves_a_trace(sqlite_hall: Hall) -> None:
    hall = sqlite_hall
    actor = colleague(hall, StaffRole.OFFICER, (WHOLE_AUTHORITY,), "Jo Writer").actor
    action = ended(hall)
    for step in (telling.publish, telling.unpublish, action_ends.reopen):
        with pytest.raises(Stale):
            step(hall, actor, action, 1)
        step(hall, actor, action, revision(hall, action))
    assert deeds(hall, actor) == ["action_published", "action_taken_back", "action_reopened"]


def test_nobody_tells_or_joins_for_another_team(sqlite_hall: Hall) -> None:
    hall = sqlite_hall
    with hall.sessions.writing() as session:
        put_team(session, "North")
        put_team(session, "South")
    action = ended(hall, team="South")
    actor = colleague(hall, StaffRole.OFFICER, NORTH).actor
    for step in (telling.publish, telling.unpublish, action_ends.reopen):
        with pytest.raises(NotYours):
            step(hall, actor, action, 2)
    for look in (telling.audience, joining.alike, joining.join_alike):
        with pytest.raises(NotYours):
            look(hall, actor, action)


def test_who_wished_and_is_known_gets_one_notice_by_day(hall: Hall, clock: Clock) -> None:
    person, response = by_email(hall)
    clock.now = datetime(2026, 10, 15, 21, 30, tzinfo=UTC)
    action = told(hall, response)
    telling.publish(hall, OPERATOR, action, revision(hall, action))

    (notice,) = notices(hall)
    assert (notice.kind, notice.invitation_id) == ("news", person.invitation_id)
    assert notice.due_at == datetime(2026, 10, 16, 7, tzinfo=UTC)
    (heard,) = telling.audience(hall, OPERATOR, action).asked
    assert (heard.way, heard.notice) == (Way.EMAIL, OutboxState.WAITING)


def test_a_notice_taken_back_waits_again_when_it_is_told_again(hall: Hall) -> None:
    _, response = by_email(hall)
    action = told(hall, response)
    telling.unpublish(hall, OPERATOR, action, revision(hall, action))
    assert [each.state for each in notices(hall)] == [OutboxState.CANCELLED]
    telling.publish(hall, OPERATOR, action, revision(hall, action))
    assert [each.state for each in notices(hall)] == [OutboxState.WAITING]


def test_who_joins_later_is_told_of_what_is_told_already(sqlite_hall: Hall) -> None:
    _, response = by_email(sqlite_hall)
    action = told(sqlite_hall)
    joining.join(sqlite_hall, OPERATOR, action, response)
    assert len(notices(sqlite_hall)) == 1


@pytest.mark.parametrize(
    ("mode", "wish"), [(Mode.LINKED, "no"), (Mode.LINKED, ""), (Mode.CONFIDENTIAL, "yes")]
)
def test_who_did_not_wish_or_is_not_known_gets_no_notice(
    sqlite_hall: Hall, mode: Mode, wish: str
) -> None:
    person = invited(sqlite_hall)
    reached_by(sqlite_hall, person, Contact.EMAIL, "pat@example.org")
    action = told(sqlite_hall, sent(sqlite_hall, person, mode, wish=wish))
    found = telling.audience(sqlite_hall, OPERATOR, action)
    assert (found.asked, found.others, notices(sqlite_hall)) == ((), 1, [])


def test_who_may_not_be_written_to_gets_none(sqlite_hall: Hall) -> None:
    hall = sqlite_hall
    person, response = by_email(hall)
    stop(hall, person, StopReason.NO_CONTACT)
    (heard,) = telling.audience(hall, OPERATOR, told(hall, response)).asked
    assert (heard.way, notices(hall)) == (Way.NOBODY_WRITES, [])


def test_without_an_address_the_officer_is_told_to_give_a_slip(sqlite_hall: Hall) -> None:
    response = sent(sqlite_hall, invited(sqlite_hall))
    (heard,) = telling.audience(sqlite_hall, OPERATOR, told(sqlite_hall, response)).asked
    assert (heard.way, heard.notice) == (Way.SLIP, None)


def test_a_chat_that_is_still_open_gets_a_note_that_says_only_that_there_is_news(
    sqlite_hall: Hall,
) -> None:
    hall = sqlite_hall
    person = invited(hall)
    response = sent(hall, person)
    with hall.sessions.writing() as session:
        again = session.get_one(actions.Response, response)
        again.channel = Channel.TELEGRAM
        open_chat(session, hall, person)
    action = told(hall, response)
    with hall.sessions.reading() as session:
        (note,) = session.scalars(select(Outbox).where(Outbox.key.startswith("news:"))).all()
        assert json.loads(note.payload or "") == {
            "chat_id": 77, "view": "note", "note": "news.notice",
        }  # fmt: skip
        assert note.kind == "telegram"
        (message,) = messages(Reply.from_json(note.payload or ""), Council())
        assert "There is something new for you to read." in message.html
    (heard,) = telling.audience(hall, OPERATOR, action).asked
    assert heard.way is Way.TELEGRAM


def open_chat(session: object, hall: Hall, person: Invited) -> None:
    """Let the person have begun something else in Telegram."""
    newest = library.load("parent_after_conference")
    asked = {"questionnaire": newest.id, "version": newest.version}
    session.add(
        Draft(
            invitation_id=person.invitation_id,
            channel=Channel.TELEGRAM,
            state="{}",
            chat="77",
            opened_at=hall.clock(),
            touched_at=hall.clock(),
            expires_at=hall.clock(),
            **asked,
        )
    )


def test_five_responses_open_the_page_for_everybody(sqlite_hall: Hall) -> None:
    four = crowd(sqlite_hall, 4)
    action = told(sqlite_hall, *four)
    assert not telling.audience(sqlite_hall, OPERATOR, action).everybody
    joining.join(sqlite_hall, OPERATOR, action, crowd(sqlite_hall, 1)[0])
    found = telling.audience(sqlite_hall, OPERATOR, action)
    assert (found.behind, found.everybody) == (5, True)


def test_all_that_speak_of_a_theme_in_the_area_are_joined_at_once(hall: Hall) -> None:
    here = [comment(hall, team="North", area="Care") for _ in range(2)]
    elsewhere = comment(hall, team="South", area="Help")
    other = comment(hall, team="North", area="Care")
    for answer in (*here, elsewhere):
        code(hall, answer, "negative", ["timing"])
    code(hall, other, "negative", ["plain_language"])
    action = ended(hall, team="North")
    officer = colleague(hall, StaffRole.OFFICER, (Scope(ScopeLevel.AREA, "Care"),)).actor
    qa = colleague(hall, StaffRole.QA, (WHOLE_AUTHORITY,)).actor
    assert joining.alike(hall, qa, action) == 0
    assert joining.alike(hall, officer, action) == 2
    assert joining.join_alike(hall, officer, action) == 2
    assert joining.join_alike(hall, officer, action) == 0
    assert actions.one(hall, officer, action).behind == 2


def test_a_response_joined_by_mistake_can_be_taken_out(sqlite_hall: Hall) -> None:
    (response,) = crowd(sqlite_hall, 1)
    action = ended(sqlite_hall, response)
    joining.part(sqlite_hall, OPERATOR, action, response)
    joining.part(sqlite_hall, OPERATOR, action, response)
    assert actions.one(sqlite_hall, OPERATOR, action).behind == 0


def test_a_response_about_a_case_that_one_is_kept_from_is_not_counted_for_them(
    hall: Hall,
) -> None:
    mine = [invited(hall), invited(hall), invited(hall)]
    ways = (Mode.LINKED, Mode.CONFIDENTIAL, Mode.LINKED)
    behind = [sent(hall, each, mode) for each, mode in zip(mine, ways, strict=True)]
    action = told(hall, *behind)
    worker = colleague(hall, StaffRole.OFFICER, (WHOLE_AUTHORITY,), "Kin Folk").actor
    for each in mine[:2]:
        keep_from(hall, worker, each.case_id)
    found = telling.audience(hall, worker, action)
    assert (found.behind, len(found.asked)) == (1, 1)
    assert actions.one(hall, worker, action).behind == 1
    (listed,) = actions.listed(hall, worker, Wanted(), 0, 9).entries
    assert listed.behind == 1
