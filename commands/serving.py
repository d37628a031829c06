"""Runs the web application under gunicorn, from the settings alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication

from logs import LOGGING
from services.build import build, opened
from services.hall import Hall
from services.upkeep.demonstration.stage import open_stage
from settings import Settings
from web.app import create_app

_THREADS = 8
_GRACE_SECONDS = 20


class _Server(BaseApplication):  # type: ignore[misc]  # gunicorn has no types
    def __init__(self, make: Callable[[], Flask], options: dict[str, Any]) -> None:
        self._make = make
        self._options = options
        super().__init__()

    def load_config(self) -> None:
        for name, value in self._options.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        # Called in each worker, so that no database connection is shared between processes.
        return self._make()


def run_web(settings: Settings, *, host: str, workers: int, tour: bool = False) -> None:
    """Serve until told to end; raises what keeps the application from being made.

    Args:
        settings: with key file and secret.
        host: address to listen on; the port is the settings'.
        workers: how many processes.
        tour: whether the tour is there too; Refused unless the database is a demonstration's.
    """

    def made(hall: Hall) -> Flask:
        hall.hearing.prepare()
        return create_app(hall, settings, open_stage(hall, settings.var) if tour else None)

    with opened(settings) as hall:
        made(hall)
    options = {
        "bind": f"{host}:{settings.port}",
        "workers": workers,
        "worker_class": "gthread",
        "threads": _THREADS,
        "graceful_timeout": _GRACE_SECONDS,
        "logconfig_dict": LOGGING,
        "control_socket_disable": True,
        "proc_name": "sayso",
    }
    _Server(lambda: made(build(settings)), options).run()
