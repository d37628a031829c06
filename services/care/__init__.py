"""Care: what is done about concerns."""
