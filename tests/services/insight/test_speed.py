"""How many comments a second, on few and on many."""

from __future__ import annotations

from collections.abc import Sequence

from services.insight.speed import per_second


def test_of_many_texts_some_from_all_over_are_read() -> None:
    seen: list[Sequence[int]] = []
    per_second(["", *["kind"] * 4_999], seen.append)
    (places,) = {tuple(one) for one in seen}
    assert 1_500 < len(places) <= 2_000
    assert max(places) > 4_900


def test_few_texts_are_read_again_and_again() -> None:
    seen: list[Sequence[int]] = []
    rates = per_second(["kind", "rude"], seen.append)
    assert (len(seen[0]), set(seen[0])) == (200, {0, 1})
    assert list(rates) == ["sayso", "textblob", "vader"]
