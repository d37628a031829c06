"""The clock: one process that gives each job its turns, and may run more than once."""
