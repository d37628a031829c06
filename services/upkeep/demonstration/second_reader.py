"""The second reader of the demonstration: codes what was drawn, as somebody does who sees no codes.

What they find follows from the words, so that each build finds the same. It differs from what
others find about as often as people differ: a wish is a complaint to one and a wish to another,
a theme is passed over, a neighbouring one is chosen.
"""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

import analysis
from analysis import CommentIn, Reading, Sentiment, Severity
from services.hall import Actor, Hall
from services.insight import second_looks
from services.insight.coding_by_people import Codes
from services.upkeep.demonstration.feelings import felt, in_two_minds

_HUNDRED = 100
_DOUBTS = 3
"""Of a hundred comments, those of which this reader cannot tell the feeling."""
_TAKEN_AS = {
    Sentiment.POSITIVE: ((6, Sentiment.NEUTRAL),),
    Sentiment.NEUTRAL: ((26, Sentiment.NEGATIVE), (6, Sentiment.POSITIVE)),
    Sentiment.NEGATIVE: ((12, Sentiment.NEUTRAL),),
}
"""Of a hundred comments that feel so to others, how many feel otherwise to this reader."""
_PASSED_OVER, _SEEN_BESIDE = 26, 24
_WEIGHS_OTHERWISE = 30


@dataclass
class SecondReader:
    """Somebody of QA at work.

    Args:
        counts: how many of what was done.
    """

    hall: Hall
    actor: Actor
    counts: Counter[str] = field(default_factory=Counter)

    def look(self) -> None:
        """Code everything that waits."""
        while (found := second_looks.next_look(self.hall, self.actor)) is not None:
            second_looks.keep(self.hall, self.actor, found.id, self._codes(found.text))
            self.counts["second looks"] += 1

    def _codes(self, words: str) -> Codes:
        read = analysis.analyse(CommentIn(words), self.hall.models)
        return Codes(
            sentiment=_feeling(words, felt(words) or (None if in_two_minds(words) else read.guess)),
            severity=_weight(words, read),
            themes=tuple(self._themes(words, read)),
            nonanswer=read.nonanswer,
        )

    def _themes(self, words: str, read: Reading) -> Iterator[str]:
        book = self.hall.models.codebook.theme
        for hit in read.themes:
            if _roll("passed over", hit.theme, words) >= _PASSED_OVER:
                yield hit.theme
            if _roll("seen beside", hit.theme, words) < _SEEN_BESIDE:
                group = next(theme.group for theme in book if theme.id == hit.theme)
                beside = [theme.id for theme in book if theme.group == group]
                yield beside[_roll("which", words) % len(beside)]


def _feeling(words: str, sure: Sentiment | None) -> Sentiment | None:
    if sure is None or _roll("doubts", words) < _DOUBTS:
        return None
    roll = _roll("feels", words)
    for often, otherwise in _TAKEN_AS[sure]:
        if roll < often:
            return otherwise
        roll -= often
    return sure


def _weight(words: str, read: Reading) -> Severity | None:
    if read.severity is None or _roll("weighs", words) >= _WEIGHS_OTHERWISE:
        return read.severity
    step = 1 if _roll("heavier", words) % 2 else -1
    return Severity(min(Severity.CRITICAL, max(Severity.NONE, read.severity + step)))


def _roll(*what: str) -> int:
    """Return a number from 0 to 99 that follows from words alone."""
    return zlib.crc32(" ".join(what).encode()) % _HUNDRED
