"""``sayso analyse agreement`` prints what the staff page shows."""

from __future__ import annotations

import json

from services.build import opened
from services.hall import Hall
from services.insight.agreeing import agreement
from settings import Settings
from storage.actors import OPERATOR
from storage.kinds import StaffRole
from tests.builders.colleagues import colleague
from tests.builders.feedback import comment
from tests.builders.operator import Operator
from tests.builders.sampled import looked_at

FEELINGS = ("positive", "negative", "neutral")


def look_again(hall: Hall, comments: int) -> None:
    """Let two people agree about every comment, and the machine about every second one."""
    officer, qa = colleague(hall).actor, colleague(hall, StaffRole.QA).actor
    for number in range(comments):
        felt = FEELINGS[number % 3]
        machine = felt if number % 2 else "positive"
        with_theme = ["timing"] if number % 3 else []
        looked_at(
            hall, officer, qa, machine, felt, felt, (with_theme, with_theme, with_theme),
            text="They were kind and it was great.",
        )  # fmt: skip


def test_before_any_second_look_there_is_nothing_to_compare(operator: Operator) -> None:
    told = operator.is_told("analyse", "agreement")
    assert "0 comments were considered, 0 drawn by lot, and 0 coded a second time." in told
    assert "Nothing can be compared yet." in told


def test_analysing_draws_among_the_comments_that_are_new(operator: Operator) -> None:
    with opened(Settings.read(operator.settings)) as hall:
        for number in range(3):
            comment(hall, f"They rang me {number} times.")
    operator.is_told("analyse")
    told = json.loads(operator.is_told("analyse", "agreement", "--json"))
    assert (told["considered"], told["coded"]) == (3, 0)


def test_it_prints_each_matter_with_number_interval_and_name(operator: Operator) -> None:
    with opened(Settings.read(operator.settings)) as hall:
        look_again(hall, 24)
        counted = agreement(hall, OPERATOR)

    told = operator.is_told("analyse", "agreement").splitlines()
    kappa = counted.held.machine.feeling.kappa
    line = next(line for line in told if line.startswith("Machine and a person  feeling"))
    assert line.split()[5:7] == ["24", f"{kappa.same:.0%}"]
    assert f" {kappa.value:.2f} " in line
    assert f" {kappa.low:.2f} to {kappa.high:.2f} " in line
    people = next(line for line in told if line.startswith("Two people            feeling"))
    assert people.endswith("almost perfect")
    weight = next(line for line in told if line.startswith("Two people            weight"))
    assert weight.endswith("too few")
    theme = next(line for line in told if line.startswith(counted.names["timing"]))
    assert theme.split()[-2:] == ["1.00", "1.00"]

    data = json.loads(operator.is_told("analyse", "agreement", "--json"))
    assert (data["considered"], data["drawn"], data["coded"], data["fewest"]) == (24, 24, 24, 20)
    assert data["people"]["feeling"]["kappa"]["value"] == 1
    assert data["people"]["feeling"]["kappa"]["interval"][0] < 1
    assert data["machine"]["feeling"]["kappa"]["called"] == kappa.called
    assert data["machine"]["weight"]["kappa"] == {
        "n": 0, "same": None, "value": None, "interval": None, "called": None,
    }  # fmt: skip
    assert data["people"]["by_theme"]["timing"]["given_by_first"] == 16
    assert data["people"]["by_theme"]["workload"]["kappa"] is None
    assert data["curve"][0]["accepted"] == 1


def test_too_few_second_looks_give_no_value(operator: Operator) -> None:
    with opened(Settings.read(operator.settings)) as hall:
        look_again(hall, 6)
    told = operator.is_told("analyse", "agreement")
    assert told.count("too few") == 6
    data = json.loads(operator.is_told("analyse", "agreement", "--json"))
    assert data["people"]["feeling"]["kappa"]["value"] is None
    assert data["curve"][0]["right"] is None
