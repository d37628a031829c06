"""The arithmetic of the encoder: masking, the mean of the pieces, length one."""

import numpy as np

from sentences.encoder import Encoder
from tests.builders.sentence_model import WORDS, blank_encoder

LONG = "the dog sat the cat sat the dog sat"


def reference(encoder: Encoder, text: str) -> np.ndarray:
    """Return what one text gives, worked out piece by piece in double precision."""
    numbers = encoder.pieces.numbers(text, encoder.most)
    states = np.array([encoder.words[number] for number in numbers], dtype=float)
    states = np.array([normed(row, *encoder.norm) for row in states])
    for layer in encoder.layers:
        looked = states @ layer.look.astype(float) + layer.look_bias
        queries, keys, values = np.split(looked, 3, axis=1)
        joined = np.zeros_like(queries)
        size = queries.shape[1] // encoder.heads
        for head in range(encoder.heads):
            own = slice(head * size, (head + 1) * size)
            for place, query in enumerate(queries[:, own]):
                near = np.exp([query @ key / size**0.5 for key in keys[:, own]])
                joined[place, own] = near / near.sum() @ values[:, own]
        joined = states + joined @ layer.join.astype(float) + layer.join_bias
        states = np.array([normed(row, *layer.join_norm) for row in joined])
        wide = states @ layer.wide.astype(float) + layer.wide_bias
        # The bell's integral, by the midpoint rule.
        steps = np.linspace(0, 1, 2001)[:-1] + 1 / 4000
        bell = np.exp(-((wide[..., None] * steps) ** 2) / 2).mean(axis=-1) * wide
        wide = wide * (0.5 + bell / np.sqrt(2 * np.pi))
        narrow = states + wide @ layer.narrow.astype(float) + layer.narrow_bias
        states = np.array([normed(row, *layer.narrow_norm) for row in narrow])
    mean = states.mean(axis=0)
    return mean / np.linalg.norm(mean)


def normed(row: np.ndarray, weight: np.ndarray, bias: np.ndarray) -> np.ndarray:
    return (row - row.mean()) / row.std() * weight + bias


def test_every_layer_does_what_the_paper_says() -> None:
    encoder = blank_encoder(layers=2)
    found = encoder.encode(["the dog sat.", "unkindest cat!"])
    expected = [reference(encoder, text) for text in ("the dog sat.", "unkindest cat!")]
    assert np.abs(found - np.array(expected)).max() < 1e-5


def test_the_company_that_a_text_keeps_changes_nothing() -> None:
    encoder = blank_encoder(layers=2)
    alone = encoder.encode(["dog"])
    among = encoder.encode([LONG, "dog", "", LONG + " !"])
    assert np.abs(alone[0] - among[1]).max() < 1e-6


def test_texts_come_back_in_their_order_however_many() -> None:
    encoder = blank_encoder()
    texts = [f"{'dog ' * (n % 5)}{WORDS[4 + n % 4]}" for n in range(70)]
    found = encoder.encode(texts)
    assert all(np.allclose(found[n], encoder.encode([text])[0]) for n, text in enumerate(texts))


def test_every_text_has_length_one_even_without_words() -> None:
    found = blank_encoder().encode(["", "...", LONG * 40])
    assert np.allclose(np.linalg.norm(found, axis=1), 1)


def test_no_text_gives_no_row() -> None:
    assert blank_encoder().encode([]).shape == (0, 8)
