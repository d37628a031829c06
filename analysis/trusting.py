"""How far each phrase of the codebook is to be trusted, by how often people agreed with it.

A phrase that people seldom confirm counts little and one that they nearly always confirm counts
much, without anybody having to touch the codebook.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log

import numpy as np

from analysis.features import Features
from analysis.summing import Array

_DOUBT = 2.0
"""A phrase counts as confirmed as often as its theme's phrases are, as if seen so often before."""
_DEAF = 3.0
"""Log-odds against a theme from which on a phrase speaks for it no more."""
_SCALE = 0.5


@dataclass(frozen=True)
class Trust:
    """What the codebook's phrases say of its themes.

    Args:
        phrases: how much each phrase adds to its theme, by theme and phrase.
        usual: the same of a phrase that nobody has judged yet, by theme.
    """

    phrases: Mapping[tuple[str, str], float]
    usual: Mapping[str, float]

    def told(self, found: Sequence[Features]) -> Array:
        """Return how loudly phrases speak for each theme, 0 for not at all; a row for each."""
        places = {theme: place for place, theme in enumerate(self.usual)}
        told = np.zeros((len(found), len(places)))
        for row, one in enumerate(found):
            for said in one.phrases:
                theme = said[0]
                if theme in places:
                    told[row, places[theme]] += self.phrases.get(said, self.usual[theme])
        return np.maximum(told, 0.0)


def learn_trust(coded: Iterable[tuple[Features, frozenset[str]]], themes: Sequence[str]) -> Trust:
    """Return how far each phrase is to be trusted.

    Args:
        coded: what was looked at of each comment, and the themes that people found in it.
        themes: the codebook's, in the order of the columns that ``Trust.told`` returns.
    """
    seen, right = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    for found, given in coded:
        seen.update(found.phrases)
        right.update(said for said in found.phrases if said[0] in given)
    share = {theme: _share(theme, seen, right) for theme in themes}
    return Trust(
        phrases={
            said: _loudness((right[said] + _DOUBT * share[said[0]]) / (times + _DOUBT))
            for said, times in sorted(seen.items())
            if said[0] in share
        },
        usual={theme: _loudness(each) for theme, each in share.items()},
    )


def _share(theme: str, seen: Counter[tuple[str, str]], right: Counter[tuple[str, str]]) -> float:
    """Return how often a theme's phrases were confirmed, a third where nobody has judged any."""
    of = sum(times for said, times in seen.items() if said[0] == theme)
    confirmed = sum(times for said, times in right.items() if said[0] == theme)
    return (confirmed + 1) / (of + 3)


def _loudness(share: float) -> float:
    return _SCALE * (log(share / (1 - share)) + _DEAF)
