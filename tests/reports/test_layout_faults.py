"""A layout that names what no report has, or is written wrong, is refused before it is used."""

import re
from pathlib import Path

import pytest

from reports.layout import LayoutPart
from reports.layout_files import LayoutFaults, parse, shipped
from reports.layout_names import STANDARD, names
from tests.reports.layouts import HEAD, KNOWN, OWED, indicator, section


def faults(text: str) -> str:
    with pytest.raises(LayoutFaults) as found:
        parse(text, "own.toml", KNOWN)
    return str(found.value)


@pytest.mark.parametrize(
    ("block", "said"),
    [
        ('{ figures = { "answers.trusted.all.yes" = "x" } }', "no report has the figure 'answers."),
        ('{ figures = { "answers.listened.all.maybe" = "x" } }', "answers.listened.all.maybe"),
        ('{ figures = { "answers.scale_safety.all.yes" = "x" } }', "answers.scale_safety.all.yes"),
        ('{ figures = { "meetings.picnic" = "x" } }', "no report has the figure 'meetings.picnic'"),
        ('{ points = ["{returns.everyone.sent} sent"] }', "'returns.everyone.sent'"),
        ('{ points = ["{meetings} and {"] }', "a brace is left open"),
        ('{ table = "answers.trusted" }', "no report has the table 'answers.trusted'"),
        ('{ table = "league" }', "no report has the table 'league'"),
        ('{ section = "gossip" }', "no report has the section 'gossip'"),
        ('{ quadrants = [{ heading = "A", figures = { "x" = "y" } }] }', "the figure 'x'"),
    ],
)
def test_what_no_report_has_is_named_with_its_place(block: str, said: str) -> None:
    told = faults(HEAD + section(block) + OWED)
    assert told.startswith("own.toml: section 'one', block 1: ")
    assert said in told


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("id = ", "own.toml is not TOML"),
        (HEAD + OWED.replace("made", "Made Up"), "sections.1.id"),
        (HEAD + section('{ text = "A", table = "coverage" }') + OWED, "exactly one kind"),
        (HEAD + section("{ colour = 'red' }") + OWED, "colour"),
        (HEAD + indicator(fair=0.9) + OWED, "fair must not be above good"),
        (HEAD + indicator("answers.trusted.all.yes.share") + OWED, "indicator 1: no report has"),
        (HEAD + OWED + OWED, "two sections are called 'made'"),
        (HEAD + section('{ text = "A" }'), "the section 'method' is left out"),
        (HEAD + section('{ text = "A" }'), "the table 'coverage' is left out"),
        (
            HEAD + '[[priorities]]\nheading = "P"\nabout = "A"\nthemes = ["Tea"]\n' + OWED,
            "priority 'P': the codebook has no priority 'Tea'",
        ),
        (
            HEAD + '[[priorities]]\nheading = "P"\nabout = "A"\nindicators = ["meetings"]\n' + OWED,
            "'meetings' is none of this layout's indicators",
        ),
    ],
)
def test_a_layout_with_a_fault_is_refused_in_a_sentence(text: str, said: str) -> None:
    assert said in faults(text)


def test_all_faults_are_named_at_once() -> None:
    told = faults(HEAD + section('{ table = "league" }, { section = "gossip" }'))
    assert len(told.splitlines()) == 4


def test_a_layout_that_is_not_there_is_refused_with_those_that_are() -> None:
    with pytest.raises(LayoutFaults, match="no layout 'modern'; there are outcomes_based"):
        shipped("modern")


def test_the_manual_names_every_kind_of_block_and_every_layout() -> None:
    manual = (Path(__file__).parents[2] / "docs" / "layouts.md").read_text("utf-8")
    told = set(re.findall(r"^\| `(\w+)` \|", manual, re.MULTILINE))
    assert told == {*LayoutPart.model_fields, *names(), STANDARD}
