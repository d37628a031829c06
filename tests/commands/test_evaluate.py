"""``sayso evaluate`` on small files, without a database."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from safeguarding.understood import understood
from tests.builders.operator import Operator

Rows = tuple[tuple[str, ...], ...]
FELT: Rows = (
    ("comment", "sentiment", "lean", "rating"),
    ("She was so kind and helpful", "1", "good", "1"),
    ("They were rude and ignored me", "5", "worry", "5"),
    ("it was ok", "3", "open", "7"),
    ("nobody has labelled this", "", "open", ""),
)
ABOUT: Rows = (
    ("text", "themes"),
    ("She listened to me", "Being listened to; Parking"),
    ("the food was nice", ""),
)
TOLD: Rows = (
    ("text", "gold"),
    ("my stepdad hits me when he is cross", "1"),
    ("the biscuits were nice", "0"),
)


def file(folder: Path, rows: Rows) -> str:
    path = folder / "labelled.csv"
    with path.open("w", newline="", encoding="utf-8") as text:
        csv.writer(text).writerows(rows)
    return path.name


def figures(newcomer: Operator, kind: str, rows: Rows, *more: str) -> dict[str, object]:
    name = file(newcomer.folder, rows)
    found: dict[str, object] = json.loads(
        newcomer.is_told("evaluate", kind, "--test", name, "--json", *more)
    )
    return found


def test_sentiment_is_measured_with_question_and_rating(newcomer: Operator) -> None:
    found = figures(newcomer, "sentiment", FELT)
    assert (found["n"], found["accuracy"], found["macro_f1"]) == (3, 1.0, 1.0)
    assert found["reversed_share"] == 0.0
    assert found["labels"] == ["positive", "neutral", "negative"]


@pytest.fixture(autouse=True)
def speed_at_a_glance(monkeypatch: pytest.MonkeyPatch) -> None:
    """How fast it is, is no matter here, and to measure it well takes seconds."""
    monkeypatch.setattr("services.insight.speed._LEAST", 10)
    monkeypatch.setattr("services.insight.speed._RUNS", 1)


def test_speeds_of_the_same_run_stand_beside_each_other(newcomer: Operator) -> None:
    rates = figures(newcomer, "sentiment", FELT)["per_second"]
    assert isinstance(rates, dict)
    assert list(rates) == ["sayso", "textblob", "vader"]
    assert all(rate > 0 for rate in rates.values())


def test_themes_are_known_by_label_and_unknown_ones_are_named(newcomer: Operator) -> None:
    found = figures(newcomer, "themes", ABOUT)
    assert found["labels"] == ["Being listened to"]
    assert found["left_out"] == ["Parking"]
    assert (found["micro_f1"], found["groups_micro_f1"]) == (1.0, 1.0)


def taught(folder: Path, column: str, values: tuple[str, ...]) -> str:
    words = ("zorbed", "mimbly", "grelky")
    rows = [(f"{words[n % 3]} {n}", values[n % 3]) for n in range(60)]
    with (folder / "train.csv").open("w", newline="", encoding="utf-8") as text:
        csv.writer(text).writerows([("comment", column), *rows])
    return "train.csv"


def test_sentiment_is_measured_after_learning(newcomer: Operator) -> None:
    rows = (("comment", "sentiment"), ("it was zorbed", "1"), ("it was grelky", "5"))
    train = taught(newcomer.folder, "sentiment", ("1", "3", "4"))
    found = figures(newcomer, "sentiment", rows, "--train", train)
    assert found["accuracy"] == 1.0


def test_themes_are_measured_after_learning_with_the_labels_of_the_file(
    newcomer: Operator,
) -> None:
    rows = (("comment", "themes"), ("it was zorbed", "Zeal"), ("it was mimbly", "Mirth; Odd"))
    train = taught(newcomer.folder, "themes", ("Zeal", "Mirth", ""))
    found = figures(newcomer, "themes", rows, "--train", train)
    assert (found["labels"], found["micro_f1"]) == (["Mirth", "Zeal"], 1.0)
    assert found["left_out"] == ["Odd"]
    assert "groups_micro_f1" not in found


def test_a_file_too_small_to_learn_from_is_refused(newcomer: Operator) -> None:
    name = file(newcomer.folder, FELT)
    (newcomer.folder / "few.csv").write_text("comment,gold\nhello,1\n")
    told = newcomer.is_refused("evaluate", "sentiment", "--train", "few.csv", "--test", name)
    assert "few.csv: 12 different comments of each sentiment are needed" in told


def test_the_screen_is_measured_without_printing_words(newcomer: Operator) -> None:
    name = file(newcomer.folder, TOLD)
    told = newcomer.is_told("evaluate", "disclosure", "--test", name)
    assert "disclosures found" in told
    assert "1.000  95 % interval 0.207 to 1.000" in told
    assert "stepdad" not in told


def test_people_are_told_the_same_in_words(newcomer: Operator) -> None:
    told = newcomer.is_told("evaluate", "sentiment", "--test", file(newcomer.folder, FELT))
    assert told.startswith("3 comments\nright ")
    assert "comments a second: sayso " in told


@pytest.mark.parametrize(
    ("kind", "rows", "reason"),
    [
        ("sentiment", (("words",), ("hello",)), "no column comment or text"),
        ("sentiment", (("comment",), ("hello",)), "no column sentiment or gold"),
        ("sentiment", (("comment", "gold"), ("hello", "")), "holds no labelled comment"),
        ("sentiment", (("comment", "gold"), ("hello", "6")), "row 2: write gold as one of"),
        ("sentiment", (("comment", "gold", "lean"), ("a", "1", "up")), "row 2: write lean as one"),
        ("sentiment", (("comment", "gold", "rating"), ("a", "1", "9")), "row 2: write rating as 1"),
        ("sentiment", (("comment", "sentiment"), ("hello", "0")), "row 2: write sentiment as one"),
        (
            "sentiment",
            (("comment", "comment", "gold"), ("a", "hello", "1")),
            "more than one column",
        ),
        ("sentiment", (("comment", "gold"), ("hello", " and bye", "1")), "row 2: more cells than"),
        ("sentiment", (("", ""), ("hello", "1")), "does not begin with a row of column names"),
        ("sentiment", (("comment\0", "gold"), ("hello", "1")), "does not begin with a row of"),
        ("disclosure", (("text", "gold"), ("hello", "maybe")), "row 2: write gold as one of"),
        ("themes", (("text", "themes"), ("hello", "")), "names no theme in any row"),
        ("themes", (("text", "themes"), ("hello", "Hats; Cars")), "is known (Cars, Hats); name"),
    ],
)
def test_files_that_cannot_be_read_are_refused_with_the_place(
    newcomer: Operator, kind: str, rows: Rows, reason: str
) -> None:
    told = newcomer.is_refused("evaluate", kind, "--test", file(newcomer.folder, rows))
    assert reason in told
    assert "hello" not in told


def test_a_broken_codebook_is_refused(newcomer: Operator) -> None:
    (newcomer.folder / "book.toml").write_text("version = 1")
    name = file(newcomer.folder, ABOUT)
    told = newcomer.is_refused("evaluate", "themes", "--test", name, "--codebook", "book.toml")
    assert "book.toml: version: input should be a valid string" in told


@pytest.mark.parametrize(
    ("kind", "heading", "values"),
    [
        ("sentiment", "Gold", ("POSITIVE", "Negative", "n/a")),
        ("sentiment", "gold", ("1", "0", "")),
        ("sentiment", "Sentiment", ("1.0", "5.0", "nan")),
        ("disclosure", "gold", ("No", "0.0", "none")),
    ],
)
def test_labels_are_read_as_other_programs_write_them(
    newcomer: Operator, kind: str, heading: str, values: tuple[str, ...]
) -> None:
    texts = ("She was kind and helpful", "They were rude", "nobody has labelled this")
    found = figures(newcomer, kind, (("Text", heading), *zip(texts, values, strict=True)))
    assert (found["n"], found["accuracy"]) == (2, 1.0)


def test_ratings_are_read_as_other_programs_write_them(newcomer: Operator) -> None:
    ratings = ("1.0", "6", "NaN", "")
    rows = [("comment", "gold", "Rating"), *(("She was kind", "1", one) for one in ratings)]
    assert figures(newcomer, "sentiment", tuple(rows))["n"] == len(ratings)


@pytest.mark.parametrize("between", ["|", "\n", " ;  "])
def test_themes_are_known_in_any_case_and_however_they_are_kept_apart(
    newcomer: Operator, between: str
) -> None:
    rows = (("text", "themes"), ("She listened", f"being  LISTENED to{between}plain_language"))
    found = figures(newcomer, "themes", rows)
    assert (found["labels"], found["left_out"]) == (["Being listened to", "Plain language"], [])


def test_what_is_measured_on_is_not_learned_from(newcomer: Operator) -> None:
    name = file(newcomer.folder, FELT)
    told = newcomer.is_refused("evaluate", "sentiment", "--train", name, "--test", name)
    assert "each of its comments is measured on too, so nothing is left to learn from" in told


def test_a_codebook_that_is_no_text_is_refused(newcomer: Operator) -> None:
    (newcomer.folder / "book.toml").write_bytes(bytes(range(256)))
    name = file(newcomer.folder, ABOUT)
    told = newcomer.is_refused("evaluate", "themes", "--test", name, "--codebook", "book.toml")
    assert "book.toml is no text in UTF-8; name a codebook in TOML." in told


def test_what_people_are_told_fits_a_terminal_and_says_what_its_words_mean(
    newcomer: Operator,
) -> None:
    said = (("text", "themes"), ("She listened", "Being kept informed; A theme nobody knows"))
    for kind, rows in (("sentiment", FELT), ("themes", said), ("disclosure", TOLD)):
        told = newcomer.is_told("evaluate", kind, "--test", file(newcomer.folder, rows))
        assert max(map(len, told.splitlines())) <= 80
        assert "precision: of those that the machine found, the share that people gave" in told


def pretended(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a folder named "model" hold a sentence model that finds a disclosure in every text."""
    known = understood().nearness
    loudest = known.near[int(np.argmax(known.weights))]
    model = SimpleNamespace(encode=lambda texts: np.array([loudest for _ in texts]))
    monkeypatch.setattr("services.hearing.open_encoder", lambda folder, expected: model)


def test_disclosures_are_measured_with_and_without_the_sentence_model(
    newcomer: Operator, monkeypatch: pytest.MonkeyPatch
) -> None:
    pretended(monkeypatch)
    newcomer.settings["SAYSO_SENTENCE_MODEL"] = "model"
    found = figures(newcomer, "disclosure", TOLD)
    assert found["sentence_model"] is True
    assert (found["recall"], found["false_alarms"]) == (1.0, 1.0)
    alone = found["without_model"]
    assert isinstance(alone, dict)
    assert (alone["recall"], alone["false_alarms"]) == (1.0, 0.0)
    assert set(alone["intervals"]) >= {"recall", "false_alarms"}
    told = newcomer.is_told("evaluate", "disclosure", "--test", file(newcomer.folder, TOLD))
    assert "disclosures found, no model" in told


def test_without_a_sentence_model_there_is_nothing_to_compare(newcomer: Operator) -> None:
    found = figures(newcomer, "disclosure", TOLD)
    assert found["sentence_model"] is False
    assert "without_model" not in found


def test_a_sentence_model_that_cannot_be_used_is_refused_rather_than_left_out(
    newcomer: Operator,
) -> None:
    newcomer.settings["SAYSO_SENTENCE_MODEL"] = str(newcomer.folder)
    name = file(newcomer.folder, TOLD)
    told = newcomer.is_refused("evaluate", "disclosure", "--test", name)
    assert "model.safetensors cannot be read" in told
