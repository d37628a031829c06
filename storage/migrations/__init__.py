"""Moving a database from one release to the next."""
