"""Web applications lent to one hall after another: to make one takes longer than many a test."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

from flask import Flask
from pydantic import SecretStr

from services.hall import Hall
from services.upkeep.demonstration.stage import Stage
from services.upkeep.mail_server import MailServer
from tests.builders.compiled import COMPILED
from web.app import create_app

SECRET = "a secret of the tests that is long enough"


@dataclass(frozen=True)
class Settings:
    """What the web door needs of the settings."""

    base_url: str = "http://127.0.0.1"
    secret_key: SecretStr = SecretStr(SECRET)
    mail_server: MailServer | None = None


@dataclass(frozen=True)
class Lent:
    """An application, and its doors as they were hung when it was made."""

    app: Flask
    doors: dict[str, Any]

    @staticmethod
    def made(hall: Hall, base_url: str, stage: Stage | None = None) -> Lent:
        """Make one."""
        app = create_app(hall, Settings(base_url), stage)
        app.jinja_env.bytecode_cache = COMPILED
        kept = {name: door for name, door in app.extensions.items() if hasattr(door, "hall")}
        return Lent(app, kept)

    def hang_for(self, hall: Hall) -> None:
        """Hang its doors anew, so that nothing is left of what another test did to them.

        They are all that an application knows of its hall.
        """
        self.app.extensions |= {name: replace(door, hall=hall) for name, door in self.doors.items()}


_FREE: dict[str, list[Lent]] = defaultdict(list)
"""Applications that nobody uses now, by their base URL."""


@contextmanager
def lent(hall: Hall, base_url: str, stage: Stage | None = None) -> Iterator[Flask]:
    """Lend an application of a hall until the block ends; one with a stage is made for it."""
    if stage is not None:
        yield Lent.made(hall, base_url, stage).app
        return
    free = _FREE[base_url]
    one = free.pop() if free else Lent.made(hall, base_url)
    one.hang_for(hall)
    yield one.app
    free.append(one)
