"""Takes the directions of common words from a sentence model, for screening where there is none.

Run ``python -m benchmarks.word_directions FOLDER`` with the model's folder; it writes a table that
ships with the package. The words are those of our own sentences and the commonest of film and
television, where people talk as at home (a list that comes with zxcvbn).
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import numpy as np
from zxcvbn.frequency_lists import FREQUENCY_LISTS

from benchmarks.disclosure import sentences
from safeguarding.rules import rules
from safeguarding.wordsense import FILE
from sentences import open_encoder

TARGET = Path(__file__).parents[1] / "safeguarding" / FILE
_COMMON = 9000
_WIDE = 96
_UNHEARD = 15_000
_RARE = 1e-3
"""Words rarer than this count fully, commoner ones less (Arora and others 2017, "A simple but
tough-to-beat baseline for sentence embeddings")."""


def main(folder: Path) -> None:
    """Encode each word alone, keep what differs most between words, and write it."""
    places = {word: place for place, word in enumerate(FREQUENCY_LISTS["us_tv_and_film"])}
    speller = rules().speller
    own = {
        word
        for _, text in sentences()[0]
        for thought in speller.thoughts(text)
        for word in thought.text.split()
    }
    common = [word for word in places if re.fullmatch("[a-z]+", word)][:_COMMON]
    words = sorted(own.union(common))
    found = open_encoder(folder, None).encode(words)
    found = found - found.mean(axis=0)
    _, _, axes = np.linalg.svd(found, full_matrices=False)
    weights = [_weight(places.get(word, _UNHEARD)) for word in words]
    found = found @ axes[:_WIDE].T * np.array(weights)[:, None]
    scale = np.maximum(np.abs(found).max(axis=1, keepdims=True), 1e-6) / 127
    with TARGET.open("wb") as file:
        np.savez_compressed(
            file,
            words=np.frombuffer(json.dumps(words).encode(), dtype=np.uint8),
            directions=np.round(found / scale).astype(np.int8),
            scale=scale.astype(np.float32),
        )


def _weight(rank: int) -> float:
    """Return how much a word counts, its frequency guessed from its rank by Zipf's law."""
    return _RARE / (_RARE + 0.1 / (rank + 10))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
