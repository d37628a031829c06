"""Logging for every process: ids go in; words, names, contacts and secrets stay out."""

from __future__ import annotations

import logging
import logging.config
import re
import sys
import threading
import time
import traceback
from collections.abc import Iterator
from types import TracebackType
from typing import Any

_Caught = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]

_UUID = r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}"
_MOMENT = r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?)?"
# Ids and moments come first, so that no part of one is taken for a number or a token.
_PRIVATE = re.compile(
    rf"(?P<kept>\b(?:{_UUID}|{_MOMENT})\b)"
    r"|(?P<email>[\w.+-]+(?:@|%40)[\w-]+(?:\.[\w-]+)+)"
    r"|(?P<token>\b(?:bot)?\d{3,}(?::|%3A)[\w-]{20,}"  # a Telegram bot's
    r"|(?<=/)(?=[\w-]*[A-Z0-9])[\w-]{16,}"  # in the path of a link
    r"|\b(?=[\w-]*\d)[\w-]{20,})"
    r"|(?P<number>(?<![\w:.-])(?:\+|\(?0)\d(?:[ ()-]{0,2}\d){7,}|\b\d(?:[ -]?\d){9,}\b)"
)
_MARKS = {"email": "[e-mail]", "token": "[token]", "number": "[number]"}

# These put whole updates, statements or exceptions into their messages.
_TALKATIVE = frozenset({"asyncio", "sqlalchemy", "telegram"})

_QUIET = ("alembic", "asyncio", "httpcore", "httpx", "sqlalchemy", "telegram", "werkzeug")

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"private": {"()": "logs.PrivateFormatter"}},
    "handlers": {
        "stderr": {
            "class": "logging.StreamHandler",
            "formatter": "private",
            "stream": "ext://sys.stderr",
        }
    },
    "root": {"level": "INFO", "handlers": ["stderr"]},
    "loggers": {
        # httpx prints the address of each call, and the bot's token is part of it.
        **{name: {"level": "WARNING"} for name in _QUIET},
        # It names each tick, and each that found its job still at work.
        "apscheduler": {"level": "ERROR"},
        "gunicorn.error": {"handlers": [], "propagate": True},
        "gunicorn.access": {"handlers": [], "propagate": False, "level": "CRITICAL"},
    },
}
"""For ``logging.config.dictConfig`` and for gunicorn's ``logconfig_dict``."""


def redact(text: str) -> str:
    """Return text without tokens, e-mail addresses and long numbers; UUIDs and moments stay."""
    return _PRIVATE.sub(lambda found: _MARKS.get(found.lastgroup or "", found.group()), text)


class PrivateFormatter(logging.Formatter):
    """Writes a record in one line, and exceptions by type and place.

    What an exception says is left out: drivers and validators quote the very words they
    could not handle, and no pattern would find those.
    """

    converter = staticmethod(time.gmtime)

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s", "%Y-%m-%dT%H:%M:%SZ")

    def format(self, record: logging.LogRecord) -> str:
        """Return the record's line, redacted."""
        safe = logging.makeLogRecord(record.__dict__)
        safe.exc_text = None
        if record.name.partition(".")[0] in _TALKATIVE:
            safe.msg, safe.args = "message withheld", None
        return redact(super().format(safe))

    def formatException(self, ei: _Caught) -> str:  # noqa: N802 - the base class names it
        """Return type and place of the exception and of what caused it."""
        return "\n".join(_trail(ei[1])) if ei[1] else ""


def configure() -> None:
    """Send the logs of this process, its crashes included, to stderr through the formatter."""
    logging.config.dictConfig(LOGGING)
    logging.captureWarnings(capture=True)
    # A message that does not fit its arguments would otherwise be printed with both.
    logging.raiseExceptions = False
    sys.excepthook = _log_crash
    sys.unraisablehook = lambda found: _log_crash(
        found.exc_type, found.exc_value, found.exc_traceback
    )
    threading.excepthook = lambda found: _log_crash(
        found.exc_type, found.exc_value, found.exc_traceback
    )


def _log_crash(
    kind: type[BaseException], error: BaseException | None, trace: TracebackType | None
) -> None:
    if error is not None and not issubclass(kind, KeyboardInterrupt | SystemExit):
        logging.getLogger("sayso").critical("stopped by a fault", exc_info=(kind, error, trace))


def _trail(error: BaseException) -> Iterator[str]:
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        frames = [
            f"{frame.f_globals.get('__name__', '?')}:{line}"
            for frame, line in traceback.walk_tb(current.__traceback__)
        ]
        yield f"  {type(current).__name__} at {' > '.join(frames) or 'no place'}"
        current = current.__cause__ or current.__context__
