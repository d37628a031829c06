"""Upkeep: what comes in from the council's own systems, who is invited, and what is sent."""
