"""Marked words that must not turn up anywhere that is logged or printed."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from logs import LOGGING, PrivateFormatter


@dataclass
class Canary:
    """Private words to put into a system under test, and what was logged meanwhile.

    Use ``text``, ``name``, ``email``, ``phone``, ``link_token`` and ``bot_token`` as input;
    at the end call ``assert_silent`` with whatever processes printed.
    """

    text: str = "canary my stepdad locks the kitchen canary"
    name: str = "Canarina Featherstone"
    email: str = "canarina.featherstone@example.org"
    phone: str = "07700 900461"
    link_token: str = "CaNaRy4aQ2mZ8rT1vX6yB0"
    bot_token: str = "4611686018:CaNaRyTokenOfNoBot_0123456789-abcd"
    logged: io.StringIO = field(default_factory=io.StringIO)

    @property
    def words(self) -> tuple[str, ...]:
        """Every marked word, and the distinct part of each."""
        parts = ("stepdad", "Featherstone", "featherstone@", "900461", "CaNaRy")
        return (self.text, self.name, self.email, self.phone, *parts)

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Keep what this process logs, at the levels and in the form of a real process."""
        handler = logging.StreamHandler(self.logged)
        handler.setFormatter(PrivateFormatter())
        wanted = {"": LOGGING["root"], **LOGGING["loggers"]}
        before = {name: logging.getLogger(name).level for name in wanted}
        logging.getLogger().addHandler(handler)
        for name, settings in wanted.items():
            logging.getLogger(name).setLevel(settings.get("level", "NOTSET"))
        yield
        logging.getLogger().removeHandler(handler)
        for name, level in before.items():
            logging.getLogger(name).setLevel(level)

    def assert_silent(self, *printed: str) -> None:
        """Fail when a marked word is in the log or in what was printed."""
        heard = "\n".join((self.logged.getvalue(), *printed))
        found = sorted({word for word in self.words if word in heard})
        assert not found, f"private words were logged or printed: {found}"
