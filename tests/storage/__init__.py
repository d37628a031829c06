"""The archive: keys, sealing, moments, connections and queries."""
