"""Reading comments: cleaning, redaction, sentiment, severity and themes; it may say "not sure"."""

from analysis.cleaning import clean_text

__all__ = ["clean_text"]
