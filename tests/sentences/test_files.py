"""Reading a model: what is checked, and the one sentence for each fault."""

import importlib
import json
from pathlib import Path

import numpy as np
import pytest

from sentences import ModelFault, fingerprint, open_encoder
from tests.builders.sentence_model import blank_encoder, tensors, write_model


def fault(folder: Path, expected: str | None = None) -> str:
    with pytest.raises(ModelFault) as found:
        open_encoder(folder, expected)
    told = str(found.value)
    assert told.count(". ") == 0, "one sentence"
    return told


def test_a_model_in_order_is_read_and_encodes(tmp_path: Path) -> None:
    folder = write_model(tmp_path)
    encoder = open_encoder(folder, fingerprint(folder))
    assert encoder.fingerprint == fingerprint(folder)
    assert encoder.most == 16
    assert encoder.encode(["the dog"]).shape == (1, 8)


def test_places_and_the_kind_of_text_are_added(tmp_path: Path) -> None:
    encoder = open_encoder(write_model(tmp_path), None)
    found = tensors()
    kind = found["embeddings.token_type_embeddings.weight"][0]
    assert np.allclose(encoder.places, found["embeddings.position_embeddings.weight"] + kind)
    assert not np.allclose(encoder.encode(["dog cat"]), encoder.encode(["cat dog"]))


def test_weights_named_and_kept_otherwise_are_the_same_model(tmp_path: Path) -> None:
    weights = {f"bert.{name}": value.astype(np.float64) for name, value in tensors().items()}
    weights["bert.embeddings.position_ids"] = np.arange(16)
    other = open_encoder(write_model(tmp_path / "other", weights), None)
    plain = open_encoder(write_model(tmp_path / "plain"), None)
    assert np.allclose(other.encode(["the dog"]), plain.encode(["the dog"]))


def test_another_model_than_expected_is_refused(tmp_path: Path) -> None:
    told = fault(write_model(tmp_path), "0" * 64)
    assert "model.safetensors has the sha256" in told
    assert "not 000000000000..., for which the screen was trained" in told


@pytest.mark.parametrize("name", ["model.safetensors", "config.json", "tokenizer.json"])
def test_a_missing_or_broken_file_is_named_with_the_remedy(tmp_path: Path, name: str) -> None:
    folder = write_model(tmp_path)
    (folder / name).write_bytes(b"\xff{ broken")
    assert f"{name} cannot be read (" in fault(folder)
    (folder / name).unlink()
    told = fault(folder)
    assert f"{name} cannot be read (FileNotFoundError)" in told
    assert "take SAYSO_SENTENCE_MODEL out of the settings" in told


@pytest.mark.parametrize(
    ("shape", "told"),
    [
        ({"hidden_size": 16}, "does not fit config.json (embeddings.word_embeddings.weight is"),
        ({"intermediate_size": 9}, "encoder.layer.0.intermediate.dense.weight is (12, 8)"),
        ({"num_hidden_layers": 3}, "does not fit config.json"),
        ({"num_attention_heads": 3}, "hidden_size is no multiple of num_attention_heads"),
        ({"vocab_size": 5}, "not the word list of an uncased BERT model with at most 5 pieces"),
        ({"model_type": "roberta"}, "describes a roberta model with gelu"),
        ({"hidden_act": "relu"}, "describes a bert model with relu"),
        ({"hidden_size": "many"}, "lacks or misstates hidden_size"),
    ],
)
def test_files_that_do_not_fit_each_other_are_refused(
    tmp_path: Path, shape: dict[str, object], told: str
) -> None:
    assert told in fault(write_model(tmp_path, **shape))


def test_a_word_list_of_another_kind_is_refused(tmp_path: Path) -> None:
    folder = write_model(tmp_path)
    for found in ([], {"model": {"vocab": {"a": 0}}}, {"model": None, "normalizer": None}):
        (folder / "tokenizer.json").write_text(json.dumps(found), encoding="utf-8")
        assert "take it from the model's own folder" in fault(folder)


def test_without_the_extra_it_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def absent(name: str) -> None:
        raise ImportError(name)

    folder = write_model(tmp_path)
    monkeypatch.setattr(importlib, "import_module", absent)
    assert "install Sayso with its extra 'semantic'" in fault(folder)


def test_an_encoder_without_layers_is_the_mean_of_its_pieces() -> None:
    encoder = blank_encoder()
    assert np.allclose(encoder.encode(["dog cat"]), encoder.encode(["cat dog"]))
