"""A second opinion on words from another list than TextBlob's: VADER (Hutto and Gilbert 2014)."""

from __future__ import annotations

from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer


class SecondOpinion:
    """VADER's list and arithmetic, loaded once."""

    __slots__ = ("_vader",)

    def __init__(self) -> None:
        """Load the list."""
        self._vader = SentimentIntensityAnalyzer()

    def score(self, text: str) -> float:
        """Return what the words weigh, from -1 to +1; 0 where it knows none of them."""
        found: float = self._vader.polarity_scores(text.replace("’", "'"))["compound"]
        return found
