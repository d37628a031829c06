"""The archive: tables, sealing, sessions and migrations."""
