"""The web door, over real HTTP and a real database."""
