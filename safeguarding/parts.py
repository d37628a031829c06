"""What a trained screen looks at: the whole of a text, and each of its thoughts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from safeguarding.spelling import Thought

_MOST = 24
"""Thoughts looked at one by one; in a longer text neighbours are looked at together."""

_LONGEST = 2_000
"""Letters of a part that are read: as many as a sentence model takes, and what nobody exceeds in
one thought."""


@dataclass(frozen=True, slots=True)
class Part:
    """A whole text, or a thought among others.

    Args:
        words: as written.
        mended: the same with spelling mended.
        span: where it stands.
        whole: whether it is all there is.
    """

    words: str
    mended: str
    span: tuple[int, int]
    whole: bool


def parts(text: str, thoughts: Sequence[Thought]) -> list[Part]:
    """Return what to look at of a text: all of it, and where there are several each thought."""
    if not thoughts:
        return []
    size = -(-len(thoughts) // _MOST)
    groups = [thoughts[start : start + size] for start in range(0, len(thoughts), size)]
    whole = _part(text, thoughts, whole=True)
    return [whole] if len(thoughts) == 1 else [whole, *(_part(text, one) for one in groups)]


def _part(text: str, thoughts: Sequence[Thought], *, whole: bool = False) -> Part:
    start, end = thoughts[0].places[0][1], thoughts[-1].places[-1][2]
    # A closing stop or smile belongs to what was said.
    words = text if whole else text[start:end]
    mended = " ".join(one.text for one in thoughts)
    return Part(words[:_LONGEST], mended[:_LONGEST], (start, end), whole)


def loud(
    looked_at: Sequence[Part], scores: Sequence[float], threshold: float, more: float
) -> Iterator[int]:
    """Yield the places of the parts that reach the threshold.

    The whole speaks only where none of its thoughts does, since these say more closely where.

    Args:
        looked_at: of one text.
        scores: of each.
        threshold: that the whole must reach.
        more: what a thought among others must reach beyond it, for it says less than a whole.
    """
    needed = [threshold + (0 if part.whole else more) for part in looked_at]
    found = [place for place, score in enumerate(scores) if score >= needed[place]]
    yield from [place for place in found if not looked_at[place].whole] or found
