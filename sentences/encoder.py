"""A small BERT encoder in numpy: text in, a direction of length one out.

It runs on what Sayso needs anyway: a server does not carry half a gigabyte of PyTorch for one
sentence at a time, and its results differ from PyTorch's by less than a millionth. The arithmetic
is that of BERT (Devlin and others 2019, arXiv 1810.04805) with the mean of all pieces taken, as
Sentence-BERT does (Reimers and Gurevych 2019, arXiv 1908.10084).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import sqrt

import numpy as np
import numpy.typing as npt
from threadpoolctl import ThreadpoolController

from sentences.wordpiece import WordPiece

Numbers = npt.NDArray[np.float32]

_TOGETHER = 32
"""Texts at a time, so that memory stays small."""
_NEVER = np.float32(-1e9)
_LEAST = np.float32(1e-9)


@dataclass(frozen=True, slots=True)
class Layer:
    """The weights of one layer; those of queries, keys and values side by side."""

    look: Numbers
    look_bias: Numbers
    join: Numbers
    join_bias: Numbers
    join_norm: tuple[Numbers, Numbers]
    wide: Numbers
    wide_bias: Numbers
    narrow: Numbers
    narrow_bias: Numbers
    narrow_norm: tuple[Numbers, Numbers]


@dataclass(frozen=True, slots=True)
class Encoder:
    """One model, read and checked.

    Args:
        fingerprint: of its weights and its vocabulary.
        pieces: splits text.
        words, places: rows for each piece and each place; places hold the one kind of text.
        norm: of their sum.
        layers: one after the other.
        heads: into how many parts each layer's attention is divided.
        slight: keeps a norm from dividing by nothing.
        most: pieces of a text that are read.
    """

    fingerprint: str
    pieces: WordPiece
    words: Numbers
    places: Numbers
    norm: tuple[Numbers, Numbers]
    layers: tuple[Layer, ...]
    heads: int
    slight: float
    most: int

    def encode(self, texts: Sequence[str]) -> Numbers:
        """Return a row of length one for each text; texts that mean alike point alike."""
        split = [self.pieces.numbers(text, self.most) for text in texts]
        found = np.zeros((len(split), self.words.shape[1]), dtype=np.float32)
        by_length = sorted(range(len(split)), key=lambda place: len(split[place]))
        # Threads of their own cost matrices as small as these several times what they gain.
        with _arithmetic().limit(limits=1, user_api="blas"):
            for start in range(0, len(by_length), _TOGETHER):
                chosen = by_length[start : start + _TOGETHER]
                found[chosen] = self._together([split[place] for place in chosen])
        return found

    def _together(self, split: Sequence[Sequence[int]]) -> Numbers:
        longest = max(map(len, split))
        there = np.array([[place < len(one) for place in range(longest)] for one in split])
        numbers = np.array([[*one, *[0] * (longest - len(one))] for one in split])
        states = _normed(self.words[numbers] + self.places[:longest], self.norm, self.slight)
        hidden = np.where(there, np.float32(0), _NEVER)[:, None, None, :]
        for layer in self.layers:
            states = self._through(states, hidden, layer)
        weight = there[:, :, None].astype(np.float32)
        mean = (states * weight).sum(axis=1) / weight.sum(axis=1)
        length: Numbers = np.maximum(np.linalg.norm(mean, axis=1, keepdims=True), _LEAST)
        turned: Numbers = mean / length
        return turned

    def _through(self, states: Numbers, hidden: Numbers, layer: Layer) -> Numbers:
        joined = self._attended(states @ layer.look + layer.look_bias, hidden)
        states = _normed(
            states + joined @ layer.join + layer.join_bias, layer.join_norm, self.slight
        )
        wide = _gelu(states @ layer.wide + layer.wide_bias)
        return _normed(
            states + wide @ layer.narrow + layer.narrow_bias, layer.narrow_norm, self.slight
        )

    def _attended(self, looked: Numbers, hidden: Numbers) -> Numbers:
        texts, longest, wide = looked.shape
        size = wide // 3 // self.heads
        parts = looked.reshape(texts, longest, 3, self.heads, size).transpose(2, 0, 3, 1, 4)
        queries, keys, values = parts
        scores = queries @ keys.swapaxes(-1, -2) / np.float32(sqrt(size)) + hidden
        weights = np.exp(scores - scores.max(axis=-1, keepdims=True))
        weights /= weights.sum(axis=-1, keepdims=True)
        joined: Numbers = (weights @ values).transpose(0, 2, 1, 3).reshape(texts, longest, -1)
        return joined


@cache
def _arithmetic() -> ThreadpoolController:
    return ThreadpoolController()


def read_layer(tensors: Mapping[str, Numbers], name: str) -> Layer:
    """Return a layer from the tensors whose names begin with ``name``."""

    def pair(part: str) -> tuple[Numbers, Numbers]:
        return tensors[f"{name}.{part}.weight"], tensors[f"{name}.{part}.bias"]

    def turned(part: str) -> tuple[Numbers, Numbers]:
        weight, bias = pair(part)
        return np.ascontiguousarray(weight.T), bias

    looks = [turned(f"attention.self.{part}") for part in ("query", "key", "value")]
    return Layer(
        np.hstack([weight for weight, _ in looks]),
        np.hstack([bias for _, bias in looks]),
        *turned("attention.output.dense"),
        pair("attention.output.LayerNorm"),
        *turned("intermediate.dense"),
        *turned("output.dense"),
        pair("output.LayerNorm"),
    )


def _normed(states: Numbers, norm: tuple[Numbers, Numbers], slight: float) -> Numbers:
    states = states - states.mean(axis=-1, keepdims=True)
    spread = np.sqrt((states * states).mean(axis=-1, keepdims=True) + np.float32(slight))
    normed: Numbers = states / spread * norm[0] + norm[1]
    return normed


def _gelu(states: Numbers) -> Numbers:
    # Late: every process would wait for it, and few have a model.
    from scipy.special import erf  # noqa: PLC0415 - see the line above

    half: Numbers = states * np.float32(0.5)
    turned: Numbers = half * (1 + erf(states * np.float32(sqrt(0.5))))
    return turned
