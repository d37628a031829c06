"""The small trained screen: hears what is said sideways, labels it as its own, and stays quick."""

import csv
import time
from importlib.resources import as_file, files
from pathlib import Path

import numpy as np
import pytest

from safeguarding import Category, Level, signals
from safeguarding.learned import FILE, MOST, Learned
from safeguarding.meanings import Listener, Meanings, listener
from safeguarding.nearness import Nearness
from safeguarding.signal import Signal
from safeguarding.wordsense import wordsense

PROBES = Path(__file__).with_name("probes.csv")
SENTENCES = Path(__file__).parents[2] / "benchmarks" / "disclosure_sentences.csv"


def screened(text: str) -> tuple[Signal, ...]:
    return signals("long_text", None, text, None)


def rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as text:
        return list(csv.DictReader(text))


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("I keep a bag packed by the door for when it starts.", Category.NOT_SAFE),
        ("we had cereal with water again and the lecky is off", Category.NEGLECT),
        ("I hide mums bottles and make my brothers tea", Category.NEGLECT),
    ],
)
def test_what_no_rule_spells_out_is_heard(text: str, category: Category) -> None:
    (signal,) = screened(text)
    assert signal.category is category
    assert signal.rule == f"learned.{category}"
    assert signal.version.startswith("sentences ")
    assert signal.level is Level.TODAY


def test_the_span_is_the_thought_that_was_heard() -> None:
    text = "The biscuits were nice. I keep a bag packed by the door for when it starts. Thanks!"
    (signal,) = screened(text)
    assert signal.span is not None
    assert text[slice(*signal.span)] == "I keep a bag packed by the door for when it starts"


def test_a_rule_that_weighed_a_denial_is_not_overruled() -> None:
    (signal,) = screened("I would never kill myself")
    assert (signal.category, signal.level) == (Category.SUICIDE, Level.SOON)


def test_nobody_is_woken_by_the_trained_screen_alone() -> None:
    heard = [one for row in rows(PROBES) for one in screened(row["text"])]
    assert all(one.level is not Level.NOW for one in heard if one.rule.startswith("learned."))
    assert any(one.rule.startswith("learned.") for one in heard)


def test_most_of_the_probes_are_heard_and_few_near_misses() -> None:
    flagged = [(row["gold"] == "1", bool(screened(row["text"]))) for row in rows(PROBES)]
    recall = [got for gave, got in flagged if gave]
    alarms = [got for gave, got in flagged if not gave]
    assert sum(recall) >= 0.75 * len(recall)
    assert sum(alarms) <= 0.2 * len(alarms)


def test_the_probes_are_not_among_the_sentences_it_learned_from() -> None:
    def words(text: str) -> str:
        return " ".join("".join(c for c in text.lower() if c.isalnum() or c == " ").split())

    taught = {words(row["text"]) for row in rows(SENTENCES)}
    assert not taught & {words(row["text"]) for row in rows(PROBES)}


def test_it_learned_from_every_category_and_from_as_many_that_disclose_nothing() -> None:
    counted = [row["category"] for row in rows(SENTENCES)]
    disclosing = [category for category in counted if category != "none"]
    assert set(disclosing) == set(Category) - {Category.UNCLASSIFIED}
    assert len(disclosing) >= 400
    assert counted.count("none") >= len(disclosing)
    assert len({row["text"] for row in rows(SENTENCES)}) == len(counted)


def test_what_ships_is_numbers_and_cannot_run() -> None:
    for name in (FILE, "words.npz"):
        source = files("safeguarding") / name
        with as_file(source) as file, np.load(file, allow_pickle=False) as kept:
            assert {kept[part].dtype.kind for part in kept.files} <= {"f", "i", "u"}


def test_a_text_is_screened_in_less_than_five_milliseconds() -> None:
    text = "He came round and I was on my own so I hid behind the door until they had gone. " * 4
    screened(text)
    start = time.process_time()
    for _ in range(20):
        screened(text)
    assert (time.process_time() - start) / 20 < 0.02, "four times the bound, for busy machines"


@pytest.mark.parametrize("text", ["", "...", "👍", "a" * 5_000, "zzz qqq", "n/a"])
def test_texts_without_known_words_raise_nothing(text: str) -> None:
    assert screened(text) == ()


def test_nothing_known_gives_the_constants_alone() -> None:
    near = Nearness(1.0, np.zeros((0, 96)), np.zeros(0), -0.5)
    model = Learned("1", 0.5, {}, np.zeros((0, 2)), np.zeros(2), (Category.NEGLECT,), near)
    assert model.judged({"w unheard": 1.0}) == (0.0, Category.NEGLECT)
    assert model.score("zzz qqq") == (-0.5, Category.NEGLECT)


def test_the_odds_by_words_have_bounds() -> None:
    near = Nearness(1.0, np.zeros((0, 96)), np.zeros(0), 0.0)
    weights = np.array([[900.0, 1.0]])
    model = Learned("1", 0.5, {"w x": 0}, weights, np.zeros(2), (Category.NEGLECT,), near)
    assert model.judged({"w x": 5.0})[0] == MOST


def test_words_that_no_sentence_uses_are_known_by_those_that_mean_alike() -> None:
    sense = wordsense()
    near, far = (
        float(sense.direction("stepfather") @ sense.direction(word))
        for word in ("stepdad", "biscuit")
    )
    assert near > 0.5 > far
    assert not sense.direction("zzz qqq").any()
    assert np.isclose(np.linalg.norm(sense.direction("the night was dark")), 1)


def test_what_is_looked_at_are_meanings_near_each_other_and_never_places() -> None:
    found = listener().features("dad was drunk so i locked the door")
    assert {"m drink", "n drink he", "n hide me", "w drunk"} <= set(found)
    apart = listener().features("drunk one two three four five six seven door")
    assert "n drink hide" not in apart


def test_a_word_stands_for_all_that_its_beginnings_stand_for() -> None:
    lists = Meanings(
        plain=frozenset(),
        faint=frozenset({"place"}),
        meanings={"harm": ("hit*", "hitting"), "game": ("hit*",), "place": ("hi*", "school")},
    )
    found = Listener(lists).features("hitting")
    assert {name for name in found if name.startswith("m ")} == {"m harm", "m game", "m place"}
    assert found["m place"] < found["m harm"]
    assert "m place" in Listener(lists).features("hi")
    for word in ("h", "shit", "schools"):
        assert not [name for name in Listener(lists).features(word) if name.startswith("m ")]
