"""Signals in answers and words that a person must look at, and the states of a concern.

A screen may only raise priority. No screen ever says "no concern": people read everything.
"""
