"""Gathering and counting."""
