"""Gathering and counting: comments brought in from files, coded, reported and taken out."""
