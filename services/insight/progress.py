"""How long work tells how far it is, without knowing who watches."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

Advance = Callable[[int], None]
"""Told how many more pieces are done."""

Progress = Callable[[str, int | None], AbstractContextManager[Advance]]
"""Told what is being done and how many pieces it has; gives the function to advance by."""


@contextmanager
def unwatched(what: str, total: int | None) -> Iterator[Advance]:
    """Give progress to nobody."""
    yield lambda pieces: None
