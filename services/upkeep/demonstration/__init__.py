"""A council that does not exist, lived through from autumn to autumn by the real services."""
