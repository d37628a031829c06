"""``sayso evaluate alike``: do comments that a model finds alike share a theme more than others?"""

from __future__ import annotations

import csv
import json
from pathlib import Path
from types import SimpleNamespace

import pytest

from services import hearing
from services.hearing import Hearing
from services.insight.evaluating_alike import evaluate_alike
from services.refusal import Refused
from tests.builders.meaning import by_words, with_model
from tests.builders.operator import Operator

MARKS = {"late": "Timing; Parking", "kind": "Respect"}
ROWS = tuple((f"{mark} {'so ' * n}", themes) for mark, themes in MARKS.items() for n in range(6))


def file(folder: Path, *rows: tuple[str, str]) -> Path:
    path = folder / "labelled.csv"
    with path.open("w", newline="", encoding="utf-8") as text:
        csv.writer(text).writerows([("comment", "themes"), *rows])
    return path


@pytest.fixture
def plain(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let any folder hold a model that knows a few words."""
    model = SimpleNamespace(fingerprint="first", encode=by_words)
    monkeypatch.setattr(hearing, "open_encoder", lambda folder, expected: model)


def test_what_a_model_finds_alike_is_held_against_words_and_chance(tmp_path: Path) -> None:
    found = evaluate_alike(file(tmp_path, *ROWS), with_model())
    assert found["n"] == 12
    assert found["shares"]["meaning"] == 1.0
    assert found["shares"]["chance"] < 1.0
    assert set(found["shares"]) == {"meaning", "words", "chance"}
    assert (found["near"], found["near_share"]) == (1.0, 1.0)
    assert evaluate_alike(tmp_path / "labelled.csv", with_model())["shares"] == found["shares"]


def test_the_same_words_and_comments_without_a_theme_count_for_nothing(tmp_path: Path) -> None:
    more = (("KIND", "Respect"), ("late  so", "Timing"), ("late again", ""))
    assert evaluate_alike(file(tmp_path, *ROWS, *more), with_model())["n"] == 12


def test_where_nothing_is_near_enough_no_share_of_it_is_given(tmp_path: Path) -> None:
    found = evaluate_alike(
        file(tmp_path, *ROWS), with_model(encode=lambda texts: by_words(texts) * 0)
    )
    assert (found["near"], found["near_share"]) == (0.0, None)


def test_too_few_comments_and_a_model_that_breaks_are_refused(tmp_path: Path) -> None:
    def broken(texts: object) -> object:
        raise MemoryError

    few = file(tmp_path, *ROWS[:5])
    with pytest.raises(Refused, match="holds 5 different comments with a theme; take more"):
        evaluate_alike(few, with_model())
    with pytest.raises(Refused, match="failed on this file"):
        evaluate_alike(file(tmp_path, *ROWS), with_model(encode=broken))
    with pytest.raises(Refused, match=r"model\.safetensors cannot be read"):
        evaluate_alike(few, Hearing(tmp_path))


def test_the_command_prints_the_shares_and_refuses_without_a_model(
    newcomer: Operator, plain: None
) -> None:
    told = str(file(newcomer.folder, *ROWS))
    assert "SAYSO_SENTENCE_MODEL is not set" in newcomer.is_refused(
        "evaluate", "alike", "--test", told
    )
    newcomer.settings["SAYSO_SENTENCE_MODEL"] = "model"
    shown = newcomer.is_told("evaluate", "alike", "--test", told)
    assert "by meaning   1.000" in shown
    assert "100.0% of those by meaning are near enough to be shown" in shown
    assert json.loads(newcomer.is_told("evaluate", "alike", "--test", told, "--json"))["n"] == 12
