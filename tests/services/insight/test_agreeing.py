"""How far people and the machine agree is counted on what was coded blind, and on nothing else."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from services.hall import OPERATOR, Hall
from services.insight.agreeing import agreement
from services.insight.reporting import Wanted, write_report
from storage.actors import Actor, Scope, ScopeLevel
from storage.kinds import StaffRole
from surveys.kinds import Mode
from tests.builders.colleagues import colleague
from tests.builders.feedback import code, comment, put_team
from tests.builders.invited import invited
from tests.builders.read_by_staff import keep_from
from tests.builders.sampled import by, drawn, looked_at

GOOD, BAD, SOSO = "positive", "negative", "neutral"


@pytest.fixture
def two(hall: Hall) -> tuple[Actor, Actor]:
    return pair(hall)


def pair(hall: Hall) -> tuple[Actor, Actor]:
    """Return an officer who codes first, and somebody of QA who looks a second time."""
    return colleague(hall).actor, colleague(hall, StaffRole.QA).actor


def test_each_reader_is_held_against_who_saw_neither(hall: Hall, two: tuple[Actor, Actor]) -> None:
    looked_at(hall, *two, GOOD, GOOD, GOOD, (["timing"], ["timing"], ["timing"]))
    looked_at(hall, *two, GOOD, BAD, BAD, (["timing"], [], []))
    looked_at(hall, *two, None, SOSO, GOOD, ([], ["timing"], ["timing"]))
    comment(hall, "Nobody drew this one.")
    drawn(hall, "Nobody has looked at this one.")

    found = agreement(hall, OPERATOR)

    assert (found.sample.considered, found.sample.drawn, found.sample.coded) == (4, 4, 3)
    people, machine = found.held.people, found.held.machine
    assert (people.n, people.feeling.kappa.n, machine.feeling.kappa.n) == (3, 3, 2)
    assert people.feeling.kappa.same == pytest.approx(2 / 3)
    assert machine.feeling.kappa.same == 0.5
    timing = next(one for one in machine.by_theme if one.theme == "timing")
    assert (timing.first, timing.second) == (2, 2)
    assert (found.held.not_sure.hits, found.held.not_sure.of) == (1, 3)


def test_who_looked_a_second_time_is_not_held_against_themselves(sqlite_hall: Hall) -> None:
    officer, qa = pair(sqlite_hall)
    answer = looked_at(sqlite_hall, officer, qa, GOOD, BAD, BAD)
    by(sqlite_hall, qa, answer, GOOD)
    assert agreement(sqlite_hall, OPERATOR).held.people.feeling.kappa.same == 1

    alone = drawn(sqlite_hall)
    by(sqlite_hall, qa, alone, GOOD, blind=True)
    by(sqlite_hall, qa, alone, GOOD)
    assert agreement(sqlite_hall, OPERATOR).held.people.n == 1


def test_the_newest_word_of_each_counts(sqlite_hall: Hall) -> None:
    officer, qa = pair(sqlite_hall)
    answer = looked_at(sqlite_hall, officer, qa, BAD, BAD, GOOD)
    by(sqlite_hall, officer, answer, GOOD)
    code(sqlite_hall, answer, GOOD, analyser="test 2", at=sqlite_hall.clock().replace(year=2027))
    held = agreement(sqlite_hall, OPERATOR).held
    assert (held.people.feeling.kappa.same, held.machine.feeling.kappa.same) == (1, 1)


def test_cannot_tell_is_missing_and_says_nothing_is_an_answer(sqlite_hall: Hall) -> None:
    officer, qa = pair(sqlite_hall)
    looked_at(sqlite_hall, officer, qa, GOOD, GOOD, None, (["timing"], ["timing"], []))
    answer = drawn(sqlite_hall, "n/a")
    code(sqlite_hall, answer, None, nonanswer=True)
    by(sqlite_hall, officer, answer, GOOD)
    by(sqlite_hall, qa, answer, None, blind=True, nonanswer=True)
    people = agreement(sqlite_hall, OPERATOR).held.people
    assert (people.n, people.feeling.kappa.n, people.themes.kappa.n) == (2, 1, 1)
    assert people.feeling.kappa.same == 0
    assert agreement(sqlite_hall, OPERATOR).held.machine.feeling.kappa.same == 1


def test_what_the_machine_leaves_to_people_is_no_feeling_and_no_theme(sqlite_hall: Hall) -> None:
    """Nobody can tell from the numbers how few wrote in another language."""
    officer, qa = pair(sqlite_hall)
    looked_at(sqlite_hall, officer, qa, None, GOOD, GOOD, ([], ["timing"], ["timing"]),
              text="Było dobrze.", language="pl")  # fmt: skip
    held = agreement(sqlite_hall, OPERATOR).held
    assert (held.machine.feeling.kappa.n, held.machine.themes.kappa.n) == (0, 1)
    assert held.machine.themes.kappa.same < 1
    assert (held.not_sure.hits, held.not_sure.of) == (1, 1)
    assert agreement(sqlite_hall, OPERATOR).curve[0].accepted.of == 0


def test_the_curve_is_of_the_analyser_in_use_read_anew(sqlite_hall: Hall) -> None:
    officer, qa = pair(sqlite_hall)
    looked_at(sqlite_hall, officer, qa, BAD, GOOD, GOOD, text="I love it, she was kind and great.")
    looked_at(sqlite_hall, officer, qa, BAD, BAD, GOOD, text="It was awful and I was scared.")
    found = agreement(sqlite_hall, OPERATOR)
    first, last = found.curve[0], found.curve[-1]
    assert found.analyser == sqlite_hall.models.analyser
    assert (first.accepted.hits, first.accepted.of, first.right.hits) == (2, 2, 1)
    assert last.accepted.hits <= first.accepted.hits


def test_everybody_counts_within_their_scope_and_outside_their_conflicts(
    hall: Hall, two: tuple[Actor, Actor]
) -> None:
    person = invited(hall, team="North")
    with hall.sessions.writing() as session:
        put_team(session, "South")
    looked_at(hall, *two, GOOD, GOOD, GOOD, team="North", mode=Mode.LINKED, case_id=person.case_id)
    looked_at(hall, *two, GOOD, GOOD, GOOD, team="South")
    leader = StaffRole.LEADER
    south = colleague(hall, leader, (Scope(ScopeLevel.TEAM, "South"),), "Of the South").actor
    aunt = colleague(hall, leader, name="An aunt").actor
    keep_from(hall, aunt, person.case_id)
    everybody = colleague(hall, leader, name="Everybody").actor
    counted = [agreement(hall, each).held.people.n for each in (everybody, south, aunt)]
    assert counted == [2, 1, 1]


def test_a_report_counts_its_own_scope_and_period(sqlite_hall: Hall, tmp_path: Path) -> None:
    officer, qa = pair(sqlite_hall)
    for number in range(24):
        given = (GOOD, BAD)[number % 2]
        looked_at(sqlite_hall, officer, qa, SOSO, given, given, team="North")
    looked_at(sqlite_hall, officer, qa, GOOD, GOOD, BAD, team="South")
    found = figures(sqlite_hall, tmp_path, "team:North")
    kappa = found["agreement.people.feeling.kappa"]
    assert (kappa["value"], kappa["n"], kappa["unit"]) == (1.0, 24, "coefficient")
    assert found["agreement.people.feeling.kappa.low"]["value"] < 1
    assert found["agreement.people.feeling.comments"]["value"] == 24
    whole = figures(sqlite_hall, tmp_path, "authority")
    assert whole["agreement.people.feeling.comments"]["value"] == 25
    assert whole["agreement.people.feeling.kappa"]["value"] < 1


def figures(hall: Hall, folder: Path, scope: str) -> dict[str, dict[str, Any]]:
    file = folder / "report.json"
    write_report(hall, Wanted("quarterly", "2026-Q2", scope, "leader"), "json", file)
    return {each["id"]: each for each in json.loads(file.read_text("utf-8"))["figures"]}
