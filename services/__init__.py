"""The hall: use cases, one transaction each; the only way from a door to the rest."""
