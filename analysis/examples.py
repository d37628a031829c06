"""Comments that people have labelled: what the machine learns from and is measured by."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass

from analysis.readings import CommentIn, Sentiment


@dataclass(frozen=True, slots=True, repr=False)
class Example:
    """A comment and what people found in it.

    Args:
        comment: the words, with what stood beside them.
        sentiment: None where nobody said.
        themes: ids or labels, as the codebook or the file names them.
        origin: the response it comes from; None where each comment stands for itself.
    """

    comment: CommentIn
    sentiment: Sentiment | None = None
    themes: frozenset[str] = frozenset()
    origin: Hashable = None
