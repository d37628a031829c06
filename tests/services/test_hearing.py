"""Screening with a sentence model, and without one where it cannot be used."""

from __future__ import annotations

import logging
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from safeguarding import Category
from safeguarding.understood import understood
from sentences import Encoder, ModelFault
from services import hearing
from services.hearing import Hearing
from tests.builders.sentence_model import write_model

HARM = "my stepdad hits me"


class _Model:
    """Stands for an encoder: it answers with one direction, or breaks."""

    def __init__(self, direction: object) -> None:
        self.asked = 0
        self._direction = direction

    def encode(self, texts: list[str]) -> object:
        self.asked += 1
        if isinstance(self._direction, Exception):
            raise self._direction
        return np.array([self._direction for _ in texts])


def with_model(monkeypatch: pytest.MonkeyPatch, direction: object) -> tuple[Hearing, _Model]:
    model = _Model(direction)
    monkeypatch.setattr(hearing, "open_encoder", lambda folder, expected: model)
    return Hearing(Path("model")), model


def loudest() -> object:
    known = understood().nearness
    return known.near[int(np.argmax(known.weights))]


def rules_of(found: Hearing, text: str) -> set[str]:
    return {signal.rule.partition(".")[0] for signal in found.signals("long_text", None, text)}


def test_without_a_model_rules_and_the_small_screen_are_heard() -> None:
    found = Hearing()
    assert rules_of(found, HARM) == {"physical"}
    assert (found.uses_model(), found.fault()) == (False, None)


def test_with_a_model_meaning_is_heard_too(monkeypatch: pytest.MonkeyPatch) -> None:
    found, _ = with_model(monkeypatch, loudest())
    assert rules_of(found, "the lamp is on again") == {"understood"}
    assert (found.uses_model(), found.fault()) == (True, None)


def test_choices_are_screened_as_words_are_and_only_once(monkeypatch: pytest.MonkeyPatch) -> None:
    hearing._of_choices.cache_clear()
    asked, real = [], hearing.safeguarding.signals
    monkeypatch.setattr(
        hearing.safeguarding, "signals", lambda *given: asked.append(given) or real(*given)
    )
    found = [Hearing().of_choices("multiple", "hit_me no") for _ in range(3)]
    assert found == [real("multiple", None, "hit_me no", None)] * 3
    assert len(asked) == 1
    assert Hearing().of_choices("multiple", "being hurt") != found[0]


def test_choices_are_heard_by_meaning_while_there_is_a_model(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    alone = Hearing().of_choices("single", "the lamp is on again")
    found, model = with_model(monkeypatch, loudest())
    heard = found.of_choices("single", "the lamp is on again")
    assert {signal.rule.partition(".")[0] for signal in heard} == {"understood"}
    model._direction = MemoryError()
    for _ in range(2):
        assert found.of_choices("single", "the lamp is on again") == alone
    assert found.fault() is not None


def test_directions_are_given_with_a_model_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    found, _ = with_model(monkeypatch, [1.0, 0.0])
    assert found.directions(["one", "two"]).tolist() == [[1.0, 0.0]] * 2
    assert (found.is_set(), Hearing().is_set()) == (True, False)
    assert (Hearing().directions(["one"]), Hearing().model()) == (None, None)


def test_a_model_that_breaks_while_it_compares_is_told_and_given_up(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found, _ = with_model(monkeypatch, MemoryError())
    assert found.directions(["one"]) is None
    assert found.model() is None
    assert found.is_set()
    assert "failed while it was used (MemoryError)" in str(found.fault())


def test_a_tick_does_not_wait_for_the_model(monkeypatch: pytest.MonkeyPatch) -> None:
    def read(folder: Path, expected: str) -> Encoder:
        raise AssertionError

    monkeypatch.setattr(hearing, "open_encoder", read)
    (signal,) = Hearing(Path("model")).signals("single", "not_safe", None)
    assert signal.category is Category.NOT_SAFE


def test_a_model_that_breaks_costs_no_answer_and_is_not_asked_again(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    found, model = with_model(monkeypatch, MemoryError("the words of a child"))
    with caplog.at_level(logging.WARNING):
        assert rules_of(found, HARM) == {"physical"}
        assert rules_of(found, HARM) == {"physical"}
    assert model.asked == 1
    assert "failed while it was used (MemoryError)" in str(found.fault())
    assert not found.uses_model()
    assert len(caplog.records) == 1
    assert "words of a child" not in caplog.text


@pytest.mark.parametrize("direction", [float("nan"), [1.0, 2.0]])
def test_numbers_that_fit_nothing_break_nothing(
    monkeypatch: pytest.MonkeyPatch, direction: object
) -> None:
    found, _ = with_model(monkeypatch, direction)
    assert "physical" in rules_of(found, HARM)


def test_a_folder_without_a_model_is_told_once_and_answers_are_screened(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    found = Hearing(tmp_path)
    with caplog.at_level(logging.WARNING):
        found.prepare()
        assert rules_of(found, HARM) == {"physical"}
    assert "model.safetensors cannot be read" in str(found.fault())
    assert str(found.fault()).endswith("Until then answers are screened without it.")
    assert len(caplog.records) == 1


def test_another_model_than_the_screen_was_trained_with_is_not_used(tmp_path: Path) -> None:
    fault = Hearing(write_model(tmp_path)).fault()
    assert f"not {understood().model[:12]}..., for which the screen was trained" in str(fault)


def test_the_model_is_read_once_and_only_when_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []

    def noted(folder: Path, expected: str) -> object:
        read.append(expected)
        return SimpleNamespace(encode=lambda texts: np.zeros((len(texts), 384)))

    monkeypatch.setattr(hearing, "open_encoder", noted)
    found = Hearing(Path("model"))
    assert read == []
    for _ in range(3):
        found.signals("long_text", None, "fine")
    assert read == [understood().model]


def test_a_fault_of_the_model_is_looked_for_again_by_nobody(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tried: list[Path] = []

    def missing(folder: Path, expected: str) -> Encoder:
        tried.append(folder)
        raise ModelFault("It is not there.")

    monkeypatch.setattr(hearing, "open_encoder", missing)
    found = Hearing(Path("model"))
    assert not found.uses_model()
    assert found.fault() == found.fault()
    assert len(tried) == 1
