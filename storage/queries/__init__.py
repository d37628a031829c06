"""Questions put to the tables: what comes back is frozen rows and counted cells, never models."""
