"""Reading comments: cleaning, redaction, sentiment, severity and themes; it may say "not sure"."""
