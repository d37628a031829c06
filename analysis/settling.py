"""Settles each theme from several voices: its own words, its group's, and the codebook's phrases.

What a regression says of the examples that it learned from is surer than what it says of others,
so how far each voice is to be trusted is learned from scores that examples got from analysers
which had not seen them. Rare themes gain most: where few examples teach words, phrases count.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from analysis.summing import Array

_STRENGTH, _LIFT = 1.0, 0.2
"""Found by cross-validation on public feedback, as all such numbers here."""
_MOST = 4.0
"""Log-odds beyond which words are not heeded more."""
_FAR = 9.0
"""Log-odds against what never occurred."""
VOICES = 4


@dataclass(frozen=True)
class Settling:
    """How far each voice is trusted.

    Args:
        weights: a row for words, group, phrases as such, phrases as far as people confirm them,
            and a constant; a column for each theme.
        groups: column of each theme's group among the groups' scores, -1 for none.
        hits: place of each theme among the codebook's, -1 for none.
    """

    weights: Array
    groups: tuple[int, ...]
    hits: tuple[int, ...]

    def settled(self, themes: Array, groups: Array, hits: Array, trusted: Array) -> Array:
        """Return the log-odds of each theme; a row for each comment.

        Args:
            themes, groups: what words say of each, as log-odds.
            hits: whether the codebook found each of its themes.
            trusted: how loudly its phrases speak for each; see ``Trust.told``.
        """
        settled: Array = np.tile(self.weights[VOICES], (len(themes), 1))
        voices = self.voices(themes, groups, hits, trusted)
        for weight, voice in zip(self.weights, voices, strict=False):
            settled += weight * voice
        return settled

    def voices(
        self, themes: Array, groups: Array, hits: Array, trusted: Array
    ) -> tuple[Array, ...]:
        """Return what each voice says; see ``settled``."""
        return (
            np.clip(themes, -_MOST, _MOST),
            np.tanh(_picked(groups, self.groups) / 2),
            _picked(hits, self.hits),
            _picked(trusted, self.hits),
        )


def fit_settling(given: Array, told: tuple[Array, ...], places: Settling) -> Settling:
    """Return how far each voice is to be trusted.

    Args:
        given: whether people found each theme in each example.
        told: what ``Settling.settled`` takes, by analysers that had not learned from these
            examples.
        places: where each theme's group and phrases stand; its weights do not count.
    """
    # Late: loading it takes a second, and only training needs it.
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415 - see the line above

    voices = places.voices(*told)
    weights = np.zeros((VOICES + 1, given.shape[1]))
    for theme in range(given.shape[1]):
        there = given[:, theme]
        share = float(there.mean())
        if not 0 < share < 1:
            weights[VOICES, theme] = -_FAR
            continue
        lift = {False: 1.0, True: ((1 - share) / share) ** _LIFT}
        model = LogisticRegression(C=_STRENGTH, class_weight=lift)
        model.fit(np.column_stack([voice[:, theme] for voice in voices]), there)
        weights[:VOICES, theme], weights[VOICES, theme] = model.coef_[0], model.intercept_[0]
    return Settling(weights, places.groups, places.hits)


def unsettled(groups: Sequence[int], hits: Sequence[int]) -> Settling:
    """Return a settling that knows the places alone, to be fitted."""
    return Settling(np.zeros((VOICES + 1, len(groups))), tuple(groups), tuple(hits))


def _picked(told: Array, places: tuple[int, ...]) -> Array:
    """Return the column of each theme, zeros where it has none."""
    with_none: Array = np.hstack([told, np.zeros((len(told), 1))])[:, list(places)]
    return with_none
