"""``sayso analyse`` with a sentence model: what was compared is told, and what is wrong with it."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from services import hearing
from tests.builders.meaning import by_words
from tests.builders.operator import Operator
from tests.builders.sheets import row, sheet
from tests.commands.test_feedback import PARENTS


@pytest.fixture
def operator(operator: Operator) -> Operator:
    """The operator, with two comments brought in before a model is named."""
    sheet(operator.folder, row(1, "The report came late."), row(2, "n/a"))
    operator.is_told(*PARENTS)
    operator.settings["SAYSO_SENTENCE_MODEL"] = str(operator.folder / "model")
    return operator


def test_what_was_compared_is_told_and_a_second_time_nothing_is(
    operator: Operator, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = SimpleNamespace(fingerprint="first", encode=by_words)
    monkeypatch.setattr(hearing, "open_encoder", lambda folder, expected: model)
    told = operator.is_told("analyse")
    assert "2 comments were compared by meaning; 1 of them are not in English or say" in told
    assert "compared" not in operator.is_told("analyse")


def test_a_model_that_cannot_be_read_is_told_and_comments_are_coded(operator: Operator) -> None:
    result = operator.runs("analyse")
    assert result.exit_code == 0
    assert "2 comments were coded by" in result.stdout
    assert "model.safetensors cannot be read" in result.stderr
