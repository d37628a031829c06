"""How a measured figure is taken and printed."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured number."""

    name: str
    value: float
    unit: str

    def __str__(self) -> str:
        return f"{self.name:<58}{self.value:>12,.2f} {self.unit}"


def seconds(work: Callable[[], object], times: int = 3) -> float:
    """Return the shortest of several runs: what else ran on the machine only makes it longer."""
    return min(_once(work) for _ in range(times))


def _once(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start
