"""Erasing a person, a case or one response: what is found, what goes, and what stays and why."""
