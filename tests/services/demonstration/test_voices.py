"""People of the demonstration say what fits what they ticked, and seldom the same."""

from __future__ import annotations

import random
from collections import Counter

import pytest

import safeguarding
from safeguarding.signal import Signal
from services.upkeep.demonstration import elsewhere
from services.upkeep.demonstration.sayings import Sayings, sayings
from services.upkeep.demonstration.voices import Part, Shares, Tells, Voice, can_tell
from surveys.inputs import Answer, Skip
from surveys.kinds import Kind
from surveys.outputs import Ask, Choice

ROLES = ("child", "young_person", "parent", "carer", "partner", "chair", "staff")
YES_NO = (Choice("yes", "Yes"), Choice("no", "No"), Choice("not_sure", "Not sure"))
SAFE = Ask("felt_safe", Kind.YES_NO, "Do you feel safe?", choices=YES_NO)
WORRIED = Ask("worried_about", Kind.LONG_TEXT, "What are you worried about?")


def voice(quarter: int = 0, tells: Tells = Tells.NOTHING, part: Part | None = None) -> Voice:
    known = {"role": "parent", "words": "parent", "area": "Help and protection"}
    chance = random.Random(quarter)
    return Voice(chance, Sayings(chance), Shares(), known, quarter, tells, part or Part())


def test_there_are_enough_different_comments_that_no_quarter_reads_as_copies() -> None:
    said = [one.text for role in ROLES for one in sayings(role) if one.to != "nothing"]
    said += [row["comment"] for row in elsewhere.rows()]
    assert len(set(said)) >= 600


@pytest.mark.parametrize("role", ROLES)
def test_what_is_said_comes_round_only_when_all_was_said(role: str) -> None:
    drawn = Sayings(random.Random(1))
    free = [one.text for one in sayings(role) if one.to == "worry" and not one.given]
    assert sorted(drawn.draw(role, "worry", {}) or "" for _ in free) == sorted(free)


def test_only_somebody_who_had_no_report_in_time_says_so() -> None:
    held = {one.text: one.given for one in sayings("parent")}
    late = "I was handed the report in the corridor. How is that fair"
    assert held[late] == {"report_in_time": frozenset({"no"})}
    drawn = Sayings(random.Random(1))
    said = {drawn.draw("parent", "worry", {"report_in_time": "yes"}) for _ in range(200)}
    assert late not in said
    assert late in {drawn.draw("parent", "worry", {"report_in_time": "no"}) for _ in range(200)}


def test_nothing_is_said_where_there_are_no_words_for_it() -> None:
    assert Sayings(random.Random(1)).draw("chair", "unsafe", {}) is None
    assert not can_tell("chair", Tells.DIRECTLY)
    assert can_tell("child", Tells.IN_PASSING)


@pytest.mark.parametrize("role", ["child", "young_person", "parent"])
def test_what_is_told_in_passing_is_heard(role: str) -> None:
    for one in sayings(role):
        if one.to == Tells.IN_PASSING:
            assert said(one.text), one.text


@pytest.mark.parametrize("role", ROLES)
def test_hardly_anything_else_is_taken_for_harm_by_a_rule(role: str) -> None:
    told = {Tells.DIRECTLY, Tells.IN_PASSING}
    others = [one.text for one in sayings(role) if one.to not in told]
    heard = [text for text in others if any(map(by_rule, said(text)))]
    assert len(heard) <= 3, heard


def said(text: str) -> tuple[Signal, ...]:
    return safeguarding.signals(Kind.LONG_TEXT, None, text, None)


def by_rule(signal: Signal) -> bool:
    """Whether a rule saw it, not one of the ways of seeing that raise priority alone."""
    return not signal.rule.startswith("learned.")


def test_who_tells_directly_says_no_and_why() -> None:
    asked = voice(tells=Tells.DIRECTLY)
    assert asked.reply(SAFE) == Answer("felt_safe", "no")
    told = asked.reply(Ask("felt_safe_more", Kind.LONG_TEXT, "Why?"))
    assert isinstance(told, Answer)
    assert told.raw in {one.text for one in sayings("parent") if one.to == Tells.DIRECTLY}


def test_who_tells_in_passing_does_so_once_and_where_worries_are_asked_for() -> None:
    asked = voice(tells=Tells.IN_PASSING)
    first = asked.reply(WORRIED)
    passing = {one.text for one in sayings("parent") if one.to == Tells.IN_PASSING}
    assert isinstance(first, Answer)
    assert first.raw in passing
    assert not any(getattr(asked.reply(WORRIED), "raw", "") in passing for _ in range(50))


def test_a_part_is_said_word_for_word_and_an_empty_answer_skips() -> None:
    asked = voice(part=Part({"felt_safe": "not_sure", "worried_about": ""}))
    assert asked.reply(SAFE) == Answer("felt_safe", "not_sure")
    assert asked.reply(WORRIED) == Skip("worried_about")


def test_reports_come_in_time_more_often_from_quarter_to_quarter() -> None:
    report = Ask("report_in_time", Kind.YES_NO, "In time?", choices=YES_NO)
    yes = []
    for quarter in (0, 2, 4):
        asked = voice(quarter)
        said = Counter(getattr(asked.reply(report), "raw", "") for _ in range(300))
        yes.append(said["yes"])
    assert yes == sorted(yes)
    assert yes[-1] > 2 * yes[0]
