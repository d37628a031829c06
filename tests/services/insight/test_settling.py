"""Where two readers differ somebody settles what holds, and neither reading is touched."""

from __future__ import annotations

from uuid import UUID

import pytest

from analysis import Sentiment, Severity
from reports.cells import ALL
from services.hall import OPERATOR, Hall
from services.insight import coding_by_people, second_looks, settling
from services.insight.agreeing import agreement
from services.insight.coding_by_people import Codes
from services.insight.drawing import consider
from services.insight.reading_room import NotYours
from services.insight.settling import Holds, Matter
from services.refusal import Refused
from storage.actors import Actor, Scope, ScopeLevel
from storage.kinds import StaffRole
from storage.models import Answer, KnownName
from storage.queries.codings import counted_comments
from storage.queries.passes import holds_theme
from surveys.kinds import Mode
from tests.builders.apart import apart, settled
from tests.builders.colleagues import colleague
from tests.builders.feedback import comment, put_team
from tests.builders.invited import invited
from tests.builders.read_by_staff import deeds, heads, keep_from, themes
from tests.builders.sampled import IN, by, looked_at
from tests.builders.slices import slice_of

ANEW = Codes(Sentiment.NEUTRAL, Severity.MINOR, ("timing",))
CHANGED = "coded or settled this comment after you opened it"


@pytest.fixture
def two(sqlite_hall: Hall) -> tuple[Actor, Actor]:
    return pair(sqlite_hall)


def pair(hall: Hall) -> tuple[Actor, Actor]:
    """Return an officer who codes first, and somebody of QA who looks a second time."""
    return colleague(hall).actor, colleague(hall, StaffRole.QA).actor


def listed(hall: Hall, actor: Actor, *, done: bool = False) -> list[UUID]:
    return [line.id for line in settling.lines(hall, actor, 0, 50, settled=done).lines]


def response_of(hall: Hall, answer: UUID) -> UUID:
    with hall.sessions.reading() as session:
        return session.get_one(Answer, answer).response_id


def feelings(hall: Hall) -> set[tuple[str, str]]:
    """Return what reports count: themes with feelings."""
    with hall.sessions.reading() as session:
        rows = counted_comments(session, slice_of()).comments
    return {(row.theme, row.sentiment) for row in rows if ALL not in (row.theme, row.sentiment)}


def test_only_what_both_have_coded_and_differ_on_is_shown(hall: Hall) -> None:
    officer, qa = pair(hall)
    alone, blind = comment(hall, "One."), comment(hall, "Two.")
    consider(hall, {alone: IN, blind: IN})
    by(hall, officer, alone, "positive")
    by(hall, qa, blind, "positive", blind=True)
    looked_at(hall, officer, qa, "negative", "neutral", "neutral")
    differs = apart(hall, officer, qa)
    assert listed(hall, qa) == listed(hall, officer) == [differs]
    assert second_looks.waiting(hall, colleague(hall, StaffRole.QA, name="Third").actor) == 1
    for other in (alone, blind):
        with pytest.raises(NotYours):
            settling.difference(hall, qa, other)
        with pytest.raises(NotYours):
            settling.settle(hall, qa, other, Holds.FIRST, "")


def test_a_page_of_the_list_says_what_they_differ_on_and_how_many_there_are(
    sqlite_hall: Hall, two: tuple[Actor, Actor]
) -> None:
    for _ in range(3):
        apart(sqlite_hall, *two)
    found = settling.lines(sqlite_hall, two[1], 2, 2)
    assert (len(found.lines), found.unsettled, found.settled) == (1, 3, 0)
    assert found.lines[0].asked == "What needs to happen?"
    assert found.lines[0].on == (Matter.FEELING, Matter.THEMES)


def test_words_are_shown_without_names_and_that_they_were_is_recorded(
    sqlite_hall: Hall, two: tuple[Actor, Actor]
) -> None:
    case = invited(sqlite_hall, team="North").case_id
    with sqlite_hall.sessions.writing() as session:
        session.add(KnownName(case_id=case, name="Zebedee Quill"))
    linked = {"mode": Mode.LINKED, "case_id": case, "team": "North"}
    answer = apart(sqlite_hall, *two, text="Zebedee was left out.", **linked)
    found = settling.difference(sqlite_hall, two[1], answer)
    assert "Zebedee" not in found.text
    assert (found.first.sentiment, found.second.sentiment) == ("positive", "negative")
    assert deeds(sqlite_hall, two[1]) == ["difference_shown"]


@pytest.mark.parametrize("role", [StaffRole.OFFICER, StaffRole.QA])
def test_scope_and_conflicts_hold(hall: Hall, role: StaffRole) -> None:
    mine = invited(hall, team="North")
    with hall.sessions.writing() as session:
        put_team(session, "South")
    linked = {"mode": Mode.LINKED, "case_id": mine.case_id, "team": "North"}
    answer = apart(hall, *pair(hall), **linked)
    here = colleague(hall, role, (Scope(ScopeLevel.TEAM, "North"),), name="Here").actor
    there = colleague(hall, role, (Scope(ScopeLevel.TEAM, "South"),), name="There").actor
    aunt = colleague(hall, role, name="Aunt").actor
    keep_from(hall, aunt, mine.case_id)
    assert [len(listed(hall, each)) for each in (here, there, aunt)] == [1, 0, 0]
    seen = settling.difference(hall, here, answer).seen
    with pytest.raises(NotYours):
        settling.settle(hall, aunt, answer, Holds.FIRST, seen)
    assert deeds(hall, aunt) == ["case_refused"]


@pytest.mark.parametrize(
    ("decided", "felt", "spoken"),
    [
        (Holds.FIRST, "positive", {"timing", "respect"}),
        (Holds.SECOND, "negative", {"being_heard"}),
        (ANEW, "neutral", {"timing"}),
    ],
)
def test_what_was_settled_holds_in_figures_beside_both_readings(
    sqlite_hall: Hall,
    two: tuple[Actor, Actor],
    decided: Holds | Codes,
    felt: str,
    spoken: set[str],
) -> None:
    answer = apart(sqlite_hall, *two)
    before = heads(sqlite_hall, answer)
    leader = colleague(sqlite_hall, StaffRole.QA, name="Third").actor

    settled(sqlite_hall, leader, answer, decided)

    *others, new = heads(sqlite_hall, answer)
    assert [each.id for each in others] == [each.id for each in before]
    assert (new.round, new.coder_id, new.sentiment) == ("resolved", leader.id, felt)
    assert themes(sqlite_hall, new) == spoken
    assert feelings(sqlite_hall) == {(theme, felt) for theme in spoken}
    with sqlite_hall.sessions.reading() as session:
        held = {theme: bool(session.scalars(holds_theme(theme)).all()) for theme in spoken}
    assert all(held.values())
    assert deeds(sqlite_hall, leader)[-1] == "coding_settled"
    assert (listed(sqlite_hall, leader), listed(sqlite_hall, leader, done=True)) == ([], [answer])


def test_the_next_to_settle_is_one_that_differs_and_nobody_has_settled(hall: Hall) -> None:
    officer, qa = pair(hall)
    looked_at(hall, officer, qa, "negative", "neutral", "neutral")
    answers = {apart(hall, officer, qa), apart(hall, officer, qa)}
    first = settling.next_one(hall, qa)
    assert first in answers
    settled(hall, qa, first, Holds.FIRST)
    assert {settling.next_one(hall, qa)} == answers - {first}
    settled(hall, qa, (answers - {first}).pop(), Holds.SECOND)
    assert settling.next_one(hall, qa) is None


def test_it_can_be_settled_anew_and_the_newest_holds(
    sqlite_hall: Hall, two: tuple[Actor, Actor]
) -> None:
    answer = apart(sqlite_hall, *two)
    settled(sqlite_hall, two[1], answer, Holds.SECOND)
    settled(sqlite_hall, two[1], answer, Holds.FIRST)
    assert settling.difference(sqlite_hall, two[1], answer).line.held is Holds.FIRST
    assert feelings(sqlite_hall) == {("timing", "positive"), ("respect", "positive")}


def test_no_figure_of_agreement_moves_with_what_is_settled_or_found_after_it(
    sqlite_hall: Hall, two: tuple[Actor, Actor]
) -> None:
    done, shown = apart(sqlite_hall, *two), apart(sqlite_hall, *two)
    looked_at(sqlite_hall, *two, "positive", "positive", "positive")
    before = agreement(sqlite_hall, OPERATOR)
    officer = colleague(sqlite_hall, name="Third").actor

    settled(sqlite_hall, two[1], done, Holds.SECOND)
    settling.difference(sqlite_hall, officer, shown)
    as_second = Codes(Sentiment.NEGATIVE, None, ("being_heard",))
    for answer, holding in ((done, -1), (shown, 1)):
        seen = str(heads(sqlite_hall, answer)[holding].id)
        response = response_of(sqlite_hall, answer)
        coding_by_people.correct(sqlite_hall, officer, response, answer, as_second, seen)

    after = agreement(sqlite_hall, OPERATOR)
    assert (after.held, after.curve, after.sample) == (before.held, before.curve, before.sample)
    assert after.moderated.settled.held == {Holds.SECOND: 2}
    assert [heads(sqlite_hall, each)[-1].round for each in (done, shown)] == ["resolved"] * 2


def test_who_saw_an_older_view_is_told_and_changes_nothing(
    sqlite_hall: Hall, two: tuple[Actor, Actor]
) -> None:
    officer, qa = two
    corrected, taken = apart(sqlite_hall, *two), apart(sqlite_hall, *two)
    seen = {each: settling.difference(sqlite_hall, qa, each).seen for each in (corrected, taken)}
    by(sqlite_hall, officer, corrected, "neutral")
    settled(sqlite_hall, qa, taken, Holds.FIRST)
    for answer in (corrected, taken):
        before = len(heads(sqlite_hall, answer))
        with pytest.raises(Refused, match=CHANGED):
            settling.settle(sqlite_hall, qa, answer, Holds.SECOND, seen[answer])
        with pytest.raises(Refused, match=CHANGED):
            settling.settle(sqlite_hall, qa, answer, Holds.SECOND, "")
        assert len(heads(sqlite_hall, answer)) == before


def test_a_theme_that_the_codebook_lacks_is_refused(
    sqlite_hall: Hall, two: tuple[Actor, Actor]
) -> None:
    answer = apart(sqlite_hall, *two)
    with pytest.raises(Refused, match="not in the codebook"):
        settled(sqlite_hall, two[1], answer, Codes(None, None, ("weather",)))
    assert len(heads(sqlite_hall, answer)) == 3


def test_where_the_readers_agree_by_now_there_is_nothing_to_settle(
    sqlite_hall: Hall, two: tuple[Actor, Actor]
) -> None:
    answer = looked_at(sqlite_hall, *two, None, "positive", "positive")
    _, first, second = heads(sqlite_hall, answer)
    with pytest.raises(NotYours):
        settling.settle(sqlite_hall, two[1], answer, Holds.FIRST, f"{first.id} {second.id}")
    assert len(heads(sqlite_hall, answer)) == 3
