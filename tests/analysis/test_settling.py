"""Words, group and phrases together: each is trusted as far as it was right on unseen examples."""

import numpy as np
import pytest

from analysis.settling import VOICES, Settling, fit_settling, unsettled

N = 400
CHANCE = np.random.default_rng(5)


def fitted(right: str) -> Settling:
    """Fit two themes of one group, of which only one voice speaks true."""
    given = CHANCE.random((N, 2)) < 0.3
    noise = {name: CHANCE.random((N, 2)) < 0.3 for name in ("words", "phrases")}
    words = np.where(given if right == "words" else noise["words"], 2.0, -2.0)
    phrases = (given if right == "phrases" else noise["phrases"]).astype(float)
    groups = np.zeros((N, 1))
    return fit_settling(given, (words, groups, phrases, phrases * 0), unsettled([0, 0], [0, 1]))


@pytest.mark.parametrize(("right", "row", "other"), [("words", 0, 2), ("phrases", 2, 0)])
def test_a_voice_that_was_right_is_trusted_more(right: str, row: int, other: int) -> None:
    weights = fitted(right).weights
    assert (np.abs(weights[row]) > 3 * np.abs(weights[other])).all()
    assert weights.shape == (VOICES + 1, 2)


def test_a_theme_that_never_occurred_is_most_unlikely() -> None:
    given = np.zeros((20, 1), dtype=bool)
    voices = (np.ones((20, 1)), np.ones((20, 1)), given, given)
    found = fit_settling(given, voices, unsettled([0], [0]))
    told = found.settled(np.full((1, 1), 9.0), *[np.ones((1, 1))] * 3)
    assert told[0, 0] < -5


def test_a_theme_without_group_or_phrases_goes_by_its_words() -> None:
    weights = np.array([[1.0], [5.0], [5.0], [5.0], [0.5]])
    alone = Settling(weights, (-1,), (-1,))
    told = alone.settled(
        np.array([[2.0], [90.0]]), np.full((2, 1), 3.0), np.ones((2, 1)), np.ones((2, 1))
    )
    assert told.tolist() == [[2.5], [4.5]]
