"""The staff door, over real HTTP and a real database."""
