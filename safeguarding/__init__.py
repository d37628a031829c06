"""Signals that a child may be at risk, and the states of a concern."""
