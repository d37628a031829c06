"""Themes of a comment by the codebook, each with the phrases that earned it."""

from __future__ import annotations

from collections.abc import Iterable

from analysis.codebook import Codebook
from analysis.phrases import Match, Matcher, phrase
from analysis.readings import Sentiment, Span, ThemeHit
from analysis.tokens import Token


class ThemeFinder:
    """The codebook's phrases, ready to use."""

    __slots__ = ("_order", "_otherwise", "_phrases", "_unless", "version")

    def __init__(self, codebook: Codebook) -> None:
        """Index the phrases of a codebook that ``codebook.parse`` accepted."""
        themes = codebook.theme
        self.version = codebook.version
        self._order = tuple(theme.id for theme in themes)
        self._otherwise = {
            Sentiment(theme.otherwise): ThemeHit(theme.id, ())
            for theme in themes
            if theme.otherwise is not None
        }
        self._phrases = Matcher(phrase(t.id, text) for t in themes for text in t.phrases)
        self._unless = Matcher(phrase(t.id, text) for t in themes for text in t.unless)

    def otherwise(self, sentiment: Sentiment) -> tuple[ThemeHit, ...]:
        """Return the theme that stands in where no other is found, none if there is no such."""
        return tuple(self._otherwise[each] for each in (sentiment,) if each in self._otherwise)

    def hits(self, words: list[Token]) -> tuple[ThemeHit, ...]:
        """Return the themes found, in the codebook's order."""
        found = self._phrases.by_owner(words)
        if not found:
            return ()
        taken_back = self._unless.by_owner(words)
        kept = {
            theme: [match for match in matches if not _inside(match, taken_back.get(theme, ()))]
            for theme, matches in found.items()
        }
        return tuple(
            ThemeHit(theme, tuple(_span(match, words) for match in kept[theme]))
            for theme in self._order
            if kept.get(theme)
        )


def _inside(match: Match, others: Iterable[Match]) -> bool:
    return any(other.first <= match.first and match.after <= other.after for other in others)


def _span(match: Match, words: list[Token]) -> Span:
    return Span(words[match.first][1], words[match.after - 1][2], match.phrase.text)
