"""The trained screen on meaning: what is looked at, what it weighs, and what it never does."""

import csv
import hashlib
from collections.abc import Sequence
from importlib.resources import as_file, files
from pathlib import Path

import numpy as np
import pytest

from safeguarding import Category, Level, signals
from safeguarding.nearness import Numbers
from safeguarding.parts import parts
from safeguarding.rules import rules
from safeguarding.signal import Signal
from safeguarding.understood import FILE, understood

SIDEWAYS = "the thing with the lamp is on again"
ORDINARY = "the chairs were green"

TAUGHT = Path(__file__).parents[2] / "benchmarks" / "disclosure_sentences.csv"
PLAIN = TAUGHT.with_name("ordinary_sentences.csv")


class Pretended:
    """A sentence model that takes every text with a lamp for a known disclosure."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        known = understood().nearness
        self._loud = known.near[int(np.argmax(known.weights))]
        self._quiet = known.near[int(np.argmin(known.weights))]

    def __call__(self, texts: Sequence[str]) -> Numbers:
        self.asked += texts
        return np.array([self._loud if "lamp" in text else self._quiet for text in texts])


def found(text: str) -> tuple[Signal, ...]:
    return signals("long_text", None, text, Pretended())


def looked_at(text: str) -> list[str]:
    return [part.words for part in parts(text, rules().speller.thoughts(text))]


def test_what_rules_and_words_are_blind_to_is_heard_by_its_meaning() -> None:
    assert signals("long_text", None, SIDEWAYS, None) == ()
    (signal,) = found(SIDEWAYS)
    assert signal.rule == f"understood.{signal.category}"
    assert signal.version.startswith("meaning ")
    assert found(ORDINARY) == ()


def test_a_thought_among_ordinary_ones_is_heard_and_is_the_span() -> None:
    text = f"{ORDINARY}. {SIDEWAYS}! {ORDINARY}."
    (signal,) = found(text)
    assert signal.span is not None
    assert text[slice(*signal.span)] == SIDEWAYS


def test_nobody_is_woken_by_meaning_alone() -> None:
    screen = understood()
    for category in (Category.SUICIDE, Category.SEXUAL_HARM):
        column = screen.categories.index(category)
        direction = screen.kinds[:, column] / np.linalg.norm(screen.kinds[:, column])
        assert screen.category(direction) is category
    assert all(signal.level is not Level.NOW for signal in found(SIDEWAYS))


def test_a_rule_that_weighed_a_denial_is_not_overruled() -> None:
    (signal,) = [
        one
        for one in found("I would never kill myself because of the lamp")
        if one.category is Category.SUICIDE
    ]
    assert signal.level is Level.SOON


def test_rules_are_heard_beside_it() -> None:
    heard = found(f"He hits me. {ORDINARY}.")
    assert (Category.PHYSICAL_HARM, Level.TODAY) in {(one.category, one.level) for one in heard}


def test_the_whole_is_looked_at_and_each_thought_where_there_are_several() -> None:
    assert looked_at("One thing :) ") == ["One thing :) "]
    assert looked_at("One. Two!") == ["One. Two!", "One", "Two"]
    assert looked_at("...") == []


def test_a_page_costs_no_more_than_a_few_thoughts() -> None:
    encoder = Pretended()
    signals("long_text", None, "It was fine. " * 400, encoder)
    assert len(encoder.asked) <= 25
    assert encoder.asked[1].count("It was fine") > 10


@pytest.mark.parametrize("text", ["", "...", "👍"])
def test_texts_without_words_are_not_put_to_the_model(text: str) -> None:
    encoder = Pretended()
    assert signals("long_text", None, text, encoder) == ()
    assert [asked for asked in encoder.asked if asked != "👍"] == []


def test_scores_are_those_of_a_support_vector_machine() -> None:
    known = understood().nearness
    direction = known.near[:3] / np.linalg.norm(known.near[:3], axis=1, keepdims=True)
    apart = ((direction[:, None] - known.near[None]) ** 2).sum(axis=2)
    expected = np.exp(-known.width * apart) @ known.weights + known.bias
    assert np.allclose(known.scores(direction), expected, atol=0.05)


def test_what_ships_is_numbers_for_one_model_and_knows_every_category() -> None:
    with as_file(files("safeguarding") / FILE) as file, np.load(file, allow_pickle=False) as kept:
        assert {kept[name].dtype.kind for name in kept.files} <= {"f", "i", "u"}
    screen = understood()
    assert len(screen.model) == 64
    assert set(screen.categories) == set(Category) - {Category.UNCLASSIFIED}
    assert np.allclose(np.linalg.norm(screen.nearness.near, axis=1), 1, atol=0.02)


def test_it_learned_from_the_sentences_and_the_plain_ones_as_they_stand() -> None:
    mark = hashlib.sha256(TAUGHT.read_bytes() + PLAIN.read_bytes()).hexdigest()
    assert understood().version == f"meaning {mark[:8]}"


def test_the_plain_sentences_disclose_nothing_and_stand_nowhere_else() -> None:
    def rows(file: Path) -> list[dict[str, str]]:
        with file.open(encoding="utf-8", newline="") as text:
            return list(csv.DictReader(text))

    plain = [row["text"] for row in rows(PLAIN)]
    assert {row["category"] for row in rows(PLAIN)} == {"none"}
    assert len(set(plain)) == len(plain) >= 150
    others = [*rows(TAUGHT), *rows(Path(__file__).with_name("probes.csv"))]
    assert not set(plain) & {row["text"] for row in others}
