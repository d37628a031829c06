"""Two open addresses for the machine that watches the site; they tell nothing but their state."""

from __future__ import annotations

from flask import Flask, Response

from services.upkeep.readiness import ready
from web.respond.door import door
from web.roles import ANYONE, roles


def add_probes(app: Flask) -> None:
    """Add ``/healthz`` (this process answers) and ``/readyz`` (it can also keep an answer)."""

    @app.get("/healthz")
    @roles(ANYONE)
    def healthz() -> Response:
        return _state("ok", 200)

    @app.get("/readyz")
    @roles(ANYONE)
    def readyz() -> Response:
        return _state("ready", 200) if ready(door().hall) else _state("not ready", 503)


def _state(text: str, status: int) -> Response:
    return Response(f"{text}\n", status, mimetype="text/plain")
