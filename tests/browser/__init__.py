"""The web door in a real browser."""
