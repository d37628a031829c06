"""What is kept of a direction, and what lies nearest to one."""

from __future__ import annotations

import numpy as np

from sentences import nearest, packed, unpacked


def directions(count: int, wide: int = 384) -> np.ndarray:
    found = np.random.default_rng(2026).normal(size=(count, wide)).astype(np.float32)
    return found / np.linalg.norm(found, axis=1, keepdims=True)


def test_a_direction_that_was_kept_is_the_same_to_a_thousandth_in_half_the_room() -> None:
    some = directions(3)
    kept = [packed(each) for each in some]
    assert np.abs(unpacked(kept) - some).max() < 1e-3
    assert np.abs(unpacked(kept) @ some.T - some @ some.T).max() < 1e-3
    assert {len(each) for each in kept} == {384 * 2 * 4 // 3}


def test_the_nearest_of_all_batches_come_first() -> None:
    some = directions(300)
    batches = [(range(start, start + 100), some[start : start + 100]) for start in (0, 100, 200)]
    found = nearest(some[7], batches, 5, -1.0)
    assert list(found) == np.argsort(-(some @ some[7]))[:5].tolist()
    assert found[0] == 7


def test_what_is_not_near_enough_is_left_out_even_where_nothing_else_is() -> None:
    east, north, most = np.eye(3, dtype=np.float32)[:2].tolist(), [0.0, 1.0, 0.0], 5
    batches = [(["east", "north"], np.array(east, dtype=np.float32))]
    assert nearest(np.array(north), batches, most, 0.4) == ("north",)
    assert nearest(np.array([0.0, 0.0, 1.0]), batches, most, 0.4) == ()


def test_among_none_there_is_none() -> None:
    assert nearest(np.array([1.0]), [], 5, -1.0) == ()
    assert nearest(np.array([1.0]), [((), np.zeros((0, 1)))], 5, -1.0) == ()
