"""Whether words belong together, by how often they stand in the same comments."""

from __future__ import annotations

import numpy as np
import pytest

from analysis.cohesion import cohesion, share


def rows(*counted: tuple[str, int]) -> np.ndarray:
    """Return comments such as ``("ab", 3)``: three that hold the words a and b."""
    every = [text for text, times in counted for _ in range(times)]
    return np.array([[word in text for word in "abc"] for text in every])


@pytest.mark.parametrize("others", [1, 90, 9000])
def test_words_of_one_subject_belong_together_however_many_share_it(others: int) -> None:
    assert cohesion(rows(("ab", 60), ("", others))[:, :2]) == pytest.approx(1)
    assert cohesion(rows(("ab", 40), ("a", 20), ("", others))[:, :2]) == pytest.approx(1)


def test_words_that_meet_by_chance_come_to_nothing() -> None:
    assert cohesion(rows(("ab", 4), ("a", 16), ("b", 16), ("", 64))[:, :2]) == pytest.approx(0)
    assert cohesion(rows(("a", 20), ("b", 20), ("", 60))[:, :2]) < 0


def test_one_pair_does_not_make_a_subject_of_words_that_come_from_anywhere() -> None:
    pair_and_another = rows(("ab", 16), ("abc", 4), ("c", 16), ("", 64))
    assert 0.2 < cohesion(pair_and_another) < 0.5


def test_one_word_and_words_that_all_hold_belong_together() -> None:
    assert cohesion(rows(("a", 3), ("", 2))[:, :1]) == 1
    assert cohesion(rows(("ab", 3))[:, :2]) == 1


def test_a_share_is_of_the_texts_that_there_are() -> None:
    assert share("club", [{"the", "club"}, {"park"}]) == 0.5
    assert share("club", []) == 0
