"""A progress bar for long work, shown only to a person at a terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import Progress

Advance = Callable[[int], None]


@contextmanager
def progress(what: str, total: int | None = None) -> Iterator[Advance]:
    """Give a function that moves the bar on by a number of pieces.

    Args:
        what: what is being done, such as "Reading rows".
        total: how many pieces there are; None while nobody knows.
    """
    console = Console(stderr=True)
    with Progress(console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task(what, total=total)
        yield lambda pieces: bar.advance(task, pieces)
