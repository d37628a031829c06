"""The demonstration's guided tour: only while ``sayso demo`` runs, only on this machine."""
