"""Checks on the source itself; each takes the root of a tree, so that a bad tree can test it."""
