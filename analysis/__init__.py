"""Reading comments: cleaning, redaction, sentiment, severity and themes; it may say "not sure"."""

from analysis.cleaning import clean_text
from analysis.codebook import Codebook, CodebookFaults
from analysis.examples import Example
from analysis.model import Model, analyse, analyse_all, baseline, rating
from analysis.readings import (
    CommentIn,
    Lean,
    Reading,
    Reason,
    Sentiment,
    Severity,
    Span,
    ThemeHit,
    Unsure,
)
from analysis.redaction import Redacted, redact

__all__ = [
    "Codebook",
    "CodebookFaults",
    "CommentIn",
    "Example",
    "Lean",
    "Model",
    "Reading",
    "Reason",
    "Redacted",
    "Sentiment",
    "Severity",
    "Span",
    "ThemeHit",
    "Unsure",
    "analyse",
    "analyse_all",
    "baseline",
    "clean_text",
    "rating",
    "redact",
]
