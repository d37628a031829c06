"""Shares, intervals and F1, against the libraries that everybody uses."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.counting import Share, Tally, macro_f1, micro_f1, tallies

LABELS = ("kind", "late", "food")


@pytest.mark.parametrize(("hits", "of"), [(0, 10), (10, 10), (3, 7), (919, 1000), (1, 1)])
def test_the_interval_is_wilson_s(hits: int, of: int) -> None:
    from scipy.stats import binomtest

    expected = binomtest(hits, of).proportion_ci(method="wilson")
    assert Share(hits, of).interval == pytest.approx((expected.low, expected.high))


def test_of_nothing_nothing_is_known() -> None:
    assert (Share(0, 0).value, Share(0, 0).interval) == (0.0, (0.0, 1.0))
    empty = Tally("kind", 0, 0, 0)
    assert (empty.precision, empty.recall, empty.f1) == (0.0, 0.0, 0.0)
    assert macro_f1(()) == 0.0


@given(st.integers(1, 500), st.data())
def test_the_share_lies_in_its_interval(of: int, data: st.DataObject) -> None:
    share = Share(data.draw(st.integers(0, of)), of)
    low, high = share.interval
    assert 0 <= low <= share.value + 1e-12
    assert share.value - 1e-12 <= high <= 1


def test_f1_is_that_of_scikit_learn() -> None:
    from sklearn.metrics import f1_score

    chance = random.Random(7)
    given = [frozenset(label for label in LABELS if chance.random() < 0.4) for _ in range(60)]
    found = [frozenset(label for label in LABELS if chance.random() < 0.4) for _ in range(60)]
    counted = tallies(given, found, LABELS)
    there, said = ([[label in one for label in LABELS] for one in each] for each in (given, found))
    assert micro_f1(counted) == pytest.approx(f1_score(there, said, average="micro"))
    assert macro_f1(counted) == pytest.approx(f1_score(there, said, average="macro"))


def test_comments_and_readings_have_to_be_as_many() -> None:
    with pytest.raises(ValueError, match="argument 2 is shorter"):
        tallies([frozenset(), frozenset()], [frozenset()], LABELS)
