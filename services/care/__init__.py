"""Looking after concerns: telling people, and telling them again when nobody has looked."""
