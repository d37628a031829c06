"""Reads a model from its folder, after checking that it is the one that was meant."""

from __future__ import annotations

import hashlib
import importlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from pydantic import BaseModel, ConfigDict, PositiveFloat, PositiveInt, ValidationError

from sentences.encoder import Encoder, Numbers, read_layer
from sentences.wordpiece import SPECIAL, WordPiece

WEIGHTS, WORDS, SHAPE = "model.safetensors", "tokenizer.json", "config.json"
_MOST = 256
"""Pieces of a text that are read, as the model's makers set it."""
_BLOCK = 1 << 20


class ModelFault(Exception):
    """The model cannot be used; the message says where, what and the remedy."""


class _Shape(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")

    model_type: str
    hidden_act: str
    hidden_size: PositiveInt
    intermediate_size: PositiveInt
    num_attention_heads: PositiveInt
    num_hidden_layers: PositiveInt
    max_position_embeddings: PositiveInt
    vocab_size: PositiveInt
    layer_norm_eps: PositiveFloat


def fingerprint(folder: Path) -> str:
    """Return the sha256 of the weights; raises ModelFault when there are none to read."""
    summed = hashlib.sha256()
    try:
        with (folder / WEIGHTS).open("rb") as file:
            while block := file.read(_BLOCK):
                summed.update(block)
    except OSError as fault:
        raise ModelFault(_unreadable(folder, WEIGHTS, fault)) from None
    return summed.hexdigest()


def open_encoder(folder: Path, expected: str | None) -> Encoder:
    """Return the model in a folder; nothing in it is run, and nothing is fetched.

    Args:
        folder: with ``model.safetensors``, ``tokenizer.json`` and ``config.json``.
        expected: sha256 that the weights must have, None for any.

    Raises:
        ModelFault: a file is missing, is another than expected, or does not fit the others.
    """
    mark = fingerprint(folder)
    if expected is not None and mark != expected:
        raise ModelFault(
            f"{folder / WEIGHTS} has the sha256 {mark[:12]}..., not {expected[:12]}..., "
            "for which the screen was trained; put a copy of that model there."
        )
    shape = _shape(folder)
    places = _vocabulary(folder, shape)
    tensors = _tensors(folder)
    try:
        return _made(mark, shape, places, tensors)
    except (KeyError, ValueError) as fault:
        raise ModelFault(
            f"{folder / WEIGHTS} does not fit {SHAPE} ({fault}); take all files from one model."
        ) from None


def _made(
    mark: str, shape: _Shape, places: Mapping[str, int], tensors: Mapping[str, Numbers]
) -> Encoder:
    _check(shape, tensors)
    names = [f"encoder.layer.{number}" for number in range(shape.num_hidden_layers)]
    kind = tensors["embeddings.token_type_embeddings.weight"][0]
    return Encoder(
        fingerprint=mark,
        pieces=WordPiece(places),
        words=tensors["embeddings.word_embeddings.weight"],
        places=tensors["embeddings.position_embeddings.weight"] + kind,
        norm=(tensors["embeddings.LayerNorm.weight"], tensors["embeddings.LayerNorm.bias"]),
        layers=tuple(read_layer(tensors, name) for name in names),
        heads=shape.num_attention_heads,
        slight=shape.layer_norm_eps,
        most=min(_MOST, shape.max_position_embeddings),
    )


def _check(shape: _Shape, tensors: Mapping[str, Numbers]) -> None:
    size, wide = shape.hidden_size, shape.intermediate_size
    if size % shape.num_attention_heads:
        raise ValueError("hidden_size is no multiple of num_attention_heads")
    sizes = {
        "embeddings.word_embeddings.weight": (shape.vocab_size, size),
        "embeddings.position_embeddings.weight": (shape.max_position_embeddings, size),
    }
    for number in range(shape.num_hidden_layers):
        layer = f"encoder.layer.{number}"
        for part in ("query", "key", "value"):
            sizes[f"{layer}.attention.self.{part}.weight"] = (size, size)
        sizes[f"{layer}.attention.output.dense.weight"] = (size, size)
        sizes[f"{layer}.intermediate.dense.weight"] = (wide, size)
        sizes[f"{layer}.output.dense.weight"] = (size, wide)
    for name, expected in sizes.items():
        if tensors[name].shape != expected:
            raise ValueError(f"{name} is {tensors[name].shape}, not {expected}")


def _shape(folder: Path) -> _Shape:
    try:
        shape = _Shape.model_validate(_json(folder, SHAPE))
    except ValidationError as fault:
        names = ", ".join(str(error["loc"][0]) for error in fault.errors() if error["loc"])
        raise ModelFault(
            f"{folder / SHAPE} lacks or misstates {names}; take it from the model's own folder."
        ) from None
    if (shape.model_type, shape.hidden_act) != ("bert", "gelu"):
        raise ModelFault(
            f"{folder / SHAPE} describes a {shape.model_type} model with {shape.hidden_act}; "
            "only bert with gelu is read."
        )
    return shape


def _vocabulary(folder: Path, shape: _Shape) -> Mapping[str, int]:
    found = _json(folder, WORDS)
    model, normal = found.get("model") or {}, found.get("normalizer") or {}
    vocabulary: Any = model.get("vocab")
    fits = (
        isinstance(vocabulary, dict)
        and normal.get("type") == "BertNormalizer"
        and normal.get("lowercase") is True
        and set(SPECIAL) <= set(vocabulary)
        and max(vocabulary.values()) < shape.vocab_size
    )
    if not fits:
        raise ModelFault(
            f"{folder / WORDS} is not the word list of an uncased BERT model with at most "
            f"{shape.vocab_size:,} pieces; take it from the model's own folder."
        )
    words: Mapping[str, int] = vocabulary
    return words


def _json(folder: Path, name: str) -> dict[str, Any]:
    try:
        found = json.loads((folder / name).read_text(encoding="utf-8"))
    except (OSError, ValueError) as fault:
        raise ModelFault(_unreadable(folder, name, fault)) from None
    if not isinstance(found, dict):
        raise ModelFault(f"{folder / name} holds no table; take it from the model's own folder.")
    return found


def _tensors(folder: Path) -> Mapping[str, Numbers]:
    try:
        reader = importlib.import_module("safetensors.numpy")
    except ImportError:
        raise ModelFault(
            "The package safetensors is not installed; install Sayso with its extra 'semantic'."
        ) from None
    try:
        found: dict[str, Any] = reader.load_file(folder / WEIGHTS)
    except Exception as fault:  # noqa: BLE001 - its own kind of error, and whatever lies below it
        raise ModelFault(_unreadable(folder, WEIGHTS, fault)) from None
    return {
        name.removeprefix("bert."): np.asarray(value, dtype=np.float32)
        for name, value in found.items()
        if value.dtype.kind == "f"
    }


def _unreadable(folder: Path, name: str, fault: Exception) -> str:
    return (
        f"{folder / name} cannot be read ({type(fault).__name__}); "
        "put the model's files there, or take SAYSO_SENTENCE_MODEL out of the settings."
    )
