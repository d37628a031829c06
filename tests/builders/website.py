"""The web application on a loopback port, over a hall with an empty database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Thread

from flask import Flask
from pydantic import SecretStr
from werkzeug.exceptions import ServiceUnavailable
from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server

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
class Website:
    """A running website: its address, its application and the hall behind it."""

    url: str
    app: Flask
    hall: Hall


class Quiet(WSGIRequestHandler):
    """Prints no line for each request."""

    def log(self, type: str, message: str, *args: object) -> None:  # noqa: A002 - its name
        """Say nothing about each request."""


_FREE: list[BaseWSGIServer] = []
"""Servers whose site has closed: to open and to end one each time took longer than many a test."""


@contextmanager
def serving(
    hall: Hall, base_url: str = "http://127.0.0.1", stage: Stage | None = None
) -> Iterator[Website]:
    """Serve a hall's website on a port that nobody else has until the block ends."""
    app = create_app(hall, Settings(base_url), stage)
    app.jinja_env.bytecode_cache = COMPILED
    server = _FREE.pop() if _FREE else _server()
    server.app = app
    try:
        yield Website(f"http://127.0.0.1:{server.server_port}", app, hall)
    finally:
        server.app = ServiceUnavailable()
        _FREE.append(server)


def _server() -> BaseWSGIServer:
    closed = ServiceUnavailable()
    server = make_server("127.0.0.1", 0, closed, threaded=True, request_handler=Quiet)
    Thread(target=server.serve_forever, daemon=True).start()
    return server
