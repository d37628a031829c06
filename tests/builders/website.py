"""The web application on a loopback port, over a hall with an empty database."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Thread
from typing import Any, Protocol

import httpx
from flask import Flask
from werkzeug.exceptions import ServiceUnavailable
from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server

from services.hall import Hall
from services.upkeep.demonstration.stage import Stage
from tests.builders.applications import lent


@dataclass(frozen=True)
class Website:
    """A running website: its address, its application and the hall behind it."""

    url: str
    app: Flask
    hall: Hall


class Address(Protocol):
    """Where a website is reached."""

    @property
    def url(self) -> str:
        """Its address, without a slash at the end."""
        ...


def client_of(site: Address, **settings: Any) -> httpx.Client:
    """Return a client of a website; one of this process is handed its requests without a socket.

    That spares a thread and a connection for each request. Browsers, other processes' sites and
    whoever asks for ``site.url`` still come by the network.
    """
    inside = httpx.WSGITransport(_as_sent(site.app)) if isinstance(site, Website) else None
    return httpx.Client(base_url=site.url, transport=inside, **settings)


def _as_sent(app: Flask) -> Callable[..., Iterable[bytes]]:
    """Give an application each path as servers do: its bytes, each as one character."""

    def called(environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        environ["PATH_INFO"] = environ["PATH_INFO"].encode().decode("latin-1")
        return app(environ, start)

    return called


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
    server = _FREE.pop() if _FREE else _server()
    with lent(hall, base_url, stage) as app:
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
