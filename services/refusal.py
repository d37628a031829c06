"""The base of every refusal whose message may be shown as it is."""

from __future__ import annotations


class Refused(Exception):
    """A use case was not carried out; the message says where, what and the remedy.

    It never holds words, names, contacts, tokens or codes.
    """
