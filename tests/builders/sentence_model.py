"""A sentence model of random weights, small enough to be written in each test that needs one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
from safetensors.numpy import save_file

from sentences.encoder import Encoder, read_layer
from sentences.wordpiece import WordPiece

WORDS = (
    "[PAD]", "[UNK]", "[CLS]", "[SEP]", "the", "dog", "cat", "sat", "un", "##kind", "##est", "kind",
    "don", "'", "t", "\u2019", "cafe", "\u732b", "!", ".", "a", "##a",
)  # fmt: skip
SHAPE: dict[str, Any] = {
    "model_type": "bert",
    "hidden_act": "gelu",
    "hidden_size": 8,
    "intermediate_size": 12,
    "num_attention_heads": 2,
    "num_hidden_layers": 2,
    "max_position_embeddings": 16,
    "vocab_size": len(WORDS),
    "layer_norm_eps": 1e-12,
}
_PLACES = {word: place for place, word in enumerate(WORDS)}


def words() -> WordPiece:
    """Return the splitter of the small vocabulary."""
    return WordPiece(_PLACES)


def tensors(size: int = 8) -> dict[str, Any]:
    """Return random weights by the names of BERT, the same each time."""
    chance = np.random.default_rng(2026)
    wide = int(SHAPE["intermediate_size"])

    def some(*shape: int) -> Any:
        return chance.normal(0, 0.5, shape).astype(np.float32)

    found = {
        "embeddings.word_embeddings.weight": some(len(WORDS), size),
        "embeddings.position_embeddings.weight": some(16, size),
        "embeddings.token_type_embeddings.weight": some(2, size),
        "embeddings.LayerNorm.weight": some(size),
        "embeddings.LayerNorm.bias": some(size),
    }
    for number in range(2):
        layer = f"encoder.layer.{number}"
        shapes = {f"attention.self.{part}": (size, size) for part in ("query", "key", "value")}
        shapes["attention.output.dense"] = (size, size)
        shapes["intermediate.dense"] = (wide, size)
        shapes["output.dense"] = (size, wide)
        for part, shape in shapes.items():
            found[f"{layer}.{part}.weight"] = some(*shape)
            found[f"{layer}.{part}.bias"] = some(shape[0])
        for part in ("attention.output.LayerNorm", "output.LayerNorm"):
            found[f"{layer}.{part}.weight"] = some(size)
            found[f"{layer}.{part}.bias"] = some(size)
    return found


def write_model(folder: Path, weights: dict[str, Any] | None = None, **shape: object) -> Path:
    """Write the model into a folder; ``shape`` changes its config, ``weights`` its weights."""
    folder.mkdir(parents=True, exist_ok=True)
    save_file(weights or tensors(), folder / "model.safetensors")
    (folder / "config.json").write_text(json.dumps(SHAPE | shape), encoding="utf-8")
    words = {
        "normalizer": {"type": "BertNormalizer", "lowercase": True},
        "model": {"type": "WordPiece", "vocab": _PLACES},
    }
    (folder / "tokenizer.json").write_text(json.dumps(words), encoding="utf-8")
    return folder


def blank_encoder(layers: int = 0) -> Encoder:
    """Return an encoder that needs no file; without layers it gives the mean of its pieces."""
    found = tensors()
    return Encoder(
        fingerprint="",
        pieces=words(),
        words=found["embeddings.word_embeddings.weight"],
        places=np.zeros((16, 8), dtype=np.float32),
        norm=(np.ones(8, dtype=np.float32), np.zeros(8, dtype=np.float32)),
        layers=tuple(read_layer(found, f"encoder.layer.{number}") for number in range(layers)),
        heads=2,
        slight=1e-12,
        most=16,
    )
